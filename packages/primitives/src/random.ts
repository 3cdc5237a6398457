/** Randomness as a port, and identifiers derived from what they name. */
import { createHash, randomBytes } from 'node:crypto';

/** A source of randomness; a test passes one with a seed. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** `length` bytes fit for keys. */
  bytes(length: number): Buffer;
}

/** The operating system's randomness. */
export const systemRandom: Random = {
  next: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  bytes: (length) => randomBytes(length),
};

/**
 * A 22-character identifier (132 bits of SHA-256, base64url) that depends on `parts` alone, so that work
 * done twice yields the same identifier twice. Parts are length-prefixed: `['a','bc']` ≠ `['ab','c']`.
 */
export function derivedId(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('base64url').slice(0, 22);
}
