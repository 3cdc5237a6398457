/** Columns of numbers that grow: a case costs the bytes of its numbers and no object. */

interface Typed {
  readonly length: number;
  set(other: this): void;
}

/** A typed array of `make` that has room for `size`; what it held is copied. */
export function withRoom<T extends Typed>(array: T, size: number, make: (length: number) => T): T {
  if (size <= array.length) return array;
  const grown = make(Math.max(size, Math.ceil(array.length * 1.25), 256));
  grown.set(array);
  return grown;
}
