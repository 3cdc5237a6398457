/** Topics: made as declared when missing, checked when there. */
import { AppError, type Clock } from '@facteur/primitives';
import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import type { TopicSettings } from '../bus.ts';
import { isProtocolError, type Report } from './failures.ts';
import { MAX_REQUEST_BYTES } from './group-commit.ts';
import type { Names } from './names.ts';

const MAX_REPLICAS = 3;
const SHOWN_WITHIN_MS = 30_000;
const LOOK_AGAIN_MS = 100;
const NOT_YET = ['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE'];
/** Kafka's default, said explicitly: a broker may be set to less than a request of ours. */
const MAX_BATCH_BYTES = 1_048_588;

/** A topic as the cluster has it. */
export interface FoundTopic {
  readonly name: string;
  readonly partitions: number;
}

/** What making and checking topics needs. */
export interface TopicPorts {
  readonly replicationFactor?: number | undefined;
  readonly report: Report;
  readonly clock: Clock;
}

/**
 * Makes what is missing. Several processes may do so at the same time.
 * @throws AppError `CONFIG_INVALID` for a topic with other partitions than declared, or that takes too small batches;
 *   `BUS_UNAVAILABLE` when the cluster does not show in time what was made
 */
export async function ensureTopics(admin: Admin, names: Names, ports: TopicPorts): Promise<void> {
  const { replicationFactor, report, clock } = ports;
  const missing = without(names, await findTopics(admin, names));
  if (missing.length > 0) {
    const replicas = replicationFactor ?? Math.min(MAX_REPLICAS, (await admin.describeCluster()).brokers.length);
    // False when another process was faster with one of them: the others are made nevertheless.
    await admin.createTopics({
      topics: missing.map((topic) => toConfig(names, topic, replicas)),
      waitForLeaders: false,
    });
  }
  const found = await untilShown(admin, names, clock);
  const partitions = new Map(found.map((topic) => [topic.name, topic.partitions]));
  for (const topic of names.topics) checkPartitions(topic, names.topic(topic.name), partitions.get(topic.name) ?? 0);
  await checkConfigs(admin, names, report);
}

/** All declared topics: brokers learn of new ones, and of their leaders, a moment after they were made. */
async function untilShown(admin: Admin, names: Names, clock: Clock): Promise<FoundTopic[]> {
  const giveUpAt = clock.now() + SHOWN_WITHIN_MS;
  for (;;) {
    const found = await findShown(admin, names);
    const missing = without(names, found);
    if (missing.length === 0) return found;
    if (clock.now() >= giveUpAt) {
      const text = `Kafka does not show topic ${missing[0]?.name} ${SHOWN_WITHIN_MS} ms after it was made`;
      throw new AppError('BUS_UNAVAILABLE', text, { retry: 'later' });
    }
    await clock.wait(LOOK_AGAIN_MS);
  }
}

async function findShown(admin: Admin, names: Names): Promise<FoundTopic[]> {
  try {
    return await findTopics(admin, names);
  } catch (error) {
    if (NOT_YET.some((type) => isProtocolError(error, type))) return [];
    throw error;
  }
}

function without({ topics }: Names, found: readonly FoundTopic[]): TopicSettings[] {
  return topics.filter((topic) => !found.some(({ name }) => name === topic.name));
}

/** The declared topics that the cluster has. */
export async function findTopics(admin: Admin, names: Names): Promise<FoundTopic[]> {
  const present = (await admin.listTopics()).filter((topic) => names.declared(topic) !== undefined);
  if (present.length === 0) return [];
  const { topics } = await admin.fetchTopicMetadata({ topics: present });
  return topics.map(({ name, partitions }) => ({ name: names.declared(name) ?? name, partitions: partitions.length }));
}

function toConfig(names: Names, { name, partitions, retentionMs }: TopicSettings, replicas: number): ITopicConfig {
  const configEntries = [
    { name: 'cleanup.policy', value: 'delete' },
    { name: 'retention.ms', value: String(retentionMs) },
    { name: 'max.message.bytes', value: String(MAX_BATCH_BYTES) },
    // What is acknowledged is then on two disks; with two replicas, one that is down would stop publishing.
    ...(replicas >= MAX_REPLICAS ? [{ name: 'min.insync.replicas', value: '2' }] : []),
  ];
  return { topic: names.topic(name), numPartitions: partitions, replicationFactor: replicas, configEntries };
}

function checkPartitions({ name, partitions: wanted }: TopicSettings, topic: string, found: number): void {
  if (found === wanted) return;
  throw new AppError(
    'CONFIG_INVALID',
    `Topic ${topic} has ${found} partitions, ${wanted} are wanted. Keys would move: stop ingest, let the groups drain, stop the services, then run \`facteur topics migrate\``,
    { topic: name, found, wanted },
  );
}

async function checkConfigs(admin: Admin, names: Names, report: Report): Promise<void> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.topics.map(({ name }) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: names.topic(name),
      configNames: ['retention.ms', 'max.message.bytes'],
    })),
  });
  for (const { resourceName, configEntries } of resources) {
    const topic = names.topics.find(({ name }) => names.topic(name) === resourceName);
    const numberOf = (config: string) =>
      Number(configEntries.find(({ configName }) => configName === config)?.configValue);
    if (topic === undefined) continue;
    checkBatchBytes(resourceName, topic, numberOf('max.message.bytes'));
    checkRetention(resourceName, topic, numberOf('retention.ms'), report);
  }
}

function checkBatchBytes(resourceName: string, { name }: TopicSettings, found: number): void {
  if (Number.isNaN(found) || found >= MAX_REQUEST_BYTES) return;
  throw new AppError(
    'CONFIG_INVALID',
    `Topic ${resourceName} takes batches of at most ${found} bytes; set its max.message.bytes to ${MAX_BATCH_BYTES}`,
    { topic: name, found, wanted: MAX_BATCH_BYTES },
  );
}

/** Only told: how long to keep messages is the operator's to say, and -1 (for ever) is kept long enough. */
function checkRetention(resourceName: string, topic: TopicSettings, found: number, report: Report): void {
  if (found === topic.retentionMs || Number.isNaN(found)) return;
  const text = `Topic ${resourceName} keeps messages ${found} ms (retention.ms), ${topic.retentionMs} are declared; it is left as it is`;
  report(new AppError('CONFIG_INVALID', text, { topic: topic.name, found, wanted: topic.retentionMs }), {
    activity: 'topic',
    topic: topic.name,
  });
}
