/** A consumer to be killed: BROKERS PREFIX. It says which messages it was given, and never finishes a batch. */
import { writeSync } from 'node:fs';
import { openKafkaBus } from '../index.ts';
import { KAFKA_CRASH_TOPIC, SHORTEST_SESSION_MS } from './crash-topic.ts';

const [brokers = '', prefix = ''] = process.argv.slice(2);
const bus = await openKafkaBus({
  settings: { brokers: brokers.split(',') },
  topics: [KAFKA_CRASH_TOPIC],
  prefix,
  sessionTimeoutMs: SHORTEST_SESSION_MS,
});
await bus.subscribe({
  group: 'worker',
  topics: [KAFKA_CRASH_TOPIC.name],
  handle: ({ messages }) => {
    for (const { key } of messages) writeSync(1, `given ${key}\n`);
    return new Promise(() => undefined);
  },
});
writeSync(1, 'ready\n');
