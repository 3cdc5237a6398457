/**
 * A process to be killed: BROKERS PREFIX ROUND. A consumer says what it has handled; once it has joined its group, several
 * publishers, each with keys of its own, publish batches without end and say what is acknowledged.
 */
import { writeSync } from 'node:fs';
import { crashMessage } from '../../testing/crash-messages.ts';
import { openKafkaBus } from '../index.ts';
import { KAFKA_CRASH_TOPIC, SHORTEST_SESSION_MS } from './crash-topic.ts';

const PUBLISHERS = 3;
const KEYS = 3;
const [brokers = '', prefix = '', round = '0'] = process.argv.slice(2);

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

const bus = await openKafkaBus({
  settings: { brokers: brokers.split(',') },
  topics: [KAFKA_CRASH_TOPIC],
  prefix,
  sessionTimeoutMs: SHORTEST_SESSION_MS,
});
await bus.subscribe({
  group: 'worker',
  topics: [KAFKA_CRASH_TOPIC.name],
  maxBatch: 25,
  handle: async ({ partition, messages }) => {
    say(`handled ${partition} ${messages[0]?.offset} ${messages.at(-1)?.offset}`);
  },
});
say('ready');

/** Publishes batches of 1 to 20 rounds over the keys, one after the other. */
async function publishOn(publisher: number): Promise<never> {
  const keys = Array.from({ length: KEYS }, (_, i) => `key-${publisher}-${i}`);
  let next = 0;
  for (let call = 0; ; call += 1) {
    const count = 1 + ((call * 7 + publisher) % 20);
    const numbers = Array.from({ length: count }, (_, i) => next + i);
    await bus.publish(numbers.flatMap((number) => keys.map((key) => crashMessage(key, Number(round), number))));
    next += count;
    for (const key of keys) say(`acknowledged ${key} ${next - 1}`);
  }
}

await Promise.all(Array.from({ length: PUBLISHERS }, (_, publisher) => publishOn(publisher)));
