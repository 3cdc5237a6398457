/** Vectors of a transformer all point much the same way: what tells them apart is what is left without their mean (Mu, Viswanath 2018). */
import type { Vectors } from './vectors.ts';

/** The mean of the vectors at `places`, and all vectors without it, each of length 1. */
export function centredVectors({ dimensions, values }: Vectors, places: readonly number[]) {
  const mean = new Float32Array(dimensions);
  for (const at of places) {
    for (let j = 0; j < dimensions; j += 1)
      mean[j] = (mean[j] ?? 0) + (values[at * dimensions + j] ?? 0) / places.length;
  }
  const count = values.length / dimensions;
  const centred = Array.from({ length: count }, (_, at) =>
    centre(values.subarray(at * dimensions, (at + 1) * dimensions), mean),
  );
  return { mean, centred };
}

/** `vector` without `mean`, of length 1. */
export function centre(vector: Float32Array, mean: Float32Array): Float32Array {
  const result = vector.map((value, j) => value - (mean[j] ?? 0));
  let squares = 0;
  for (const value of result) squares += value * value;
  const length = Math.sqrt(squares);
  return length === 0 ? result : result.map((value) => value / length);
}
