// @ts-check
/**
 * Piece vectors whose weighted means come close to the sentence vectors of the transformer: its vectors of single pieces, mapped linearly
 * into the space of sentences, then corrected by ridge regression for the pieces that a corpus shows (as "tokenlearn" does for Model2Vec).
 */
import { centre, eigen, product, solve, subtract, times } from './dense.mjs';

/**
 * @typedef {object} Corpus
 * @property {readonly (readonly number[])[]} texts piece ids of each text
 * @property {Float32Array} targets the transformer's vector of each text; centred here
 */

/**
 * Vectors of all pieces in the centred space of sentences.
 *
 * @param {Float32Array} pieces the transformer's vector of each piece; overwritten
 * @param {Float64Array} weights of the pieces
 * @param {Corpus} corpus
 * @param {{ n: number, ridge: number, steps: number }} options
 */
export function fitPieces(pieces, weights, { texts, targets }, { n, ridge, steps }) {
  centre(targets, n);
  const used = [...new Set(texts.flat())];
  const place = new Map(used.map((id, i) => [id, i]));
  const means = sparseMeans(texts, weights, place);

  const inputs = forward(means, pick(pieces, used, n), n);
  const mean = centre(inputs, n);
  const gram = product(inputs, inputs, n);
  for (let i = 0; i < n; i += 1) gram[i * n + i] = (gram[i * n + i] ?? 0) + 1;
  const map = solve(eigen(gram, n), product(inputs, targets, n), n);
  subtract(pieces, mean, n);
  const mapped = times(pieces, map, n, n);

  const residual = forward(means, pick(mapped, used, n), n).map((value, i) => (targets[i] ?? 0) - value);
  const correction = conjugateGradient(means, residual, used.length, { n, ridge, steps });
  used.forEach((id, at) => {
    for (let i = 0; i < n; i += 1) mapped[id * n + i] = (mapped[id * n + i] ?? 0) + (correction[at * n + i] ?? 0);
  });
  return mapped;
}

/**
 * The main directions of the sentences, as a matrix to multiply by (`n` × `m`); the strong ones damped by the fourth root of their
 * variance, which tells close intents apart better.
 *
 * @param {Float32Array} sentences centred
 * @param {number} n
 * @param {number} m
 */
export function mainDirections(sentences, n, m) {
  const { values, vectors } = eigen(product(sentences, sentences, n), n);
  const matrix = new Float64Array(n * m);
  for (let j = 0; j < m; j += 1) {
    const damping = ((values[j] ?? 1) / (sentences.length / n)) ** -0.25;
    for (let i = 0; i < n; i += 1) matrix[i * m + j] = (vectors[j]?.[i] ?? 0) * damping;
  }
  return matrix;
}

/** @typedef {{ at: Int32Array, weight: Float64Array }} Mean */

/**
 * Each text as a weighted mean of the used pieces.
 *
 * @param {readonly (readonly number[])[]} texts @param {Float64Array} weights @param {Map<number, number>} place
 * @returns {Mean[]}
 */
function sparseMeans(texts, weights, place) {
  return texts.map((ids) => {
    const sum = ids.reduce((total, id) => total + (weights[id] ?? 0), 0) || 1;
    return {
      at: Int32Array.from(ids, (id) => place.get(id) ?? 0),
      weight: Float64Array.from(ids, (id) => (weights[id] ?? 0) / sum),
    };
  });
}

/** @param {Float32Array} matrix @param {readonly number[]} rows @param {number} n */
function pick(matrix, rows, n) {
  const result = new Float32Array(rows.length * n);
  rows.forEach((row, at) => {
    result.set(matrix.subarray(row * n, (row + 1) * n), at * n);
  });
  return result;
}

/** @param {readonly Mean[]} means @param {Float32Array} pieces @param {number} n */
function forward(means, pieces, n) {
  const result = new Float32Array(means.length * n);
  means.forEach(({ at, weight }, row) => {
    for (let k = 0; k < at.length; k += 1)
      for (let i = 0; i < n; i += 1)
        result[row * n + i] = (result[row * n + i] ?? 0) + (weight[k] ?? 0) * (pieces[(at[k] ?? 0) * n + i] ?? 0);
  });
  return result;
}

/** @param {readonly Mean[]} means @param {Float32Array} sentences @param {number} count @param {number} n */
function backward(means, sentences, count, n) {
  const result = new Float32Array(count * n);
  means.forEach(({ at, weight }, row) => {
    for (let k = 0; k < at.length; k += 1) {
      const start = (at[k] ?? 0) * n;
      for (let i = 0; i < n; i += 1)
        result[start + i] = (result[start + i] ?? 0) + (weight[k] ?? 0) * (sentences[row * n + i] ?? 0);
    }
  });
  return result;
}

/**
 * The `x` of (MᵀM + ridge) x = Mᵀ `residual`, all columns at once.
 *
 * @param {readonly Mean[]} means @param {Float32Array} residual @param {number} count
 * @param {{ n: number, ridge: number, steps: number }} options
 */
function conjugateGradient(means, residual, count, { n, ridge, steps }) {
  const x = new Float32Array(count * n);
  const r = backward(means, residual, count, n);
  const p = r.slice();
  let square = columnDots(r, r, n);
  for (let step = 0; step < steps; step += 1) {
    const image = backward(means, forward(means, p, n), count, n);
    for (let i = 0; i < image.length; i += 1) image[i] = (image[i] ?? 0) + ridge * (p[i] ?? 0);
    const curve = columnDots(p, image, n);
    const alpha = square.map((value, j) => value / ((curve[j] ?? 0) + 1e-20));
    for (let i = 0; i < x.length; i += 1) {
      x[i] = (x[i] ?? 0) + (alpha[i % n] ?? 0) * (p[i] ?? 0);
      r[i] = (r[i] ?? 0) - (alpha[i % n] ?? 0) * (image[i] ?? 0);
    }
    const next = columnDots(r, r, n);
    const beta = next.map((value, j) => value / ((square[j] ?? 0) + 1e-20));
    for (let i = 0; i < p.length; i += 1) p[i] = (r[i] ?? 0) + (beta[i % n] ?? 0) * (p[i] ?? 0);
    square = next;
  }
  return x;
}

/** @param {Float32Array} a @param {Float32Array} b @param {number} n */
function columnDots(a, b, n) {
  const result = new Float64Array(n);
  for (let i = 0; i < a.length; i += 1) result[i % n] = (result[i % n] ?? 0) + (a[i] ?? 0) * (b[i] ?? 0);
  return result;
}
