/** The topics as they lie in Kafka: read as a whole, and published to again. Each use has clients of its own: they need not outlive a broker. */
import { type Random, systemClock } from '@facteur/primitives';
import { type Consumer, Kafka, type KafkaMessage, logLevel, Partitioners } from 'kafkajs';
import type { LogEntry } from '../audit/facts.ts';
import { eventually } from '../eventually.ts';

/** A message where it lies. */
interface Found {
  readonly topic: string;
  readonly partition: number;
  readonly message: KafkaMessage;
}

/** Of one partition: what is to be read, from `low` up to before `high`. */
interface Span {
  readonly topic: string;
  readonly partition: number;
  readonly low: number;
  readonly high: number;
}

/** Topics through a Kafka that may be away for a while. */
export interface Topics {
  /** Publishes up to `count` of the latest events again, verbatim, `lateMs` after they were chosen; gives how many. */
  redeliver(count: number, lateMs: number, random: Random): Promise<number>;
  /** Everything, in no order. */
  read(): Promise<readonly LogEntry[]>;
}

const TRY_FOR_MS = 120_000;
const READ_WITHIN_MS = 60_000;
/** Of each partition, what counts as latest. */
const LATEST = 30;

export function openTopics(brokers: readonly string[]): Topics {
  const client = (): Kafka =>
    new Kafka({
      brokers: [...brokers],
      clientId: 'chaos',
      logLevel: logLevel.NOTHING,
      connectionTimeout: 3_000,
      retry: { initialRetryTime: 100, retries: 4 },
    });
  return {
    async redeliver(count, lateMs, random) {
      const latest = await patiently('the latest events are read', () => readLatest(client()));
      const chosen = choose(latest, count, random);
      await systemClock.wait(lateMs);
      await patiently('events are published again', () => publish(client(), chosen));
      return chosen.length;
    },
    read: async () => (await patiently('the topics are read', () => readAll(client()))).flatMap(entryOf),
  };
}

/** The broker may be away, by a fault of its own. */
async function patiently<T>(what: string, work: () => Promise<T>): Promise<T> {
  const attempt = (): Promise<{ value: T } | undefined> =>
    work().then(
      (value) => ({ value }),
      () => undefined,
    );
  return (await eventually(what, TRY_FOR_MS, attempt)).value;
}

async function readAll(kafka: Kafka): Promise<readonly Found[]> {
  return readSpans(kafka, await spansOf(kafka));
}

async function readLatest(kafka: Kafka): Promise<readonly Found[]> {
  const spans = await spansOf(kafka);
  const own = spans.filter(({ topic }) => !topic.startsWith('dead-letter.'));
  return readSpans(
    kafka,
    own.map((span) => ({ ...span, low: Math.max(span.low, span.high - LATEST) })),
  );
}

async function spansOf(kafka: Kafka): Promise<readonly Span[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter((topic) => !topic.startsWith('__'));
    const spans = await Promise.all(
      topics.map(async (topic) => ({ topic, all: await admin.fetchTopicOffsets(topic) })),
    );
    return spans
      .flatMap(({ topic, all }) =>
        all.map(({ partition, low, high }) => ({ topic, partition, low: Number(low), high: Number(high) })),
      )
      .filter(({ low, high }) => high > low);
  } finally {
    await admin.disconnect();
  }
}

async function readSpans(kafka: Kafka, spans: readonly Span[]): Promise<readonly Found[]> {
  if (spans.length === 0) return [];
  const consumer = kafka.consumer({ groupId: `chaos-${systemClock.now()}-${process.pid}`, maxWaitTimeInMs: 200 });
  await consumer.connect();
  try {
    return await readWith(consumer, spans);
  } finally {
    await consumer.disconnect();
  }
}

async function readWith(consumer: Consumer, spans: readonly Span[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  const open = new Map(spans.map((span) => [`${span.topic} ${span.partition}`, span]));
  await consumer.subscribe({ topics: [...new Set(spans.map(({ topic }) => topic))], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: true,
    eachBatch: async ({ batch: { topic, partition, messages } }) => {
      const key = `${topic} ${partition}`;
      const span = open.get(key);
      if (span === undefined) return;
      const own = messages.filter(({ offset }) => Number(offset) >= span.low && Number(offset) < span.high);
      found.push(...own.map((message) => ({ topic, partition, message })));
      if (Number(messages.at(-1)?.offset ?? -1) >= span.high - 1) open.delete(key);
    },
  });
  for (const { topic, partition, low } of spans) consumer.seek({ topic, partition, offset: String(low) });
  await eventually('the logs are read to their ends', READ_WITHIN_MS, async () => open.size === 0 || undefined);
  return found;
}

/** In the order in which they were published. */
function choose(latest: readonly Found[], count: number, random: Random): readonly Found[] {
  return latest
    .map((found) => ({ found, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ found }) => found)
    .sort((a, b) => Number(a.message.timestamp) - Number(b.message.timestamp));
}

async function publish(kafka: Kafka, chosen: readonly Found[]): Promise<void> {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  try {
    for (const { topic, partition, message } of chosen) {
      const { key, value, headers } = message;
      await producer.send({ topic, acks: -1, messages: [{ partition, key, value, ...(headers && { headers }) }] });
    }
  } finally {
    await producer.disconnect();
  }
}

/** What is no event of the product is left out. */
function entryOf({ topic, partition, message }: Found): LogEntry[] {
  const event = JSON.parse(message.value?.toString() ?? 'null') as Wire | null;
  if (typeof event?.id !== 'string') return [];
  const { id, subject, source, causationid, data } = event;
  const about = { topic, partition, offset: Number(message.offset), id, subject, source };
  return [
    {
      ...about,
      ...(causationid === undefined ? {} : { cause: causationid }),
      ...(topic === 'case.changed' && data?.revision !== undefined ? { revision: data.revision } : {}),
      ...(topic === 'mail.received' && data?.mailId !== undefined ? { mailId: data.mailId } : {}),
    },
  ];
}

/** An event, as far as it is read. */
interface Wire {
  readonly id: string;
  readonly subject: string;
  readonly source: string;
  readonly causationid?: string;
  readonly data?: { readonly revision?: number; readonly mailId?: string };
}
