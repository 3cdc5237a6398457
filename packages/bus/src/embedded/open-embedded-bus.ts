/** The bus in one process: a durable log on LMDB. Only one process may have the folder open; its lock is kept elsewhere. */
import { type Clock, type Random, systemClock, systemRandom } from '@facteur/primitives';
import type { Bus, TopicSettings } from '../bus.ts';
import { createBell } from './bell.ts';
import { openCommits } from './commits.ts';
import { createEmbeddedBus } from './embedded-bus.ts';
import { createGroups } from './groups.ts';
import { openStorage, type Storage } from './storage.ts';
import { createTails } from './tails.ts';
import { openTopics } from './topics.ts';
import { startTrimming } from './trim.ts';
import { createWriter } from './writer.ts';

const DEFAULT_TRIM_INTERVAL_MS = 60_000;

/** Where a failure happened that no caller sees. */
export interface FailurePlace {
  readonly activity: 'handle' | 'tail' | 'trim';
  readonly topic?: string;
  readonly group?: string;
  readonly partition?: number;
  /** How often these messages have failed in a row, from 1. */
  readonly attempt?: number;
}

/** How to open the embedded bus. */
export interface EmbeddedBusOptions {
  /** Created when missing. */
  readonly folder: string;
  /** The topics that may be used; those of former starts stay in the folder. */
  readonly topics: readonly TopicSettings[];
  /** Partitions of each new topic instead of what its settings say. A topic keeps the number it was created with. */
  readonly partitions?: number;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** For the jitter of back-offs. Default: the operating system's. */
  readonly random?: Random;
  /** How often the bus trims by itself. Default 60 000. */
  readonly trimIntervalMs?: number;
  /** Told of failures that no caller sees: of handlers and trims, which are tried again, and of tail listeners. */
  readonly onError?: (error: unknown, place: FailurePlace) => void;
}

/**
 * Opens the bus kept in `folder`, with every acknowledged message and every group's place.
 * @throws AppError `DATA_FOLDER_UNUSABLE`, `DATA_FOLDER_NEWER`, `DISK_FULL` (retry later), `CONFIG_INVALID` for a topic
 *   with less than 1 or more than 65 535 partitions
 */
export async function openEmbeddedBus(options: EmbeddedBusOptions): Promise<Bus> {
  const storage = await openStorage(options.folder);
  try {
    return await openParts(storage, options);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function openParts(storage: Storage, options: EmbeddedBusOptions): Promise<Bus> {
  const { clock = systemClock, random = systemRandom } = options;
  const report = reporterOf(options);
  const topics = await openTopics(storage, settingsOf(options));
  const tails = createTails((error, topic) => report(error, { activity: 'tail', topic }));
  const writer = createWriter(storage, clock, (chunk) => {
    for (const bell of chunk.partition.readers) bell.ring();
    tails.notify(chunk);
  });
  const commits = openCommits(storage, writer);
  const progress = createBell();
  const groups = createGroups(topics, {
    storage,
    commits,
    clock,
    random,
    onProgress: progress.ring,
    onFailure: (error, group, { topic, index }, attempt) =>
      report(error, { activity: 'handle', group, topic, partition: index, attempt }),
  });
  const stopping = new AbortController();
  const intervalMs = options.trimIntervalMs ?? DEFAULT_TRIM_INTERVAL_MS;
  const onFailure = (error: unknown): void => report(error, { activity: 'trim' });
  const trimmer = startTrimming({ storage, writer, topics, commits, clock, intervalMs, onFailure }, stopping.signal);
  return createEmbeddedBus({ storage, topics, tails, writer, commits, groups, trimmer, progress, stopping });
}

function settingsOf({ topics, partitions }: EmbeddedBusOptions): readonly TopicSettings[] {
  return partitions === undefined ? topics : topics.map((topic) => ({ ...topic, partitions }));
}

/** A reporter that throws must not stop what it reports on. */
function reporterOf({ onError }: EmbeddedBusOptions): (error: unknown, place: FailurePlace) => void {
  return (error, place) => {
    try {
      onError?.(error, place);
    } catch {}
  };
}
