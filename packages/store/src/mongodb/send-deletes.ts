/** Deletes of one wave. */
import type { WriteOutcome } from '../store.ts';
import type { PreparedDelete } from './prepare-writes.ts';
import { sendBulk } from './send-bulk.ts';
import type { Outcomes } from './send-puts.ts';
import type { WriteContext } from './write-context.ts';

const DONE: WriteOutcome = { outcome: 'done', version: 0 };
const CONFLICT: WriteOutcome = { outcome: 'conflict' };

/**
 * Deletes different documents, each at its version. The server only says how many it deleted, so a batch looks first which are at their versions,
 * and deletes those. A document that is gone afterwards counts as deleted here: where two processes delete the same version in the same instant,
 * both may be told so, unless it is the only delete of the wave. After a cut connection a delete that was done is told as a conflict: nothing
 * is left that says whose it was.
 */
export async function sendDeletes(context: WriteContext, writes: readonly PreparedDelete[]): Promise<Outcomes> {
  const outcomes: Outcomes = new Map(writes.map(({ place }) => [place, CONFLICT]));
  const sent = writes.length > 1 ? await atTheirVersions(context, writes) : writes;
  if (sent.length === 0) return outcomes;
  const operations = sent.map(({ id, at }) => ({ deleteOne: { filter: { _id: id, version: at } } }));
  const answer = await sendBulk(context.records, operations);
  const deleted = answer.kind === 'answered' ? answer.count : 0;
  const there = deleted === 0 || deleted === sent.length ? new Set<string>() : await idsThere(context, sent);
  for (const { place, id } of sent) if (deleted > 0 && !there.has(id)) outcomes.set(place, DONE);
  return outcomes;
}

async function atTheirVersions(
  { records }: WriteContext,
  writes: readonly PreparedDelete[],
): Promise<readonly PreparedDelete[]> {
  const ids = writes.map(({ id }) => id);
  const found = await records.find({ _id: { $in: ids } }, { projection: { version: 1 } }).toArray();
  const versions = new Map(found.map(({ _id, version }) => [_id, version]));
  return writes.filter(({ id, at }) => versions.get(id) === at);
}

async function idsThere({ records }: WriteContext, writes: readonly PreparedDelete[]): Promise<ReadonlySet<string>> {
  const ids = writes.map(({ id }) => id);
  const found = await records.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
  return new Set(found.map(({ _id }) => _id));
}
