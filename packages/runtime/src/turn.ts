/**
 * One turn of the pump: reads, folds, writes, starts effects, publishes. It either returns with every input settled or handed
 * back, or throws; then those not settled may simply take another turn.
 */
import { AppError } from '@facteur/primitives';
import type { Write, WriteOutcome } from '@facteur/store';
import type { Flow } from './flow.ts';
import { type FoldContext, fold } from './fold.ts';
import { outboxToPublish } from './outbox.ts';
import { openWorks, prepareWork } from './prepare-work.ts';
import { publishAll } from './publish-all.ts';
import type { PumpParts, Round, TurnEnd } from './round.ts';
import { settleFailures } from './settle-failures.ts';
import { encodeEntry, encodeState, type OutboxEntry } from './state-document.ts';
import { isTracing, openSpan } from './trace.ts';
import { type Entry, refuse, settle, type Work } from './work.ts';

/** After a start, for how long handled ids are not forgotten, however old: the bus may yet bring inputs from before. */
const CATCH_UP_MS = 3_600_000;

/** @throws AppError when the store, the bus or the keys cannot be had, or a document cannot be written */
export async function turn<State>(parts: PumpParts<State>, entries: readonly Entry[]): Promise<TurnEnd> {
  const keys = await parts.kernel.keys.get([...new Set(entries.map(({ subject }) => subject))]);
  const round: Round<State> = { ...parts, keys, again: [], held: [], letters: [], aside: [] };
  const works = await foldAll(round, await prepareWork(round, entries));
  const written = await writeAll(round, works);
  for (const work of written) answer(round, work);
  await settleFailures(round, written);
  await publishAll(round, [...written.flatMap((work) => outboxOf(round, work)), ...round.letters]);
  for (const work of written) finish(round, work);
  for (const entry of round.aside) settle(entry);
  return round;
}

function foldContext<State>({ kernel, published, keys, startedMs }: Round<State>): FoldContext {
  const { random, limits, clock } = kernel;
  const nowMs = clock.now();
  const isCatchingUp = nowMs - startedMs < CATCH_UP_MS;
  const forgetBeforeMs = isCatchingUp ? Number.NEGATIVE_INFINITY : nowMs - limits.inboxMs;
  return { nowMs, keys, random, isPublished: published.has, forgetBeforeMs };
}

/** Folds every work; what is doubtful, on what is stored now. */
async function foldAll<State>(round: Round<State>, works: readonly Work<State>[]): Promise<readonly Work<State>[]> {
  const context = foldContext(round);
  for (const work of works) foldWork(round.flow, work, context);
  const doubtful = works.filter(({ isDoubtful }) => isDoubtful);
  if (doubtful.length === 0) return works;
  for (const { key } of doubtful) round.written.delete(key);
  const reread = await openWorks(round, new Map(doubtful.map(({ key, entries }) => [key, entries])));
  for (const work of reread) foldWork(round.flow, work, context);
  return [...works.filter(({ isDoubtful }) => !isDoubtful), ...reread];
}

function foldWork<State>(flow: Flow<State>, work: Work<State>, context: FoldContext): void {
  if (work.failure) return;
  const isTraced = isTracing();
  for (const [index, entry] of work.entries.entries()) {
    const span = isTraced && entry.input.kind === 'event' ? spanOf(flow, entry) : undefined;
    try {
      const folded = fold(flow, work.doc, entry.input, context);
      if (folded.changed) work.doc = folded.doc;
      else work.isDoubtful ||= work.isRemembered && folded.isKnown !== true;
      work.log.push(...(folded.entries ?? []));
      work.answers.push({ entry, answer: folded.answer });
    } catch (error) {
      work.isDoubtful ||= work.isRemembered;
      if (isAsked(entry)) {
        work.refusals.push({ entry, error });
        continue;
      }
      work.failure = { entry, error, rest: work.entries.slice(index + 1) };
      return;
    } finally {
      span?.end();
    }
  }
}

/** Whoever sent it waits for an answer, and can send it again. */
function isAsked({ input }: Entry): boolean {
  return input.kind === 'command' || (input.kind === 'effect' && input.isTold === true);
}

function spanOf<State>(flow: Flow<State>, { parked, subject }: Entry): ReturnType<typeof openSpan> {
  const parent = parked?.event.traceparent;
  return openSpan(`${flow.name} ${parked?.topic ?? 'replay'}`, typeof parent === 'string' ? parent : undefined, {
    'facteur.case': subject,
  });
}

