/** Which partition a key belongs to: the same for ever, because order per key depends on it. */

/** FNV-1a (32 bits) of the key's UTF-16 code units, modulo `partitions`. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % partitions;
}
