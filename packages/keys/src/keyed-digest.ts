/** Digests for look-ups. */
import { createHmac, type KeyObject } from 'node:crypto';

/** What `KeyStore.digest` gives: 22 base64url characters of HMAC-SHA-256. */
export function keyedDigest(secret: KeyObject, purpose: string, value: string): string {
  // The length in front keeps ('a', 'b:c') and ('a:b', 'c') apart.
  return createHmac('sha256', secret).update(`${purpose.length}:${purpose}:${value}`).digest('base64url').slice(0, 22);
}
