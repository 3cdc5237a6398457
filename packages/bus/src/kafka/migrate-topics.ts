/** Raises partition counts to what is declared, once nothing can be overtaken: for `facteur topics migrate`. */
import { AppError, type Clock, systemClock } from '@facteur/primitives';
import type { Admin } from 'kafkajs';
import type { TopicSettings } from '../bus.ts';
import { awakeClock } from './awake-clock.ts';
import { type AdminConnection, clientsOf, openAdmin } from './client.ts';
import { isProtocolError, toBusError } from './failures.ts';
import { type GroupState, type MigrationPlan, planMigration, type Raise } from './migration-plan.ts';
import { createNames, type Names } from './names.ts';
import { committedPlaces, extentOf } from './places.ts';
import type { KafkaSettings } from './settings.ts';
import { findTopics } from './topics.ts';

const LOOK_AGAIN_MS = 100;
const SEEN_WITHIN_MS = 30_000;

/** What to migrate. */
export interface MigrationOptions {
  readonly settings: KafkaSettings;
  /** As they are to be. */
  readonly topics: readonly TopicSettings[];
  /** Every group that reads any of them, be it running or not. */
  readonly groups: readonly { readonly name: string; readonly topics: readonly string[] }[];
  /** That of `openKafkaBus`. Default none. */
  readonly prefix?: string;
  /** Default `facteur`. */
  readonly clientId?: string;
  /** Only says what would be done; objections are thrown nevertheless. Default false. */
  readonly dryRun?: boolean;
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/** What was done, or would be. */
export type Migration = Pick<MigrationPlan, 'raise' | 'unchanged' | 'missing'>;

/**
 * Ingest must be stopped, the groups drained, then all services stopped; they start again afterwards. Counts are never
 * lowered. Resolves once the cluster shows the new counts.
 * @throws AppError `CONFLICT` (retry later) while a group has consumers or messages to handle; `CONFIG_INVALID` for a
 *   declared count below the present one; `BUS_UNAVAILABLE` (retry later). Nothing is changed then, except by the last
 */
export async function migrateTopics(options: MigrationOptions): Promise<Migration> {
  const { settings, topics, prefix = '', clientId = 'facteur', dryRun = false } = options;
  const clock = awakeClock(options.clock ?? systemClock);
  const names = createNames(topics, prefix);
  const admin = openAdmin(await clientsOf(settings, clientId), clock);
  try {
    const plan = await admin.use((connected) => planOf(connected, names, options));
    if (plan.impossible.length > 0) throw objection('CONFIG_INVALID', plan.impossible);
    if (plan.tooSoon.length > 0) throw objection('CONFLICT', plan.tooSoon);
    if (!dryRun && plan.raise.length > 0) await raise(admin, names, plan.raise, clock);
    return { raise: plan.raise, unchanged: plan.unchanged, missing: plan.missing };
  } catch (error) {
    throw toBusError(error, 'migrate topics');
  } finally {
    await admin.close();
  }
}

function objection(code: 'CONFIG_INVALID' | 'CONFLICT', reasons: readonly string[]): AppError {
  return new AppError(code, reasons.join('. '), { retry: code === 'CONFLICT' ? 'later' : 'never', reasons });
}

async function planOf(admin: Admin, names: Names, { groups }: MigrationOptions): Promise<MigrationPlan> {
  const found = await findTopics(admin, names);
  const present = new Set(found.map(({ name }) => name));
  const states: GroupState[] = [];
  for (const { name, topics } of groups) {
    const read = topics.filter((topic) => present.has(topic));
    states.push({
      name,
      members: await membersOf(admin, names.group(name)),
      behind: await behindOf(admin, names, name, read),
    });
  }
  return planMigration(names.topics, found, states);
}

async function membersOf(admin: Admin, group: string): Promise<number> {
  const { groups } = await admin.describeGroups([group]);
  return groups.reduce((sum, { members }) => sum + members.length, 0);
}

/** A group without a place in a partition has all of it to handle. */
async function behindOf(
  admin: Admin,
  names: Names,
  group: string,
  topics: readonly string[],
): Promise<Map<string, number>> {
  const committed = await committedPlaces(admin, names.group(group));
  const behind = new Map<string, number>();
  for (const topic of topics) {
    const places = committed.get(names.topic(topic));
    const extents = await extentOf(admin, names.topic(topic));
    const messages = extents.map(({ partition, low, high }) => high - Math.max(low, places?.get(partition) ?? low));
    behind.set(
      topic,
      messages.reduce((sum, count) => sum + count, 0),
    );
  }
  return behind;
}

async function raise(admin: AdminConnection, names: Names, raises: readonly Raise[], clock: Clock): Promise<void> {
  const topicPartitions = raises.map(({ topic, to }) => ({ topic: names.topic(topic), count: to }));
  try {
    await admin.use((connected) => connected.createPartitions({ topicPartitions }));
  } catch (error) {
    // Said of a request whose first answer was lost, too: what counts is what the cluster shows.
    if (!isProtocolError(error, 'INVALID_PARTITIONS')) throw error;
  }
  const giveUpAt = clock.now() + SEEN_WITHIN_MS;
  while (!(await admin.use((connected) => areRaised(connected, names, raises)))) {
    if (clock.now() >= giveUpAt) {
      const text = `Kafka does not show the new partitions after ${SEEN_WITHIN_MS} ms`;
      throw new AppError('BUS_UNAVAILABLE', text, { retry: 'later' });
    }
    await clock.wait(LOOK_AGAIN_MS);
  }
}

/** The cluster shows the new partitions, and each has a leader that answers. */
async function areRaised(admin: Admin, names: Names, raises: readonly Raise[]): Promise<boolean> {
  const counts = new Map((await findTopics(admin, names)).map(({ name, partitions }) => [name, partitions]));
  if (!raises.every(({ topic, to }) => counts.get(topic) === to)) return false;
  for (const { topic } of raises) await extentOf(admin, names.topic(topic));
  return true;
}
