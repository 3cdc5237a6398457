/** Cosines of a text with every example, by sparse rows or by vectors; of the nearest, which and how near. */
import { createArena, LANES } from '../head/arena.ts';
import type { Rows } from '../head/rows.ts';

/** The company's examples, then the off-topic texts, as vectors, to find the nearest: `vectors[dimension · width + example]`. */
export interface ExampleVectors {
  readonly width: number;
  readonly vectors: Float32Array;
}

/** Fills `into[example]` with the cosines of row `at`; rows have length 1 or less. */
export type SparseCosines = (rows: Rows, at: number, into: Float32Array) => void;

/** By an inverted index over the examples' rows. */
export function createSparseCosines(columns: number, examples: Omit<Rows, 'columns'>): SparseCosines {
  const { starts, indices, values } = examples;
  const first = new Int32Array(columns + 1);
  for (const index of indices) first[index + 1] = (first[index + 1] ?? 0) + 1;
  for (let at = 0; at < columns; at += 1) first[at + 1] = (first[at + 1] ?? 0) + (first[at] ?? 0);
  const free = first.slice();
  const owners = new Int32Array(indices.length);
  const shares = new Float32Array(indices.length);
  for (let example = 0; example + 1 < starts.length; example += 1) {
    for (let at = starts[example] ?? 0; at < (starts[example + 1] ?? 0); at += 1) {
      const column = indices[at] ?? 0;
      const place = free[column] ?? 0;
      free[column] = place + 1;
      owners[place] = example;
      shares[place] = values[at] ?? 0;
    }
  }
  return (rows, row, into) => {
    into.fill(0);
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at += 1) {
      const column = rows.indices[at] ?? 0;
      if (column >= columns) continue;
      const value = rows.values[at] ?? 0;
      for (let place = first[column] ?? 0; place < (first[column + 1] ?? 0); place += 1) {
        const owner = owners[place] as number;
        into[owner] = (into[owner] as number) + value * (shares[place] as number);
      }
    }
  };
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
  for (let at = 0; at < length; at += 1) {
    const value = numbers[at] ?? 0;
    if (value <= 0 || (best.length === count && value <= (best.at(-1)?.value ?? 0))) continue;
    best.push({ at, value });
    best.sort((a, b) => b.value - a.value || a.at - b.at);
    if (best.length > count) best.pop();
  }
  return best;
}
