import { describeReal, realKafka } from '@facteur/real';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import type { Bus, TopicSettings } from '../bus.ts';
import { createRecorder } from '../testing/recorder.ts';
import { expectAllInOrder, keysOf, numbered } from '../testing/samples.ts';
import { type KafkaBusOptions, type KafkaFailurePlace, migrateTopics, openKafkaBus } from './index.ts';
import { newPrefix, QUICK, removeTopics } from './testing/open-for-test.ts';

const HOUR_MS = 3_600_000;

describeReal('topics on Kafka', await realKafka(), ({ brokers }) => {
  let prefix: string;
  let admin: Admin;
  const buses: Bus[] = [];
  beforeEach(async () => {
    prefix = newPrefix();
    admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  });
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
    await admin.disconnect();
    await removeTopics(brokers, prefix);
  });
  const declared = (partitions: number, retentionMs = HOUR_MS): TopicSettings[] => [
    { name: 't', partitions, retentionMs },
  ];
  async function open(topics: readonly TopicSettings[], options: Partial<KafkaBusOptions> = {}): Promise<Bus> {
    const bus = await openKafkaBus({ settings: { brokers }, topics, prefix, ...QUICK, ...options });
    buses.push(bus);
    return bus;
  }

  it('are made as declared by several processes at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => open(declared(3))));
    const { topics } = await admin.fetchTopicMetadata({ topics: [`${prefix}t`] });
    expect(topics.map(({ partitions }) => partitions.length)).toEqual([3]);
  });

  it('with another number of partitions are refused, with the remedy', async () => {
    await open(declared(2));
    const refusal = open(declared(5));
    await expect(refusal).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      details: { topic: 't', found: 2, wanted: 5 },
    });
    await expect(refusal).rejects.toThrow(/\.t has 2 partitions, 5 are wanted.*facteur topics migrate/);
  });

  it('kept for another time than declared are used as they are, and said so', async () => {
    await open(declared(1));
    const told: { error: unknown; place: KafkaFailurePlace }[] = [];
    await open(declared(1, 2 * HOUR_MS), { onError: (error, place) => told.push({ error, place }) });
    expect(told).toMatchObject([{ place: { activity: 'topic', topic: 't' } }]);
    expect(String(told[0]?.error)).toMatch(/3600000 ms.*7200000/);
  });

  it('that take too small batches are refused', async () => {
    const configEntries = [{ name: 'max.message.bytes', value: '500000' }];
    await admin.createTopics({
      topics: [{ topic: `${prefix}t`, numPartitions: 1, configEntries }],
      waitForLeaders: false,
    });
    await expect(open(declared(1))).rejects.toThrow(/max\.message\.bytes/);
  });

  it.each(['no such topic!', 'é'])('named %j are refused', async (name) => {
    await expect(open([{ name, partitions: 1, retentionMs: HOUR_MS }])).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  it('on no broker are BUS_UNAVAILABLE', async () => {
    const nowhere = { brokers: ['127.0.0.1:1'] };
    await expect(open(declared(1), { settings: nowhere })).rejects.toMatchObject({
      code: 'BUS_UNAVAILABLE',
      retry: 'later',
    });
  });

  it('take what is larger than one request', async () => {
    const bus = await open(declared(1));
    const text = 'x'.repeat(10_000);
    const messages = Array.from({ length: 500 }, (_, n) => ({ topic: 't', key: 'k', value: { n, text } }));
    await bus.publish(messages);
    const recorder = createRecorder();
    await bus.subscribe({ group: 'g', topics: ['t'], handle: recorder.handle });
    await bus.idle();
    expectAllInOrder(recorder.messages, ['k'], 500);
  });

  it('hold back fetching while handlers are slow, and lose nothing by it', async () => {
    const bus = await open(declared(2));
    const text = 'x'.repeat(20_000);
    const keys = keysOf(10);
    const messages = numbered('t', keys, 500).map((message) => ({
      ...message,
      value: { ...(message.value as object), text },
    }));
    await bus.publish(messages);
    // Slow for longer than a full lane is waited for, so that partitions are paused and resumed.
    let slow = 4;
    const recorder = createRecorder(async () => {
      slow -= 1;
      if (slow >= 0) await new Promise((resolve) => setTimeout(resolve, 150));
    });
    await bus.subscribe({ group: 'g', topics: ['t'], maxBatch: 20, handle: recorder.handle });
    await bus.idle();
    expectAllInOrder(recorder.messages, keys, 50);
    expect(recorder.messages).toHaveLength(500);
  });

  it('get more partitions once everything is handled and nobody is there, not before', async () => {
    const groups = [{ name: 'g', topics: ['t'] }];
    const migrate = (dryRun = false) =>
      migrateTopics({ settings: { brokers }, topics: declared(6), groups, prefix, dryRun });
    const before = await open(declared(2));
    const keys = keysOf(20);
    const recorder = createRecorder();
    const subscription = await before.subscribe({ group: 'g', topics: ['t'], handle: recorder.handle });
    await before.publish(numbered('t', keys, 40));
    await before.idle();
    await expect(migrate()).rejects.toMatchObject({ code: 'CONFLICT', retry: 'later' });
    await expect(migrate()).rejects.toThrow(/g still has 1 consumers/);
    await subscription.close();
    await before.publish(numbered('t', ['late'], 1));
    await expect(migrate()).rejects.toThrow(/g has 1 messages of topic t/);
    const again = await before.subscribe({ group: 'g', topics: ['t'], handle: recorder.handle });
    await before.idle();
    await again.close();
    await before.close();

    const raise = [{ topic: 't', from: 2, to: 6 }];
    expect(await migrate(true)).toEqual({ raise, unchanged: [], missing: [] });
    await expect(open(declared(6))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(await migrate()).toEqual({ raise, unchanged: [], missing: [] });
    expect(await migrate()).toEqual({ raise: [], unchanged: ['t'], missing: [] });

    const after = await open(declared(6));
    const next = createRecorder();
    await after.publish(numbered('t', keys, 40, 2));
    await after.subscribe({ group: 'g', topics: ['t'], handle: next.handle });
    await after.idle();
    expect(next.messages).toHaveLength(40);
    expect(new Set(next.messages.map(({ partition }) => partition)).size).toBeGreaterThan(2);
  });

  it('never get fewer', async () => {
    await open(declared(3));
    const migration = migrateTopics({ settings: { brokers }, topics: declared(2), groups: [], prefix });
    await expect(migration).rejects.toMatchObject({ code: 'CONFIG_INVALID', retry: 'never' });
  });
});
