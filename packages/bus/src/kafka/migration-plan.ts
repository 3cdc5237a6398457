/** Whether partition counts may change, and how: decided on what was found, before anything is touched. */
import type { TopicSettings } from '../bus.ts';
import type { FoundTopic } from './topics.ts';

/** A consumer group, as it stands. */
export interface GroupState {
  readonly name: string;
  /** Consumers it has now, in any process. */
  readonly members: number;
  /** Per topic it consumes, how many messages it has still to handle. */
  readonly behind: ReadonlyMap<string, number>;
}

/** One topic that gets more partitions. */
export interface Raise {
  readonly topic: string;
  readonly from: number;
  readonly to: number;
}

/** What to do; nothing may be done while there are objections. */
export interface MigrationPlan {
  readonly raise: readonly Raise[];
  /** Topics that are as declared. */
  readonly unchanged: readonly string[];
  /** Topics that are not there: the next start makes them. */
  readonly missing: readonly string[];
  /** Wrong declarations: no waiting helps. */
  readonly impossible: readonly string[];
  /** What must end first. */
  readonly tooSoon: readonly string[];
}

/**
 * A new count moves keys to other partitions: what is not handled by then would be overtaken by what comes later. So every
 * group that reads a topic must have handled all of it, and nobody may be there to read or publish meanwhile.
 */
export function planMigration(
  wanted: readonly TopicSettings[],
  found: readonly FoundTopic[],
  groups: readonly GroupState[],
): MigrationPlan {
  const counts = new Map(found.map(({ name, partitions }) => [name, partitions]));
  const raise: Raise[] = [];
  const unchanged: string[] = [];
  const missing: string[] = [];
  const impossible: string[] = [];
  for (const { name: topic, partitions: to } of wanted) {
    const from = counts.get(topic);
    if (from === undefined) missing.push(topic);
    else if (from === to) unchanged.push(topic);
    else if (from < to) raise.push({ topic, from, to });
    else impossible.push(lowering(topic, from, to));
  }
  return { raise, unchanged, missing, impossible, tooSoon: groups.flatMap((group) => objectionsOf(group, raise)) };
}

function lowering(topic: string, from: number, to: number): string {
  return `Topic ${topic} has ${from} partitions, ${to} are wanted: Kafka takes none away; declare ${from}`;
}

function objectionsOf({ name, members, behind }: GroupState, raise: readonly Raise[]): string[] {
  const read = raise.filter(({ topic }) => behind.has(topic));
  if (read.length === 0) return [];
  const running = members === 0 ? [] : [`Group ${name} still has ${members} consumers: stop the services`];
  const undrained = read.flatMap(({ topic }) => {
    const messages = behind.get(topic) ?? 0;
    return messages === 0 ? [] : [`Group ${name} has ${messages} messages of topic ${topic} to handle: let it drain`];
  });
  return [...running, ...undrained];
}
