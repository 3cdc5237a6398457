/** The declared topics with their partitions, recovered from the storage at start. */
import { AppError } from '@facteur/primitives';
import type { TopicSettings } from '../bus.ts';
import type { Bell } from './bell.ts';
import { decodeChunkKey, highestKey, lowestKey } from './chunk-key.ts';
import { unknownTopic } from './failures.ts';
import { keysUnder, type Storage } from './storage.ts';

const MAX_PARTITIONS = 0xffff;

/** One partition: the unit of order and of sharing. */
export interface Partition {
  readonly topic: string;
  readonly index: number;
  /** Unique in the folder, and kept for ever. */
  readonly number: number;
  readonly retentionMs: number;
  /** The next offset to be written; moves once the messages before it are durable. */
  end: number;
  /** Bells of those who consume it. */
  readonly readers: Set<Bell>;
}

/** All declared topics. */
export interface Topics {
  /** @throws AppError `NOT_FOUND` for a topic that was not declared */
  partitions(topic: string): readonly Partition[];
  all(): readonly Partition[];
}

/** The number under which a partition's chunks and commits are stored. */
function partitionNumber(topicNumber: number, index: number): number {
  return topicNumber * (MAX_PARTITIONS + 1) + index;
}

/** Reads what the folder knows of `settings`' topics, and writes down those it does not know yet. */
export async function openTopics(storage: Storage, settings: readonly TopicSettings[]): Promise<Topics> {
  const known = new Map<string, Partition[]>();
  for (const topic of settings) {
    const { number, partitions } = await declareTopic(storage, topic);
    const opened = Array.from({ length: partitions }, (_, index) =>
      recoverPartition(storage, topic, index, partitionNumber(number, index)),
    );
    known.set(topic.name, opened);
  }
  const all = [...known.values()].flat();
  return {
    all: () => all,
    partitions: (topic) => {
      const partitions = known.get(topic);
      if (partitions === undefined) throw unknownTopic(topic);
      return partitions;
    },
  };
}

/** The number of partitions of a topic that has been used stays: changing it would move keys and break their order. */
async function declareTopic(
  { state, transact }: Storage,
  { name, partitions }: TopicSettings,
): Promise<{ number: number; partitions: number }> {
  const stored = state.get(['topic', name]);
  if (typeof stored === 'object') return stored;
  if (!Number.isInteger(partitions) || partitions < 1 || partitions > MAX_PARTITIONS) {
    throw new AppError('CONFIG_INVALID', `Topic ${name} needs 1 to ${MAX_PARTITIONS} partitions, not ${partitions}`, {
      topic: name,
    });
  }
  const declared = { number: state.getKeysCount(keysUnder('topic')), partitions };
  await transact(() => state.put(['topic', name], declared));
  return declared;
}

function recoverPartition({ log, state }: Storage, topic: TopicSettings, index: number, number: number): Partition {
  const trimmedTo = state.get(['end', number]);
  let end = typeof trimmedTo === 'number' ? trimmedTo : 0;
  const backwards = { start: highestKey(number, 2 ** 48 - 1), end: lowestKey(number), reverse: true, limit: 1 };
  for (const bytes of log.getKeys(backwards)) {
    const last = decodeChunkKey(bytes);
    end = Math.max(end, last.first + last.count);
  }
  return { topic: topic.name, index, number, retentionMs: topic.retentionMs, end, readers: new Set() };
}
