/** Notes where the groups stand, and sets them back there. The log itself is the brokers'. */
import { AppError, isAppError } from '@facteur/primitives';
import type { Admin, TopicPartitionOffsetAndMetadata } from 'kafkajs';
import type { BusBackup, GroupPlace, MissedPlace } from '../backup.ts';
import type { AdminConnection, NewClient } from './client.ts';
import { toBusError } from './failures.ts';
import type { Names } from './names.ts';
import { committedPlaces, type Extent, extentOf } from './places.ts';

/** A group that cannot be had within this time cannot be had now. */
const JOIN_WITHIN_MS = 30_000;
/** All groups, one after the other. */
const REWIND_WITHIN_MS = 600_000;

/** The capability on an open bus. */
export function kafkaBackup(admin: AdminConnection, names: Names, newClient: NewClient): BusBackup {
  return {
    places: () => orBusError('say where groups stand', () => admin.use((connected) => placesOf(connected, names))),
    rewind: (places) =>
      orBusError('set groups back', () =>
        admin.use((connected) => rewind(connected, newClient, names, places), REWIND_WITHIN_MS),
      ),
  };
}

async function placesOf(admin: Admin, names: Names): Promise<GroupPlace[]> {
  const prefix = names.group('');
  const { groups } = await admin.listGroups();
  const places: GroupPlace[] = [];
  for (const { groupId } of groups.filter((group) => group.groupId.startsWith(prefix))) {
    for (const [clusterTopic, partitions] of await committedPlaces(admin, groupId)) {
      const topic = names.declared(clusterTopic);
      if (topic === undefined) continue;
      const group = groupId.slice(prefix.length);
      for (const [partition, offset] of partitions) if (offset >= 0) places.push({ group, topic, partition, offset });
    }
  }
  return places;
}

async function rewind(
  admin: Admin,
  newClient: NewClient,
  names: Names,
  places: readonly GroupPlace[],
): Promise<MissedPlace[]> {
  const known = places.filter(({ topic }) => names.topics.some(({ name }) => name === topic));
  const groups = [...new Set(known.map(({ group }) => group))];
  await assertNoMembers(admin, names, groups);
  const missed: MissedPlace[] = [];
  const extents = new Map<string, readonly Extent[]>();
  for (const topic of new Set(known.map((place) => place.topic)))
    extents.set(topic, await extentOf(admin, names.topic(topic)));
  for (const group of groups) {
    const own = known.filter((place) => place.group === group);
    const moves = own.flatMap((place) => moveTo(place, extents.get(place.topic) ?? []));
    if (moves.length === 0) continue;
    const offsets = moves.map(({ place: { topic, partition }, offset }) => ({
      topic: names.topic(topic),
      partition,
      offset: String(offset),
    }));
    await commit(newClient, names.group(group), offsets);
    missed.push(...moves.filter(({ place, offset }) => place.offset !== offset));
  }
  return missed;
}

/** As the only member of the group, for as long as it takes. kafkajs' own `setOffsets` waits for ever when its join fails. */
async function commit(
  newClient: NewClient,
  groupId: string,
  offsets: TopicPartitionOffsetAndMetadata[],
): Promise<void> {
  const topics = [...new Set(offsets.map(({ topic }) => topic))];
  const consumer = newClient().consumer({ groupId, maxWaitTimeInMs: 100 });
  let waiting: NodeJS.Timeout | undefined;
  try {
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      waiting = setTimeout(() => reject(new Error(`Group ${groupId} does not take a member`)), JOIN_WITHIN_MS);
      // Not GROUP_JOIN: until the first fetch begins, kafkajs takes commits and does nothing with them.
      consumer.on(consumer.events.FETCH_START, () => resolve());
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      // What is read meanwhile counts for nothing.
      consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: async () => undefined }).catch(reject);
    });
    await consumer.commitOffsets(offsets);
  } finally {
    clearTimeout(waiting);
    await consumer.disconnect();
  }
}

/** As near to the place as the partition reaches: retention may have taken what came before, or the log be another one. */
function moveTo(place: GroupPlace, extent: readonly Extent[]): MissedPlace[] {
  const found = extent.find(({ partition }) => partition === place.partition);
  return found ? [{ place, offset: Math.min(found.high, Math.max(found.low, place.offset)) }] : [];
}

async function assertNoMembers(admin: Admin, names: Names, groups: readonly string[]): Promise<void> {
  if (groups.length === 0) return;
  const found = await admin.describeGroups(groups.map((group) => names.group(group)));
  const busy = found.groups.find(({ members }) => members.length > 0);
  if (busy) throw new AppError('CONFLICT', `Group ${busy.groupId} has consumers: stop all services first`);
}

async function orBusError<T>(activity: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isAppError(error) ? error : toBusError(error, activity);
  }
}
