/** Where groups stand: read with the admin connection, which needs no membership. */
import type { Admin } from 'kafkajs';
import type { Place } from './committer.ts';

/** Partitions per topic, by the cluster's names. */
export type Assigned = Readonly<Record<string, readonly number[]>>;

/** What a partition holds: the oldest offset kept, and the next to be written. */
export interface Extent {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
}

/** Per topic of which `group` has committed anything: per partition the next offset it gets, negative = none yet. */
export async function committedPlaces(admin: Admin, group: string): Promise<Map<string, Map<number, number>>> {
  const offsets = await admin.fetchOffsets({ groupId: group });
  return new Map(
    offsets.map(({ topic, partitions }) => [
      topic,
      new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)])),
    ]),
  );
}

/** What each partition of `topic` holds. */
export async function extentOf(admin: Admin, topic: string): Promise<Extent[]> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets
    .map(({ partition, low, high }) => ({ partition, low: Number(low), high: Number(high) }))
    .sort((a, b) => a.partition - b.partition);
}

/**
 * The oldest message of each partition where the group has no place yet. To commit these makes the group durable from its
 * first subscription on: its lag shows before it has handled anything, and what is published meanwhile waits for it.
 */
export async function missingPlaces(admin: Admin, group: string, assigned: Assigned): Promise<Place[]> {
  const committed = await committedPlaces(admin, group);
  const missing: Place[] = [];
  for (const [topic, partitions] of Object.entries(assigned)) {
    const without = partitions.filter((partition) => (committed.get(topic)?.get(partition) ?? -1) < 0);
    if (without.length === 0) continue;
    for (const { partition, low } of await extentOf(admin, topic)) {
      if (without.includes(partition)) missing.push({ topic, partition, offset: low });
    }
  }
  return missing;
}
