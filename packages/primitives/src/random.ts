/** Randomness as a port, and identifiers derived from what they name. */
import { createHash, randomBytes } from 'node:crypto';

/** A source of randomness; a test passes one with a seed. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** `length` bytes fit for keys. */
  bytes(length: number): Buffer;
}

const POOL_BYTES = 8_192;
/** What is handed out from the pool; longer requests, such as keys, go to the operating system. */
const POOLED_BYTES = 16;
let pool = Buffer.alloc(0);
let taken = 0;

/** Asking the operating system costs microseconds each time: nonces and trace ids are cut from one larger answer, each byte once. */
function pooledBytes(length: number): Buffer {
  if (length > POOLED_BYTES) return randomBytes(length);
  if (taken + length > pool.length) {
    pool = randomBytes(POOL_BYTES);
    taken = 0;
  }
  taken += length;
  return pool.subarray(taken - length, taken);
}

/** The operating system's randomness. */
export const systemRandom: Random = {
  next: () => pooledBytes(6).readUIntBE(0, 6) / 2 ** 48,
  bytes: pooledBytes,
};

const ID_CHARACTERS = 22;
const idCharacters = Buffer.alloc(ID_CHARACTERS);

/**
 * A 22-character identifier (132 bits of SHA-256, base64url) that depends on `parts` alone, so that work
 * done twice yields the same identifier twice. Parts are length-prefixed: `['a','bc']` ≠ `['ab','c']`.
 */
export function derivedId(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  // A piece of a text keeps the whole text in memory, and ids are kept by the ten thousand; a copy does not.
  idCharacters.write(hash.digest('base64url'), 'latin1');
  return idCharacters.toString('latin1');
}
