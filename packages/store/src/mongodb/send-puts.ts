/** Inserts and replaces of one wave: one command each, and one more look only where the server's answer leaves something open. */
import type { AnyBulkWriteOperation } from 'mongodb';
import type { WriteOutcome } from '../store.ts';
import { nameDuplicates, type Refusal } from './name-duplicates.ts';
import type { PreparedPut } from './prepare-writes.ts';
import { type BulkAnswer, sendBulk } from './send-bulk.ts';
import { type StoredRecord, writerSlot } from './stored-record.ts';
import type { WriteContext } from './write-context.ts';

/** What became of each write, by its place in the batch. */
export type Outcomes = Map<number, WriteOutcome>;

const CONFLICT: WriteOutcome = { outcome: 'conflict' };

/**
 * Sends inserts or replaces, of different documents. A document carries who wrote its last versions, so that a write of one's own is known again
 * after a cut connection, and told from another's where the server only says how many of a batch matched.
 */
export async function sendPuts(context: WriteContext, writes: readonly PreparedPut[]): Promise<Outcomes> {
  if (writes.length === 0) return new Map();
  const answer = await sendBulk(
    context.records,
    writes.map((write) => operationOf(context, write)),
  );
  if (answer.kind === 'refused') return refusedPuts(context, writes, answer);
  const refusals = writes.flatMap((write, i): Refusal[] =>
    answer.duplicates.has(i) ? [{ write, index: answer.duplicates.get(i) }] : [],
  );
  const refused = new Set(refusals.map(({ write }) => write));
  const outcomes = new Map(
    await settle(
      context,
      writes.filter((write) => !refused.has(write)),
      answer,
    ),
  );
  return addRefusals(context, outcomes, refusals, answer.sentTwice);
}

function operationOf({ writer }: WriteContext, { op, id, at, body }: PreparedPut): AnyBulkWriteOperation<StoredRecord> {
  const version = at + 1;
  const slot = writerSlot(version);
  if (op === 'insert') return { insertOne: { document: { _id: id, version, ...body, writers: { [slot]: writer } } } };
  const update = { $set: { version, ...body, [`writers.${slot}`]: writer } };
  return { updateOne: { filter: { _id: id, version: at }, update } };
}

/** Those that were not refused: done, or in conflict. */
async function settle(
  context: WriteContext,
  writes: readonly PreparedPut[],
  { count, sentTwice }: Extract<BulkAnswer, { kind: 'answered' }>,
): Promise<Outcomes> {
  if (count === writes.length) return new Map(writes.map(({ place, at }) => [place, doneAt(at)]));
  if (count === 0 && !sentTwice) return new Map(writes.map(({ place }) => [place, CONFLICT]));
  const own = await ownWrites(context, writes);
  return new Map(writes.map((write) => [write.place, own.has(write) ? doneAt(write.at) : CONFLICT]));
}

/** After a second sending, a write may have been refused because it was done the first time. */
async function addRefusals(
  context: WriteContext,
  outcomes: Outcomes,
  refusals: readonly Refusal[],
  sentTwice: boolean,
): Promise<Outcomes> {
  const writes = refusals.map(({ write }) => write);
  const own = sentTwice ? await ownWrites(context, writes) : new Set<PreparedPut>();
  const others = refusals.filter(({ write }) => !own.has(write));
  const names = await nameDuplicates(context, others);
  for (const { place, at } of own) outcomes.set(place, doneAt(at));
  for (const { write } of others)
    outcomes.set(write.place, { outcome: 'duplicate', key: names.get(write.place) ?? '_id' });
  return outcomes;
}

/** The server stopped at one write (FerretDB does): one by one, those that it had done already are known again. */
async function refusedPuts(
  context: WriteContext,
  writes: readonly PreparedPut[],
  { index, sentTwice }: Extract<BulkAnswer, { kind: 'refused' }>,
): Promise<Outcomes> {
  const [only] = writes;
  if (writes.length === 1 && only !== undefined) {
    return addRefusals(context, new Map(), [{ write: only, index }], sentTwice);
  }
  const outcomes: Outcomes = new Map();
  for (const write of writes) {
    const own = await ownWrites(context, [write]);
    const alone = own.has(write) ? new Map([[write.place, doneAt(write.at)]]) : await sendPuts(context, [write]);
    for (const [place, outcome] of alone) outcomes.set(place, outcome);
  }
  return outcomes;
}

/** Those whose version was written by this wave, as the stored documents say. */
async function ownWrites(
  { records, writer }: WriteContext,
  writes: readonly PreparedPut[],
): Promise<ReadonlySet<PreparedPut>> {
  if (writes.length === 0) return new Set();
  const ids = writes.map(({ id }) => id);
  const found = await records.find({ _id: { $in: ids } }, { projection: { writers: 1 } }).toArray();
  const writers = new Map(found.map((record) => [record._id, record.writers]));
  return new Set(writes.filter(({ id, at }) => writers.get(id)?.[writerSlot(at + 1)] === writer));
}

function doneAt(at: number): WriteOutcome {
  return { outcome: 'done', version: at + 1 };
}