function entriesOf<State>({ flow, keys }: Round<State>, works: readonly Work<State>[]): Write[] {
  return works.flatMap(({ log, subject }) =>
    log.map((entry): Write => ({ op: 'insert', doc: encodeEntry(flow, entry, subject, keys.get(subject)) })),
  );
}

/** Writes every changed document at its version; returns the works that stand, and hands back those that lost a race. */
async function writeAll<State>(round: Round<State>, works: readonly Work<State>[]): Promise<Work<State>[]> {
  const { kernel, flow } = round;
  const changed = works.filter(({ doc, before }) => doc !== before);
  const writes = changed.map((work) => writeOf(round, work));
  const outcomes = await writeBoth(round, entriesOf(round, works), writes);
  const lost = new Set(changed.filter((work, index) => hasLost(work, outcomes[index])));
  for (const [index, { key, doc }] of changed.entries()) {
    const outcome = outcomes[index];
    if (outcome?.outcome === 'done') round.written.set(key, { ...doc, version: outcome.version });
    else round.written.delete(key);
  }
  for (const { entries } of lost) {
    kernel.metrics.conflicts.inc({ flow: flow.name });
    round.again.push(...entries);
  }
  return works.filter((work) => !lost.has(work));
}

/**
 * Entries and documents, together where the store can, which spares a wait for the disk; else entries come first: a crash before the
 * documents are written writes them again, under the same ids, to no effect.
 */
async function writeBoth<State>(
  { kernel: { store }, collection, entries }: Round<State>,
  log: readonly Write[],
  writes: readonly Write[],
): Promise<readonly WriteOutcome[]> {
  if (entries !== undefined && log.length > 0 && writes.length > 0 && store.writeTogether !== undefined) {
    const [, outcomes] = await store.writeTogether([
      { collection: entries, writes: log },
      { collection, writes },
    ]);
    return outcomes ?? [];
  }
  if (log.length > 0) await entries?.write(log);
  return writes.length > 0 ? collection.write(writes) : [];
}

function writeOf<State>({ flow, keys }: Round<State>, { doc, subject }: Work<State>): Write {
  const dataKey = keys.get(subject);
  if (!dataKey) throw new AppError('KEY_ERASED', `The key of ${subject} is gone`);
  const encoded = encodeState(flow, doc, dataKey);
  return doc.version === 0 ? { op: 'insert', doc: encoded } : { op: 'replace', doc: encoded, at: doc.version };
}

/** @throws AppError `CONFLICT` (never) for a unique key that another document holds: reading again would change nothing */
function hasLost<State>({ key }: Work<State>, outcome: WriteOutcome | undefined): boolean {
  if (outcome?.outcome === 'duplicate' && outcome.key !== '_id')
    throw new AppError('CONFLICT', `${outcome.key} of ${key} is taken by another document`);
  return outcome?.outcome !== 'done';
}

/** What was written is durable: commands and effects' results are answered, new effects begin. */
function answer<State>({ pool }: Round<State>, work: Work<State>): void {
  for (const { entry, answer } of work.answers) if (entry.input.kind !== 'event') settle(entry, answer);
  for (const { entry, error } of work.refusals) refuse(entry, error);
  if (work.doc.effects.length === 0) return;
  // Those that were there before run already, here or in another process; a sweep takes up those that do not.
  const isSwept = work.entries.some(({ input }) => input.kind === 'published');
  const known = new Set(isSwept ? [] : work.before.effects.map(({ id }) => id));
  const { key, subject, doc } = work;
  for (const effect of doc.effects) if (!known.has(effect.id)) pool().start(effect, { key, subject, bornMs: doc.born });
}

function outboxOf<State>({ kernel }: Round<State>, { doc, entries }: Work<State>): readonly OutboxEntry[] {
  const isInput = (id: unknown): boolean => entries.some(({ input }) => 'id' in input && input.id === id);
  return outboxToPublish(doc, isInput, kernel.clock.now(), kernel.limits.inboxMs);
}

/** What events led to is on the bus: they count as handled. */
function finish<State>({ settled }: Round<State>, { doc, key, subject, answers }: Work<State>): void {
  if (doc.pending !== undefined && doc.effects.length === 0) settled(key, subject);
  for (const { entry, answer } of answers) if (entry.input.kind === 'event') settle(entry, answer);
}
