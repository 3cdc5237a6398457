/** The beginning of a turn: groups inputs by document, parks what must wait behind a dead letter, and reads the documents. */
import { AppError } from '@facteur/primitives';
import type { StoredDocument } from '@facteur/store';
import { deadLetterEvents } from './dead-letter.ts';
import type { Round } from './round.ts';
import { decodeState, newStateDocument, type StateDocument } from './state-document.ts';
import { type Entry, refuse, settle, type Work } from './work.ts';

/** One work per document. A document that cannot be read fails its first input alone. */
export async function prepareWork<State>(round: Round<State>, entries: readonly Entry[]): Promise<Work<State>[]> {
  const groups = groupByKey(round, entries);
  await parkLate(round, groups);
  const { prepare } = round.flow;
  if (prepare) {
    const inputs = [...groups.values()].flat().map(({ input }) => input);
    const events = inputs.flatMap((input) => (input.kind === 'event' ? [input.event] : []));
    if (events.length > 0) await prepare(events);
  }
  return openWorks(round, groups);
}

/** The documents as this process remembers them, or as they are stored. */
export async function openWorks<State>(
  round: Round<State>,
  groups: ReadonlyMap<string, readonly Entry[]>,
): Promise<Work<State>[]> {
  const remembered = new Map([...groups.keys()].map((key) => [key, round.written.get(key)]));
  const unknown = [...groups.keys()].filter((key) => remembered.get(key) === undefined);
  const stored = unknown.length > 0 ? await round.collection.getMany(unknown) : [];
  const read = new Map(unknown.map((key, index) => [key, stored[index]]));
  return [...groups].map(([key, entries]) => openWork(round, key, entries, remembered.get(key), read.get(key)));
}

/** Leaves out what concerns erased people: nothing can be read of them, nothing is written. */
function groupByKey<State>({ keys }: Round<State>, entries: readonly Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { key, subject, input } = entry;
    if (keys.has(subject) || input.kind === 'unreadable') groups.set(key, [...(groups.get(key) ?? []), entry]);
    else if (input.kind === 'command') refuse(entry, new AppError('KEY_ERASED', `There is no key for ${subject}`));
    else settle(entry);
  }
  return groups;
}

function openWork<State>(
  { flow, keys }: Round<State>,
  key: string,
  entries: readonly Entry[],
  remembered: StateDocument<State> | undefined,
  stored: StoredDocument | undefined,
): Work<State> {
  const subject = entries[0]?.subject ?? key;
  const dataKey = keys.get(subject);
  const gathered = { answers: [], refusals: [], log: [] };
  const trust = { isRemembered: remembered !== undefined, isDoubtful: false };
  try {
    const before =
      remembered ?? (stored && dataKey ? decodeState(flow, stored, dataKey) : newStateDocument(flow, key, subject));
    return { key, subject, entries, before, doc: before, ...gathered, ...trust, failure: undefined };
  } catch (error) {
    const [entry, ...rest] = entries;
    const failure = entry && { entry, error, rest };
    const before = newStateDocument(flow, key, subject);
    return { key, subject, entries, before, doc: before, ...gathered, ...trust, failure };
  }
}

async function parkLate<State>(round: Round<State>, groups: Map<string, Entry[]>): Promise<void> {
  const { flow, parking, kernel, keys } = round;
  for (const key of await parking.parked(flow.name, [...groups.keys()])) {
    const late = (groups.get(key) ?? []).flatMap((entry) => (entry.parked ? [{ entry, parked: entry.parked }] : []));
    if (late.length === 0) continue;
    const head = await parking.addBehind(
      flow.name,
      key,
      late.map(({ parked }) => parked),
    );
    if (!head) continue;
    for (const { entry, parked } of late) {
      round.aside.push(entry);
      // Put aside before, and come again: perhaps nobody was told yet.
      if (parked.event.id === head.first?.event.id)
        round.letters.push(
          ...deadLetterEvents(flow.name, entry.subject, parked, head.error, {
            nowMs: kernel.clock.now(),
            random: kernel.random,
            keys,
          }),
        );
    }
    const others = (groups.get(key) ?? []).filter(({ parked }) => parked === undefined);
    if (others.length > 0) groups.set(key, others);
    else groups.delete(key);
  }
}
