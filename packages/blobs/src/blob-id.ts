/** What a blob is called. */
import { createHash, createHmac, type KeyObject } from 'node:crypto';

/** True for what `blobId` may have made; anything else must not become part of a path. */
export function isBlobId(id: string): boolean {
  return /^[0-9a-f]{64}$/.test(id);
}

/**
 * 64 hexadecimal characters. With a key HMAC-SHA-256, so that nobody can tell whether two cases hold the same file, or
 * try contents against a name; without (scope `public`) plain SHA-256. The prefix keeps it apart from other uses of the key.
 */
export function blobId(key: KeyObject | undefined, content: Buffer): string {
  if (key === undefined) return createHash('sha256').update(content).digest('hex');
  return createHmac('sha256', key).update('blob:').update(content).digest('hex');
}
