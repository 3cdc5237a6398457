/** The record of stops: in force at once in this process, within a second in every other one; who stopped and resumed what stays. */
import { AppError, isoTime, type Json, messageOf } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';
import type { Collection, StoredDocument } from '@facteur/store';
import { type Halt, type HaltScope, haltOf } from './halts.ts';

/** One line of the record. */
export interface HaltEntry {
  readonly at: string;
  readonly by: string;
  readonly what: 'stopped' | 'resumed';
  readonly reason?: string;
}

/** What can be stopped, and what was done to it, the last first. */
export interface HaltRecord extends HaltScope {
  readonly isStopped: boolean;
  readonly history: readonly HaltEntry[];
}

/** On whose word. */
export interface HaltWord {
  readonly by: string;
  readonly reason?: string;
}

/** The bot's brake. */
export interface Halts {
  /** The stop that concerns a journey in a mailbox. */
  of(mailbox: string | undefined, journey: string | undefined): Halt | undefined;
  /** Everything that was ever stopped. */
  records(): Promise<readonly HaltRecord[]>;
  /** In force once it resolves; stopping what is stopped notes who wanted it as well. */
  set(scope: HaltScope, isStopped: boolean, word: HaltWord): Promise<HaltRecord>;
  /** Reads what other processes wrote. */
  refresh(): Promise<void>;
}

/** Lines kept of each scope. */
const MAX_HISTORY = 200;
const ATTEMPTS = 5;

/** Opens the record and reads it. */
export async function openHalts({ store, clock, log }: Pick<Kernel, 'store' | 'clock' | 'log'>): Promise<Halts> {
  const collection = await store.collection({ name: 'orchestrator-halts', indexes: { 'by-change': ['changedAt'] } });
  let halts: readonly Halt[] = [];
  const refresh = async (): Promise<void> => {
    halts = (await recordsOf(collection)).flatMap(haltFrom);
  };
  await refresh();
  return {
    of: (mailbox, journey) => haltOf(halts, mailbox, journey),
    records: () => recordsOf(collection),
    refresh,
    async set(scope, isStopped, { by, reason }) {
      const at = isoTime(clock.now());
      const entry: HaltEntry = { at, by, what: isStopped ? 'stopped' : 'resumed', ...(reason && { reason }) };
      const record = await noteDown(collection, scope, isStopped, entry);
      await refresh();
      const { scope: what, name } = scope;
      log.warn({ scope: what, name, by: entry.by }, isStopped ? 'bot stopped' : 'bot resumed');
      return record;
    },
  };
}

/** How often a process looks whether the bot was stopped elsewhere. */
const REFRESH_MS = 1_000;

/** Keeps up with other processes until `signal`. What cannot be read now is read the next time. */
export async function followHalts(halts: Halts, { clock, log }: Kernel, signal: AbortSignal): Promise<void> {
  await clock.wait(REFRESH_MS, signal);
  while (!signal.aborted) {
    await halts
      .refresh()
      .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'stops of the bot stay as they were'));
    await clock.wait(REFRESH_MS, signal);
  }
}

async function noteDown(
  collection: Collection,
  scope: HaltScope,
  isStopped: boolean,
  entry: HaltEntry,
): Promise<HaltRecord> {
  const id = idOf(scope);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await collection.get(id);
    const history = [entry, ...(known ? recordFrom(known).history : [])].slice(0, MAX_HISTORY);
    const record: HaltRecord = { ...scope, isStopped, history };
    const doc = { _id: id, changedAt: entry.at, record: record as unknown as Json };
    const write = known ? ({ op: 'replace', doc, at: known.version } as const) : ({ op: 'insert', doc } as const);
    const [done] = await collection.write([write]);
    if (done?.outcome === 'done') return record;
  }
  throw new AppError('CONFLICT', 'Plusieurs personnes arrêtent ou relancent le robot en même temps', {
    retry: 'later',
  });
}

function idOf({ scope, name = '' }: HaltScope): string {
  return scope === 'all' ? 'all' : `${scope}:${name}`;
}

async function recordsOf(collection: Collection): Promise<readonly HaltRecord[]> {
  const { documents } = await collection.find({ index: 'by-change', descending: true, limit: 1_000 });
  return documents.map(recordFrom);
}

function recordFrom({ record }: StoredDocument): HaltRecord {
  return record as unknown as HaltRecord;
}

function haltFrom({ isStopped, history, ...scope }: HaltRecord): Halt[] {
  const [last] = history;
  if (!isStopped || last === undefined) return [];
  const { at: since, by, reason } = last;
  return [{ ...scope, since, by, ...(reason && { reason }) }];
}
