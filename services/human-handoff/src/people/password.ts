/** Passwords: scrypt (RFC 7914) of node's crypto. A hash says its own parameters, so that they can grow. */
import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '@facteur/primitives';

const LOG_N = 15;
const BLOCK_SIZE = 8;
const PARALLELISM = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** One hash takes 32 MiB (128 × N × r) and a tenth of a second of a core. */
const MAX_MEMORY_BYTES = 64 * 1024 * 1024;
/** Hashes at once; node's four threads serve files too. */
const AT_ONCE = 2;
/** Who comes when so many wait is turned away: they would wait for seconds. */
const MAX_WAITING = 30;

/** Makes and checks hashes, few at a time. */
export interface Passwords {
  /** `scrypt$15$8$1$SALT$HASH`, base64url. */
  hash(password: string): Promise<string>;
  /** Costs the same without a hash: nobody can tell from the time whether an address is known. */
  matches(password: string, hash: string | undefined): Promise<boolean>;
  /** True when so many hashes wait that one more should be turned away. */
  isOverloaded(): boolean;
}

/** @param random where salts come from. */
export function openPasswords(random: Random): Passwords {
  const waiting: (() => void)[] = [];
  let running = 0;
  const derive = async (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> => {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await scryptOf(password, salt, options);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
  return {
    async hash(password) {
      const salt = random.bytes(SALT_BYTES);
      const key = await derive(password, salt, { N: 2 ** LOG_N, r: BLOCK_SIZE, p: PARALLELISM });
      return ['scrypt', LOG_N, BLOCK_SIZE, PARALLELISM, salt.toString('base64url'), key.toString('base64url')].join(
        '$',
      );
    },
    async matches(password, hash) {
      const { salt, expected, ...options } = read(hash) ?? NOBODY;
      const key = await derive(password, salt, options);
      return timingSafeEqual(key, expected) && hash !== undefined;
    },
    isOverloaded: () => waiting.length >= MAX_WAITING,
  };
}

interface ReadHash {
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Buffer;
  readonly expected: Buffer;
}

const NOBODY: ReadHash = {
  ...{ N: 2 ** LOG_N, r: BLOCK_SIZE, p: PARALLELISM },
  ...{ salt: Buffer.alloc(SALT_BYTES), expected: Buffer.alloc(HASH_BYTES) },
};

function read(hash: string | undefined): ReadHash | undefined {
  const [, logN = '', r = '', p = '', salt = '', key = ''] =
    /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]{43})$/.exec(hash ?? '') ?? [];
  if (key === '') return undefined;
  const buffers = { salt: Buffer.from(salt, 'base64url'), expected: Buffer.from(key, 'base64url') };
  return { N: 2 ** Number(logN), r: Number(r), p: Number(p), ...buffers };
}

/** The same password typed on another keyboard may be composed otherwise: NFKC (RFC 8265). */
function scryptOf(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, { ...options, maxmem: MAX_MEMORY_BYTES }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
