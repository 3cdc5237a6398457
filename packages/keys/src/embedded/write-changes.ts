/** Writing a group of changes with as few syncs as can be. */
import type { KeyPages } from './key-pages.ts';
import { encodeSlot } from './slot.ts';
import type { SlotIndex } from './slot-index.ts';

/** A key to write, or (without `key`) a scope whose key is to be destroyed. */
export interface Change {
  readonly digest: Buffer;
  readonly key?: Buffer;
}

/**
 * Writes all new slots at once, traces of scopes that never had a key among them; then overwrites the keys to destroy,
 * which may be among the new ones.
 */
export async function writeChanges(pages: KeyPages, index: SlotIndex, changes: readonly Change[]): Promise<void> {
  const made = changes.filter(({ key }) => key !== undefined);
  const erased = changes.filter(({ key }) => key === undefined);
  const madeNow = new Set(made.map(({ digest }) => digest.toString('hex')));
  const unknown = erased.filter(({ digest }) => index.find(digest) === 0 && !madeNow.has(digest.toString('hex')));
  await addSlots(pages, index, [...made, ...unknown]);
  for (const { digest } of unknown) index.markDestroyed(digest);

  const live = erased.map(({ digest }) => ({ digest, at: index.find(digest) })).filter(({ at }) => at > 0);
  if (live.length === 0) return;
  await pages.erase(live);
  for (const { digest } of live) index.markDestroyed(digest);
}

async function addSlots(pages: KeyPages, index: SlotIndex, added: readonly Change[]): Promise<void> {
  if (added.length === 0) return;
  const first = await pages.append(added.map(({ digest, key }) => encodeSlot(digest, key)));
  // A scope may come twice: destroyed twice at once without ever having had a key.
  for (const [i, { digest }] of added.entries()) if (index.find(digest) === 0) index.add(digest, first + i);
}
