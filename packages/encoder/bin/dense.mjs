// @ts-check
/** The little linear algebra that distilling takes: dense matrices, row by row in typed arrays. */

/**
 * Eigenvalues (descending) and eigenvectors (rows) of a symmetric `n` × `n` matrix, by Jacobi's rotations.
 *
 * @param {Float64Array} matrix is overwritten
 * @param {number} n
 * @returns {{ values: number[], vectors: Float64Array[] }}
 */
export function eigen(matrix, n) {
  const basis = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) basis[i * n + i] = 1;
  const at = (/** @type {number} */ i, /** @type {number} */ j) => matrix[i * n + j] ?? 0;
  const scale = matrix.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < 30; sweep += 1) {
    let off = 0;
    for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) off += at(i, j) ** 2;
    if (off <= 1e-20 * scale) break;
    for (let p = 0; p < n; p += 1)
      for (let q = p + 1; q < n; q += 1) {
        if (at(p, q) ** 2 < 1e-26 * scale) continue;
        const theta = (at(q, q) - at(p, p)) / (2 * at(p, q));
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        rotateColumns(matrix, n, p, q, c, t * c);
        rotateRows(matrix, n, p, q, c, t * c);
        rotateRows(basis, n, p, q, c, t * c);
      }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => at(b, b) - at(a, a));
  return { values: order.map((i) => at(i, i)), vectors: order.map((i) => basis.slice(i * n, (i + 1) * n)) };
}

/**
 * @param {Float64Array} m @param {number} n @param {number} p @param {number} q @param {number} c @param {number} s
 */
function rotateRows(m, n, p, q, c, s) {
  for (let i = 0; i < n; i += 1) {
    const [a, b] = [m[p * n + i] ?? 0, m[q * n + i] ?? 0];
    m[p * n + i] = c * a - s * b;
    m[q * n + i] = s * a + c * b;
  }
}

/**
 * @param {Float64Array} m @param {number} n @param {number} p @param {number} q @param {number} c @param {number} s
 */
function rotateColumns(m, n, p, q, c, s) {
  for (let i = 0; i < n * n; i += n) {
    const [a, b] = [m[i + p] ?? 0, m[i + q] ?? 0];
    m[i + p] = c * a - s * b;
    m[i + q] = s * a + c * b;
  }
}

/**
 * `left`ᵀ · `right` of matrices of `n` columns each.
 *
 * @param {Float32Array} left @param {Float32Array} right @param {number} n
 */
export function product(left, right, n) {
  const result = new Float64Array(n * n);
  for (let row = 0; row < left.length; row += n)
    for (let i = 0; i < n; i += 1) {
      const factor = left[row + i] ?? 0;
      for (let j = 0; j < n; j += 1) result[i * n + j] = (result[i * n + j] ?? 0) + factor * (right[row + j] ?? 0);
    }
  return result;
}

/**
 * The `x` (`n` × `n`) of `matrix` · `x` = `right`, for a symmetric positive `matrix` given by its eigenvectors.
 *
 * @param {{ values: number[], vectors: Float64Array[] }} matrix @param {Float64Array} right @param {number} n
 */
export function solve({ values, vectors }, right, n) {
  const result = new Float64Array(n * n);
  vectors.forEach((vector, k) => {
    for (let j = 0; j < n; j += 1) {
      let dot = 0;
      for (let i = 0; i < n; i += 1) dot += (vector[i] ?? 0) * (right[i * n + j] ?? 0);
      dot /= values[k] ?? 1;
      for (let i = 0; i < n; i += 1) result[i * n + j] = (result[i * n + j] ?? 0) + (vector[i] ?? 0) * dot;
    }
  });
  return result;
}

/**
 * Each row of `matrix` (`n` columns) times `right` (`n` × `m`).
 *
 * @param {Float32Array} matrix @param {Float64Array} right @param {number} n @param {number} m
 */
export function times(matrix, right, n, m) {
  const result = new Float32Array((matrix.length / n) * m);
  const sums = new Float64Array(m);
  for (let row = 0; row < matrix.length / n; row += 1) {
    sums.fill(0);
    for (let i = 0; i < n; i += 1) {
      const factor = matrix[row * n + i] ?? 0;
      for (let j = 0; j < m; j += 1) sums[j] = (sums[j] ?? 0) + factor * (right[i * m + j] ?? 0);
    }
    result.set(sums, row * m);
  }
  return result;
}

/**
 * Takes the mean row off every row; returns it.
 *
 * @param {Float32Array} matrix @param {number} n
 */
export function centre(matrix, n) {
  const mean = new Float64Array(n);
  const rows = matrix.length / n;
  for (let i = 0; i < matrix.length; i += 1) mean[i % n] = (mean[i % n] ?? 0) + (matrix[i] ?? 0) / rows;
  subtract(matrix, mean, n);
  return mean;
}

/** @param {Float32Array} matrix @param {Float64Array} row @param {number} n */
export function subtract(matrix, row, n) {
  for (let i = 0; i < matrix.length; i += 1) matrix[i] = (matrix[i] ?? 0) - (row[i % n] ?? 0);
}
