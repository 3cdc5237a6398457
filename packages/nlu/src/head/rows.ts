/** Many feature vectors in one piece: for each, where it is not zero, and what it is there. */

/** Row i has the elements `starts[i]` to `starts[i + 1]` of `indices` and `values`; `indices` are below `columns`. */
export interface Rows {
  readonly columns: number;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** One feature vector. */
export interface Row {
  readonly indices: readonly number[] | Int32Array;
  readonly values: readonly number[] | Float32Array;
}

/** How many rows there are. */
export function countOf({ starts }: Rows): number {
  return starts.length - 1;
}

/** Puts vectors of `columns` features together. */
export function rowsOf(columns: number, rows: readonly Row[]): Rows {
  const starts = new Int32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) starts[at + 1] = (starts[at] ?? 0) + row.indices.length;
  const total = starts.at(-1) ?? 0;
  const indices = new Int32Array(total);
  const values = new Float32Array(total);
  for (const [at, row] of rows.entries()) {
    indices.set(row.indices, starts[at]);
    values.set(row.values, starts[at]);
  }
  return { columns, starts, indices, values };
}

/** The rows at `places`, in that order. */
export function pickRows({ columns, starts, indices, values }: Rows, places: readonly number[]): Rows {
  const rows = places.map((at) => {
    const [start, end] = [starts[at] ?? 0, starts[at + 1] ?? 0];
    return { indices: indices.subarray(start, end), values: values.subarray(start, end) };
  });
  return rowsOf(columns, rows);
}

/** Sparse rows times `share`, with their vectors behind. */
export function withVectors(
  rows: readonly Row[],
  vectors: readonly Float32Array[],
  columns: number,
  share: number,
): Row[] {
  return rows.map((row, at) => {
    const vector = vectors[at] ?? new Float32Array();
    const size = row.indices.length;
    const indices = new Int32Array(size + vector.length);
    const values = new Float32Array(size + vector.length);
    indices.set(row.indices);
    for (let j = 0; j < size; j += 1) values[j] = share * (row.values[j] ?? 0);
    for (let j = 0; j < vector.length; j += 1) indices[size + j] = columns + j;
    values.set(vector, size);
    return { indices, values };
  });
}
