/**
 * The embedded key store: keys in slots of one file that is written in place, an index of scopes in memory.
 * One process opens a folder at a time; the lock of the data folder sees to that.
 */
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { AppError, isAppError, messageOf, type Random, systemRandom } from '@facteur/primitives';
import { keyedDigest } from '../keyed-digest.ts';
import type { KeyStore } from '../keys.ts';
import { openDigestSecret } from './digest-secret.ts';
import { makeFolderDurably } from './durable-file.ts';
import { type KeyPages, openKeyPages } from './key-pages.ts';
import { createLiveKeys, type LiveKeys } from './live-keys.ts';
import { createSlotIndex, type SlotIndex } from './slot-index.ts';

/** How to open the embedded key store. */
export interface EmbeddedKeyStoreOptions {
  /** Made with mode 0700 when missing; holds `pages` (the keys) and `digest.secret`. Keep it out of data backups. */
  readonly folder: string;
  /** Where keys come from. Default: the operating system. */
  readonly random?: Random;
  /** How many keys are kept in memory. Default 10 000. */
  readonly cachedKeys?: number;
}

/**
 * Opens the key store in `folder`. Takes about a second for a million keys, and 25 MB of memory (twice that while it opens).
 * @throws AppError `KEYS_UNAVAILABLE` when the folder cannot be used, or was damaged
 */
export async function openEmbeddedKeyStore(options: EmbeddedKeyStoreOptions): Promise<KeyStore> {
  const { folder, random = systemRandom, cachedKeys = 10_000 } = options;
  const pagesPath = join(folder, 'pages');
  return orUnavailable(`The key folder ${folder} cannot be opened`, async () => {
    await makeFolderDurably(folder);
    const secret = await openDigestSecret(join(folder, 'digest.secret'), pagesPath, random);
    const pages = await openKeyPages(pagesPath);
    try {
      const index = await readIndex(pages);
      return embeddedKeyStore(pages, secret, createLiveKeys({ pages, index, random, cachedKeys }));
    } catch (error) {
      await pages.close();
      throw error;
    }
  });
}

/** The index of all slots. Finishes what a crash interrupted: a key marked as destroyed but not yet overwritten. */
async function readIndex(pages: KeyPages): Promise<SlotIndex> {
  const index = createSlotIndex();
  const unfinished: { at: number; digest: Buffer }[] = [];
  await pages.scan((slot, at) => {
    if (slot.state !== 'live' && slot.state !== 'destroyed') return;
    if (slot.state === 'destroyed' && !slot.clean) unfinished.push({ at, digest: Buffer.from(slot.digest) });
    // The first slot of a scope counts: a later one was left by a write that failed and was done again further ahead.
    if (index.find(slot.digest) !== 0) return;
    index.add(slot.digest, at);
    if (slot.state === 'destroyed') index.markDestroyed(slot.digest);
  });
  if (unfinished.length > 0) await pages.erase(unfinished);
  return index;
}

function embeddedKeyStore(pages: KeyPages, secret: KeyObject, live: LiveKeys): KeyStore {
  let closed = false;
  function guarded<T>(work: () => Promise<T>): Promise<T> {
    return orUnavailable('The keys cannot be read or written', async () => {
      if (closed) throw new AppError('KEYS_UNAVAILABLE', 'The key store is closed', { retry: 'later' });
      return work();
    });
  }
  return {
    ensure: (scopes) => guarded(() => live.find(scopes, true)),
    get: (scopes) => guarded(() => live.find(scopes, false)),
    destroy: (scope) => guarded(() => live.destroy(scope)),
    digest: (purpose, value) => keyedDigest(secret, purpose, value),
    async close() {
      if (closed) return;
      closed = true;
      await live.idle();
      await pages.close();
    },
  };
}

async function orUnavailable<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    throw new AppError('KEYS_UNAVAILABLE', `${what}: ${messageOf(cause)}`, { retry: 'later', cause });
  }
}
