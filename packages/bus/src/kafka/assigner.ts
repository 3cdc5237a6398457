/** Which member of a group reads which partitions. */

/** A member, and the topics it wants. */
export interface Member {
  readonly id: string;
  readonly topics: readonly string[];
}

/** Per member, per topic, its partitions. */
export type Assignment = ReadonlyMap<string, Readonly<Record<string, readonly number[]>>>;

/**
 * Partition `p` of each topic goes to the same member, so that a case, which has the same number in every topic of as
 * many partitions, is handled in one process: those who want a topic share it in turn, in the order of their ids.
 * Members that want the same topics get the same partition numbers, give or take one.
 */
export function assignPartitions(members: readonly Member[], partitionsOf: (topic: string) => number): Assignment {
  const assigned = new Map(members.map(({ id }): [string, Record<string, number[]>] => [id, {}]));
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const topic of new Set(members.flatMap(({ topics }) => topics))) {
    const takers = sorted.filter(({ topics }) => topics.includes(topic));
    for (const [index, { id }] of takers.entries()) {
      const mine = numbersFrom(index, takers.length, partitionsOf(topic));
      const own = assigned.get(id);
      if (own !== undefined && mine.length > 0) own[topic] = mine;
    }
  }
  return assigned;
}

/** `first`, `first + step`, … below `end`. */
function numbersFrom(first: number, step: number, end: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((end - first) / step)) }, (_, i) => first + i * step);
}
