/** What `dbStats` tells of the server's disk. Pure. */

/** Bytes that are free; `Infinity` where the answer does not tell (FerretDB, sharded clusters). */
export function freeDiskBytes(stats: { readonly fsTotalSize?: unknown; readonly fsUsedSize?: unknown }): number {
  const { fsTotalSize, fsUsedSize } = stats;
  const isTold = typeof fsTotalSize === 'number' && typeof fsUsedSize === 'number';
  return isTold ? fsTotalSize - fsUsedSize : Number.POSITIVE_INFINITY;
}
