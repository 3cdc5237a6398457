/** The bus: Kafka where brokers are set, else the embedded log. */
import type { Bus, TopicSettings } from '@facteur/bus';
import { openEmbeddedBus } from '@facteur/bus/embedded';
import { kafkaSettings, openKafkaBus } from '@facteur/bus/kafka';
import { DEAD_LETTER_TOPICS, TOPICS } from '@facteur/contracts';
import { messageOf } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';
import { Histogram } from 'prom-client';
import type { DataFolder } from './data-folder.ts';
import type { Settings } from './settings.ts';

/** Partitions of the embedded log: one process needs few, and fewer make larger batches. */
const EMBEDDED_PARTITIONS = 4;

/** Every topic, as the bus has to have it. */
export function busTopics(settings: Settings): readonly TopicSettings[] {
  const partitions = settings['kafka-partitions'];
  return [...TOPICS, ...DEAD_LETTER_TOPICS].map(({ name, retentionMs }) => ({ name, partitions, retentionMs }));
}

/** @throws AppError `CONFIG_INVALID` for brokers that cannot be read or topics that are not as declared; `BUS_UNAVAILABLE` */
export async function openBus(
  settings: Settings,
  folder: DataFolder,
  { log, metrics }: Pick<Kernel, 'log' | 'metrics'>,
): Promise<Bus> {
  const onError = (error: unknown, place: object): void =>
    log.warn({ ...place, error: messageOf(error) }, 'bus: something failed and is tried again');
  const topics = busTopics(settings);
  const brokers = settings['kafka-brokers'];
  if (brokers === undefined)
    return openEmbeddedBus({ folder: folder.path('bus'), topics, partitions: EMBEDDED_PARTITIONS, onError });
  const replicationFactor = settings['kafka-replicas'];
  const requests = new Histogram({
    name: 'facteur_kafka_request_duration_seconds',
    help: 'Requests to Kafka until their answer; a fetch waits at the broker for something to come',
    labelNames: ['api'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [metrics.registry],
  });
  return openKafkaBus({
    settings: kafkaSettings(brokers),
    topics,
    prefix: settings['kafka-prefix'],
    onError,
    onRequest: (api, seconds) => requests.observe({ api }, seconds),
    ...(replicationFactor === undefined ? {} : { replicationFactor }),
  });
}
