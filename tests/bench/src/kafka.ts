/** The bus on Kafka beside bare kafkajs: the same messages in the same batches, in turns. */
import { randomUUID } from 'node:crypto';
import type { Bus } from '@facteur/bus';
import { openKafkaBus } from '@facteur/bus/kafka';
import { realKafka } from '@facteur/real';
import { type Admin, Kafka, logLevel, Partitioners } from 'kafkajs';
import { type Bench, paired, secondsOf } from './figure.ts';
import { sampleEvent } from './samples.ts';

const BATCH = 500;
const PARTITIONS = 4;

interface Rates {
  readonly write: number;
  readonly read: number;
}

type Events = readonly ReturnType<typeof sampleEvent>[];

/** Publish and consume. Without a Kafka, no row: the message says how to get one. */
export const kafkaBench: Bench = async ({ quick }) => {
  const real = await realKafka();
  if (!('at' in real)) {
    process.stderr.write(`kafka: ${real.missing}\n`);
    return [];
  }
  const brokers = [...real.at.brokers];
  const events = Array.from({ length: quick ? 20_000 : 60_000 }, (_, n) => sampleEvent(n));
  const rounds: { ours: Rates; bare: Rates }[] = [];
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  // A round before those that count: brokers and V8 run slower at first, whoever is measured.
  for (let round = -1; round < (quick ? 3 : 5); round += 1) {
    const bare = () => withBareTopic(admin, (topic) => bareKafka(brokers, topic, events));
    const ours = () => withOurs(admin, brokers, (bus) => kafkaBus(bus, events));
    // Whoever comes second finds the broker busier with what the first has left.
    const order = round % 2 === 0 ? [await bare(), await ours()] : [await ours(), await bare()].reverse();
    const [first, second] = order;
    if (round >= 0 && first && second) rounds.push({ bare: first, ours: second });
  }
  await admin.disconnect();
  const pick = (side: keyof Rates) => rounds.map(({ ours, bare }) => ({ ours: ours[side], bare: bare[side] }));
  return [
    paired({ bench: 'kafka', what: 'publish, 1 kB in batches of 500', unit: 'events/s', wanted: 0.8 }, pick('write')),
    paired({ bench: 'kafka', what: 'consume', unit: 'events/s', wanted: 0.7 }, pick('read')),
  ];
};

function keyOf(n: number): string {
  return `case-${n % 1_000}`;
}

async function withBareTopic(admin: Admin, measure: (topic: string) => Promise<Rates>): Promise<Rates> {
  const topic = `bench-${randomUUID()}`;
  await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }], waitForLeaders: false });
  try {
    await untilServed(admin, topic);
    return await measure(topic);
  } finally {
    await admin.deleteTopics({ topics: [topic] });
  }
}

/** A topic has leaders a moment after it was made; kafkajs's own waiting gives up at the first answer that says so. */
async function untilServed(admin: Admin, topic: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** An idempotent producer in batches, and `eachBatch` that reads the values and commits each batch, as a consumer of ours must. */
async function bareKafka(brokers: string[], topic: string, events: Events): Promise<Rates> {
  const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  const ready = events.map((event, n) => ({ key: keyOf(n), value: JSON.stringify(event) }));
  const write = await secondsOf(async () => {
    for (let start = 0; start < ready.length; start += BATCH) {
      await producer.sendBatch({ topicMessages: [{ topic, messages: ready.slice(start, start + BATCH) }] });
    }
  });
  await producer.disconnect();
  const consumer = kafka.consumer({ groupId: topic, maxWaitTimeInMs: 250 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let count = 0;
  const read = await secondsOf(async () => {
    await new Promise<void>((resolve, reject) => {
      const run = consumer.run({
        partitionsConsumedConcurrently: PARTITIONS,
        eachBatch: async ({ batch }) => {
          for (const { value } of batch.messages) {
            if ((JSON.parse(value?.toString() ?? '') as { id: string }).id !== '') count += 1;
          }
          if (count >= events.length) resolve();
        },
      });
      run.catch(reject);
    });
  });
  await consumer.disconnect();
  return { write: events.length / write, read: count / read };
}

async function withOurs(admin: Admin, brokers: string[], measure: (bus: Bus) => Promise<Rates>): Promise<Rates> {
  const prefix = `bench-${randomUUID()}.`;
  const topics = [{ name: 'bench', partitions: PARTITIONS, retentionMs: 3_600_000 }];
  const bus = await openKafkaBus({ settings: { brokers }, topics, prefix });
  try {
    return await measure(bus);
  } finally {
    await bus.close();
    await admin.deleteTopics({ topics: [`${prefix}bench`] });
  }
}

async function kafkaBus(bus: Bus, events: Events): Promise<Rates> {
  const messages = events.map((value, n) => ({ topic: 'bench', key: keyOf(n), value }));
  const write = await secondsOf(async () => {
    for (let start = 0; start < messages.length; start += BATCH) {
      await bus.publish(messages.slice(start, start + BATCH));
    }
  });
  let count = 0;
  const read = await secondsOf(async () => {
    await new Promise<void>((resolve, reject) => {
      const subscription = bus.subscribe({
        group: 'bench',
        topics: ['bench'],
        handle: async (batch) => {
          count += batch.messages.length;
          if (count >= events.length) resolve();
        },
      });
      subscription.catch(reject);
    });
  });
  return { write: messages.length / write, read: count / read };
}
