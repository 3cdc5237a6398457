/** How far each durable group has come. A group exists, and holds back trimming, from its first subscription on. */
import type { GroupPlace } from '../backup.ts';
import { oldestOffset } from './reader.ts';
import { keysUnder, type Storage } from './storage.ts';
import type { Partition } from './topics.ts';
import type { Writer } from './writer.ts';

/** The groups' commits: what is durable, and how to move it. */
export interface Commits {
  /** The next offset `group` gets of a partition, or undefined when it never subscribed to it. */
  committed(group: string, partition: Partition): number | undefined;
  /** Makes it durable that `group` has handled everything below `offset`. */
  commit(group: string, partition: Partition, offset: number): Promise<void>;
  /** Gives `group` a place at the oldest message of each partition where it has none yet. */
  join(group: string, partitions: readonly Partition[]): Promise<void>;
  /** Where every group stands on `partitions`. */
  all(partitions: readonly Partition[]): GroupPlace[];
  /** The lowest commit of any group on a partition; infinite when no group reads it. */
  lowest(partition: Partition): number;
}

/** Reads the commits that the storage holds. */
export function openCommits(storage: Storage, writer: Writer): Commits {
  const groups = readCommits(storage);

  const save = (group: string, moves: readonly (readonly [Partition, number])[]): Promise<void> =>
    writer.write({
      state: moves.map(([partition, offset]) => [['commit', group, partition.number], offset]),
      onDurable: () => {
        for (const [partition, offset] of moves) placesOf(groups, group).set(partition.number, offset);
      },
    });

  return {
    committed: (group, partition) => groups.get(group)?.get(partition.number),
    commit: (group, partition, offset) => save(group, [[partition, offset]]),
    join: async (group, partitions) => {
      const missing = partitions.filter(({ number }) => groups.get(group)?.get(number) === undefined);
      if (missing.length === 0) return;
      await save(
        group,
        missing.map((partition) => [partition, oldestOffset(storage, partition)]),
      );
    },
    all: (partitions) => {
      const byNumber = new Map(partitions.map((partition) => [partition.number, partition]));
      return [...groups].flatMap(([group, places]) =>
        [...places].flatMap(([number, offset]) => {
          const partition = byNumber.get(number);
          return partition ? [{ group, topic: partition.topic, partition: partition.index, offset }] : [];
        }),
      );
    },
    lowest: ({ number }) => {
      let lowest = Number.POSITIVE_INFINITY;
      for (const places of groups.values()) lowest = Math.min(lowest, places.get(number) ?? lowest);
      return lowest;
    },
  };
}

function readCommits({ state }: Storage): Map<string, Map<number, number>> {
  const groups = new Map<string, Map<number, number>>();
  for (const { key, value } of state.getRange(keysUnder('commit'))) {
    const [, group, number] = key;
    if (typeof group === 'string' && typeof number === 'number' && typeof value === 'number') {
      placesOf(groups, group).set(number, value);
    }
  }
  return groups;
}

function placesOf(groups: Map<string, Map<number, number>>, group: string): Map<number, number> {
  const places = groups.get(group) ?? new Map<number, number>();
  groups.set(group, places);
  return places;
}
