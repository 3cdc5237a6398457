/** A bus on a real cluster for one test, with topics and groups that no other test sees. */
import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { Bus, TopicSettings } from '../../bus.ts';
import type { TestBus } from '../../testing/test-bus.ts';
import { type KafkaBusOptions, openKafkaBus } from '../index.ts';

/** Rebalances and closes quickly, because tests do little else. */
export const QUICK: Partial<KafkaBusOptions> = { heartbeatIntervalMs: 100, fetchWaitMs: 50, sessionTimeoutMs: 10_000 };

/** A prefix that nobody else uses. */
export function newPrefix(): string {
  return `test-${randomUUID()}.`;
}

/** Opens it on new topics; `dispose` removes these. */
export async function openTestBus(
  brokers: readonly string[],
  topics: readonly TopicSettings[],
  options: Partial<KafkaBusOptions> = {},
): Promise<TestBus & { readonly prefix: string }> {
  const prefix = newPrefix();
  const open = (): Promise<Bus> => openKafkaBus({ settings: { brokers }, topics, prefix, ...QUICK, ...options });
  const bus = await open();
  let current = bus;
  return {
    bus,
    prefix,
    reopen: async () => {
      await current.close();
      current = await open();
      return current;
    },
    dispose: async () => {
      await current.close();
      await removeTopics(brokers, prefix);
    },
  };
}

/** Removes every topic whose name begins with `prefix`. */
export async function removeTopics(brokers: readonly string[], prefix: string): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  await admin.disconnect();
}
