/** Dumps and loads the embedded log: chunks as they lie there, in one read transaction. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@facteur/primitives';
import type { BusBackup, GroupPlace, LogBackup, LoggedMessages, LoggedTopic, MissedPlace } from '../backup.ts';
import { type ChunkKey, decodeChunkKey, encodeChunkKey, lowestKey } from './chunk-key.ts';
import type { Commits } from './commits.ts';
import type { Groups } from './groups.ts';
import { oldestOffset } from './reader.ts';
import type { LogView, Storage } from './storage.ts';
import type { Partition, Topics } from './topics.ts';
import type { Writer } from './writer.ts';

/** What is dumped and loaded. */
export interface DumpParts {
  readonly storage: Storage;
  readonly topics: Topics;
  readonly writer: Writer;
  readonly commits: Commits;
  readonly groups: Groups;
}

/** Chunks have some 64 kB. */
const CHUNKS_AT_ONCE = 16;
/** Loaded in one transaction. */
const LOAD_CHARACTERS = 8 * 1024 * 1024;

/** The capability on an open bus. */
export function embeddedBackup(parts: DumpParts): BusBackup {
  const { topics, commits } = parts;
  return {
    places: async () => commits.all(topics.all()),
    rewind: (places) => rewind(parts, places),
    log: logBackup(parts),
  };
}

function logBackup(parts: DumpParts): LogBackup {
  const { storage, topics } = parts;
  const isEmpty = (): boolean => topics.all().every(({ end }) => end === 0);
  return {
    async snapshot() {
      const view = storage.view();
      return {
        topics: topicsOf(topics),
        messages: () => messagesOf(view, topics),
        close: async () => view.close(),
      };
    },
    isEmpty: async () => isEmpty(),
    async load(loggedTopics, messages) {
      if (!isEmpty() || parts.groups.owned().length > 0)
        throw new AppError('CONFLICT', 'The log is in use or not empty: load into an empty one');
      await loadAll(parts, loggedTopics, messages);
    },
  };
}

async function rewind({ topics, commits, storage, groups }: DumpParts, places: readonly GroupPlace[]) {
  const busy = groups.owned().find(({ group }) => places.some((place) => place.group === group));
  if (busy) throw new AppError('CONFLICT', `Group ${busy.group} has consumers: stop them first`, { group: busy.group });
  const missed: MissedPlace[] = [];
  for (const place of places) {
    const partition = partitionIn(topics, place.topic, place.partition);
    if (partition === undefined) continue;
    const offset = Math.min(partition.end, Math.max(oldestOffset(storage, partition), place.offset));
    await commits.commit(place.group, partition, offset);
    if (offset !== place.offset) missed.push({ place, offset });
  }
  return missed;
}

function topicsOf(topics: Topics): LoggedTopic[] {
  const ends = new Map<string, number[]>();
  for (const { topic, end } of topics.all()) ends.set(topic, [...(ends.get(topic) ?? []), end]);
  return [...ends].map(([name, of]) => ({ name, ends: of }));
}

function partitionIn(topics: Topics, topic: string, index: number): Partition | undefined {
  return topics.all().find((partition) => partition.topic === topic && partition.index === index);
}

async function* messagesOf(view: LogView, topics: Topics): AsyncGenerator<LoggedMessages, void, undefined> {
  for (const { topic, index, number } of topics.all()) {
    for (let from = lowestKey(number); ; ) {
      const entries = view.range(from, lowestKey(number + 1), CHUNKS_AT_ONCE);
      for (const { key, value } of entries) {
        const { first, count, timeMs } = decodeChunkKey(key);
        const json = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString();
        yield { topic, partition: index, first, count, timeMs, json };
      }
      const last = entries.at(-1);
      if (last === undefined) break;
      from = Buffer.concat([last.key, Buffer.alloc(1)]);
      await nextTurn();
    }
  }
}

async function loadAll(
  parts: DumpParts,
  loggedTopics: readonly LoggedTopic[],
  messages: AsyncIterable<LoggedMessages>,
): Promise<void> {
  const { topics, writer } = parts;
  const declared = new Set(topics.all().map(({ topic }) => topic));
  const known = loggedTopics.filter(({ name }) => declared.has(name));
  for (const { name, ends } of known) checkPartitions(name, ends.length, topics.partitions(name).length);
  let chunks: { partition: Partition; key: ChunkKey; json: string }[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    const taken = chunks;
    chunks = [];
    characters = 0;
    await writer.write({
      chunks: taken.map(({ key, json }) => [encodeChunkKey(key), Buffer.from(json)]),
      onDurable: () => {
        for (const { partition, key } of taken) partition.end = Math.max(partition.end, key.first + key.count);
      },
    });
  };
  for await (const { topic, partition: index, first, count, timeMs, json } of messages) {
    const partition = partitionIn(topics, topic, index);
    if (partition === undefined) continue;
    chunks.push({ partition, key: { partition: partition.number, first, count, timeMs }, json });
    characters += json.length;
    if (characters >= LOAD_CHARACTERS) await flush();
  }
  if (chunks.length > 0) await flush();
  await noteEnds(parts, known);
}

/** The ends are written down: a partition of which all was trimmed must not start again at 0. */
async function noteEnds({ topics, writer }: DumpParts, loggedTopics: readonly LoggedTopic[]): Promise<void> {
  const moves = loggedTopics.flatMap(({ name, ends }) =>
    topics.partitions(name).map((partition, index) => ({ partition, end: Math.max(partition.end, ends[index] ?? 0) })),
  );
  await writer.write({
    state: moves.map(({ partition, end }) => [['end', partition.number], end]),
    onDurable: () => {
      for (const { partition, end } of moves) partition.end = end;
    },
  });
}

function checkPartitions(topic: string, wanted: number, found: number): void {
  if (wanted === found) return;
  throw new AppError('CONFLICT', `Topic ${topic} has ${wanted} partitions in the backup and ${found} here`, { topic });
}
