/** How far groups are behind, and when they are not. */
import type { Clock } from '@facteur/primitives';
import type { PartitionLag } from '../bus.ts';
import type { Bell } from '../embedded/bell.ts';
import type { AdminConnection } from './client.ts';
import { toBusError } from './failures.ts';
import type { Names } from './names.ts';
import { committedPlaces, extentOf } from './places.ts';

/** Commits made here wake who waits for idleness; those made by other processes are seen this often. */
const LOOK_AGAIN_MS = 100;

/** The lag of `group` on every declared topic it has a place in; empty for a group that never subscribed. */
export async function lagOf(admin: AdminConnection, names: Names, group: string): Promise<PartitionLag[]> {
  try {
    return await admin.use(async (connected) => {
      // Committed first: what is published in between then counts as lag, and never the other way round.
      const committed = await committedPlaces(connected, names.group(group));
      const lags: PartitionLag[] = [];
      for (const [topic, places] of committed) {
        const declared = names.declared(topic);
        if (declared === undefined) continue;
        for (const { partition, low, high } of await extentOf(connected, topic)) {
          // What retention took away before the group came is not to come any more.
          lags.push({ topic: declared, partition, committed: Math.max(low, places.get(partition) ?? low), end: high });
        }
      }
      return lags;
    });
  } catch (error) {
    throw toBusError(error, `say how far group ${group} is behind`);
  }
}

/** What waiting for idleness needs. */
export interface IdlePorts {
  readonly lag: (group: string) => Promise<readonly PartitionLag[]>;
  /** The groups that have consumers here, each with their topics, by their declared names. */
  readonly groups: () => ReadonlyMap<string, ReadonlySet<string>>;
  /** Resolves once no call of ours is waiting to be acknowledged. */
  readonly published: () => Promise<void>;
  /** Rings at each commit. */
  readonly progress: Bell;
  readonly clock: Clock;
  /** @throws AppError when the bus is closed */
  readonly assertOpen: () => void;
}

/** Resolves when every message published so far is committed by every group that has consumers here. */
export async function untilIdle(ports: IdlePorts): Promise<void> {
  const { groups, published, progress, clock, assertOpen } = ports;
  for (;;) {
    const changed = progress.next();
    await published();
    assertOpen();
    // One group after the other is enough only if none is behind at the end: a handler publishes before it commits, so
    // the first group found caught up may be behind again. Two rounds without lag and without a new message are.
    const before = await ends(groups(), ports.lag);
    if (before !== undefined && before === (await ends(groups(), ports.lag))) return;
    assertOpen();
    await Promise.race([changed, clock.wait(LOOK_AGAIN_MS)]);
  }
}

/** Where the topics end, as text, when no group is behind; undefined otherwise. */
async function ends(
  groups: ReadonlyMap<string, ReadonlySet<string>>,
  lag: IdlePorts['lag'],
): Promise<string | undefined> {
  const seen: string[] = [];
  for (const [group, topics] of groups) {
    for (const { topic, partition, committed, end } of await lag(group)) {
      if (!topics.has(topic)) continue;
      if (committed < end) return undefined;
      seen.push(`${group} ${topic}/${partition} ${end}`);
    }
  }
  return seen.join('\n');
}
