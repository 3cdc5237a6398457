/** The port's operations, on the parts that do the work. */
import { AppError } from '@facteur/primitives';
import type { Bus, ConsumerOptions, PartitionLag } from '../bus.ts';
import type { Bell } from './bell.ts';
import type { Commits } from './commits.ts';
import { embeddedBackup } from './dump.ts';
import { encodeMessage } from './encode.ts';
import { closedError } from './failures.ts';
import type { Groups } from './groups.ts';
import { partitionOf } from './partition-of.ts';
import type { Storage } from './storage.ts';
import type { Tails } from './tails.ts';
import type { Partition, Topics } from './topics.ts';
import type { Trimmer } from './trim.ts';
import type { Writer } from './writer.ts';

const MAX_GROUP_NAME_LENGTH = 200;

/** What an open bus consists of. */
export interface BusParts {
  readonly storage: Storage;
  readonly topics: Topics;
  readonly tails: Tails;
  readonly writer: Writer;
  readonly commits: Commits;
  readonly groups: Groups;
  readonly trimmer: Trimmer;
  /** Rings at each commit and each change of members. */
  readonly progress: Bell;
  /** Aborted when the bus begins to close. */
  readonly stopping: AbortController;
}

/** The bus over its parts. */
export function createEmbeddedBus(parts: BusParts): Bus {
  const { topics, tails, writer, commits, groups, trimmer, stopping } = parts;
  const assertOpen = (): void => {
    if (stopping.signal.aborted) throw closedError();
  };
  let closing: Promise<void> | undefined;
  return {
    publish: async (messages) => {
      // Handlers of running batches may publish until the writer closes, so this does not ask whether the bus is closing.
      const encoded = messages.map((message) =>
        encodeMessage(message, partitionFor(topics, message.topic, message.key)),
      );
      if (encoded.length > 0) await writer.write({ messages: encoded });
    },
    subscribe: async (options) => {
      assertOpen();
      checkConsumer(options);
      await commits.join(
        options.group,
        options.topics.flatMap((topic) => topics.partitions(topic)),
      );
      assertOpen();
      return groups.add(options);
    },
    tail: async (names, listener) => {
      assertOpen();
      for (const topic of names) topics.partitions(topic);
      return tails.add(names, listener);
    },
    lag: async (group) => lagOf(group, topics, commits),
    idle: () => idle(parts, assertOpen),
    trim: async () => {
      assertOpen();
      return trimmer.trim();
    },
    backup: embeddedBackup(parts),
    close: () => {
      closing ??= close(parts);
      return closing;
    },
  };
}

function partitionFor(topics: Topics, topic: string, key: string): Partition {
  const partitions = topics.partitions(topic);
  const partition = partitions[partitionOf(key, partitions.length)];
  if (partition === undefined) throw new AppError('INTERNAL', `Topic ${topic} has no partitions`, { topic });
  return partition;
}

function checkConsumer({ group, maxBatch = 1 }: ConsumerOptions): void {
  if (group.length === 0 || group.length > MAX_GROUP_NAME_LENGTH || group.includes('\0')) {
    throw new AppError('BAD_INPUT', `A group's name has 1 to ${MAX_GROUP_NAME_LENGTH} characters, and no NUL`);
  }
  if (!Number.isInteger(maxBatch) || maxBatch < 1) {
    throw new AppError('BAD_INPUT', `maxBatch of group ${group} must be at least 1, not ${maxBatch}`, { group });
  }
}

function lagOf(group: string, topics: Topics, commits: Commits): PartitionLag[] {
  return topics.all().flatMap((partition) => {
    const committed = commits.committed(group, partition);
    if (committed === undefined) return [];
    return [{ topic: partition.topic, partition: partition.index, committed, end: partition.end }];
  });
}

async function idle({ writer, groups, commits, progress }: BusParts, assertOpen: () => void): Promise<void> {
  for (;;) {
    const changed = progress.next();
    await writer.settled();
    assertOpen();
    if (!writer.isIdle()) continue;
    const isCaughtUp = groups
      .owned()
      .every(({ group, partition }) => (commits.committed(group, partition) ?? 0) >= partition.end);
    if (isCaughtUp) return;
    await changed;
  }
}

async function close({ stopping, progress, groups, trimmer, writer, storage }: BusParts): Promise<void> {
  stopping.abort();
  progress.ring();
  await groups.close();
  await trimmer.ended();
  await writer.close();
  await storage.close();
}
