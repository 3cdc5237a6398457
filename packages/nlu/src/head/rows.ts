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
