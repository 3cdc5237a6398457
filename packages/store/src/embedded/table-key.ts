/** Keys of the numbered tables. */

/** The table of the catalog; all others have higher numbers. */
export const CATALOG_TABLE = 0;

/** The key of `rest` in a table. */
export function tableKey(table: number, ...rest: readonly (Buffer | string)[]): Buffer {
  let length = 4;
  for (const part of rest) length += typeof part === 'string' ? Buffer.byteLength(part) : part.length;
  const key = Buffer.allocUnsafe(length);
  let at = key.writeUInt32BE(table, 0);
  for (const part of rest) at += typeof part === 'string' ? key.write(part, at) : part.copy(key, at);
  return key;
}

/** Between which keys (`low` inclusive, `high` exclusive) a table lies. */
export function tableBounds(table: number): { low: Buffer; high: Buffer } {
  return { low: tableKey(table), high: tableKey(table + 1) };
}

/** The table that a key is of. */
export function tableOf(key: Buffer): number {
  return key.readUInt32BE(0);
}
