/** Notes where the groups stand, and sets them back there. The log itself is the brokers'. */
import { AppError, isAppError } from '@facteur/primitives';
import type { Admin } from 'kafkajs';
import type { BusBackup, GroupPlace, MissedPlace } from '../backup.ts';
import type { AdminConnection } from './client.ts';
import { toBusError } from './failures.ts';
import type { Names } from './names.ts';
import { committedPlaces, type Extent, extentOf } from './places.ts';

/** The capability on an open bus. */
export function kafkaBackup(admin: AdminConnection, names: Names): BusBackup {
  return {
    places: () => orBusError('say where groups stand', () => admin.use((connected) => placesOf(connected, names))),
    rewind: (places) => orBusError('set groups back', () => admin.use((connected) => rewind(connected, names, places))),
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

async function rewind(admin: Admin, names: Names, places: readonly GroupPlace[]): Promise<MissedPlace[]> {
  const known = places.filter(({ topic }) => names.topics.some(({ name }) => name === topic));
  const groups = [...new Set(known.map(({ group }) => group))];
  await assertNoMembers(admin, names, groups);
  const missed: MissedPlace[] = [];
  const extents = new Map<string, readonly Extent[]>();
  for (const topic of new Set(known.map((place) => place.topic)))
    extents.set(topic, await extentOf(admin, names.topic(topic)));
  for (const group of groups) {
    for (const [topic, extent] of extents) {
      const own = known.filter((place) => place.group === group && place.topic === topic);
      const moves = own.flatMap((place) => moveTo(place, extent));
      if (moves.length === 0) continue;
      const partitions = moves.map(({ place, offset }) => ({ partition: place.partition, offset: String(offset) }));
      await admin.setOffsets({ groupId: names.group(group), topic: names.topic(topic), partitions });
      missed.push(...moves.filter(({ place, offset }) => place.offset !== offset));
    }
  }
  return missed;
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
