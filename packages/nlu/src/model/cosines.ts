/** Cosines of a text with every example by vectors; of the nearest, which and how near. */
import { createArena, LANES } from '../head/arena.ts';

/** The company's examples, then the off-topic texts, as vectors, to find the nearest: `vectors[dimension · width + example]`. */
export interface ExampleVectors {
  readonly width: number;
  readonly vectors: Float32Array;
}

/** The vectors of examples in the form in which all cosines are found at once. */
export function transposed(vectors: readonly Float32Array[], dimensions: number): ExampleVectors {
  const width = Math.max(LANES, Math.ceil(vectors.length / LANES) * LANES);
  const result = new Float32Array(width * dimensions);
  for (const [example, vector] of vectors.entries()) {
    for (let j = 0; j < dimensions; j += 1) result[j * width + example] = vector[j] ?? 0;
  }
  return { width, vectors: result };
}

/** Cosines of vectors of length 1 with all examples; the result is used before the next call. */
export function createDenseCosines({ width, vectors }: ExampleVectors): (vector: Float32Array) => Float32Array {
  const arena = createArena();
  const dimensions = vectors.length / width;
  const weights = arena.allocateFloats(vectors);
  const z = arena.allocate(width);
  const indices = arena.allocateInts(Int32Array.from({ length: dimensions }, (_, at) => at));
  const values = arena.allocate(dimensions);
  return (vector) => {
    z.floats().fill(0);
    values.floats().set(vector);
    arena.gather(z, weights, { indices, values: values.pointer, count: dimensions }, width);
    return z.floats();
  };
}

/** The `count` largest of the first `length` numbers that are above zero, largest first. */
export function largest(numbers: Float32Array, length: number, count: number): { at: number; value: number }[] {
  const best: { at: number; value: number }[] = [];
  let least = 0;
  for (let at = 0; at < length; at += 1) {
    const value = numbers[at] as number;
    if (!(value > least)) continue;
    const place = best.findIndex((known) => known.value < value);
    best.splice(place === -1 ? best.length : place, 0, { at, value });
    if (best.length > count) best.pop();
    if (best.length === count) least = best[count - 1]?.value ?? 0;
  }
  return best;
}
