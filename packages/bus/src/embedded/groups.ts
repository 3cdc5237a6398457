/** Who consumes what: the members of each group share its partitions, anew whenever one joins or leaves. */
import type { ConsumerOptions, Subscription } from '../bus.ts';
import { createLane, type Lane, type LanePorts } from './lane.ts';
import type { Partition, Topics } from './topics.ts';

/** The consumer groups that have, or had, members in this process. */
export interface Groups {
  /** Joins `options.group`, which has its places already. */
  add(options: ConsumerOptions): Subscription;
  /** Every partition that a member owns now, with its group. */
  owned(): { group: string; partition: Partition }[];
  /** Lets running batches end, then stops. */
  close(): Promise<void>;
}

interface Group {
  readonly members: ConsumerOptions[];
  readonly lanes: Map<Partition, Lane>;
}

/** No group has members yet. */
export function createGroups(topics: Topics, ports: LanePorts): Groups {
  const groups = new Map<string, Group>();

  const share = (group: Group): void => {
    for (const lane of group.lanes.values()) lane.assign(ownerOf(group.members, lane.partition));
    ports.onProgress();
  };

  const join = (options: ConsumerOptions): Group => {
    const group: Group = groups.get(options.group) ?? { members: [], lanes: new Map() };
    groups.set(options.group, group);
    for (const partition of options.topics.flatMap((topic) => topics.partitions(topic))) {
      if (!group.lanes.has(partition)) group.lanes.set(partition, createLane(options.group, partition, ports));
    }
    group.members.push(options);
    share(group);
    return group;
  };

  const leave = async (group: Group, options: ConsumerOptions): Promise<void> => {
    const place = group.members.indexOf(options);
    if (place >= 0) group.members.splice(place, 1);
    const released = [...group.lanes.values()].map((lane) => lane.released(options));
    share(group);
    await Promise.all(released);
  };

  return {
    add: (options) => {
      const member = { ...options }; // one member for each subscription, even of the same options
      const group = join(member);
      return { close: () => leave(group, member) };
    },
    owned: () =>
      [...groups].flatMap(([group, { lanes }]) =>
        [...lanes.values()].filter((lane) => lane.owner() !== undefined).map(({ partition }) => ({ group, partition })),
      ),
    close: async () => {
      await Promise.all([...groups.values()].flatMap(({ lanes }) => [...lanes.values()].map((lane) => lane.close())));
    },
  };
}

/** Partitions go round the members that take their topic, in the order in which they joined. */
function ownerOf(members: readonly ConsumerOptions[], { topic, index }: Partition): ConsumerOptions | undefined {
  const takers = members.filter(({ topics }) => topics.includes(topic));
  return takers[index % Math.max(1, takers.length)];
}
