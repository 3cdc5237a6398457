/** The embedded bus beside bare lmdb: durable puts of ready strings, and a range read with `JSON.parse`. */
import { openEmbeddedBus } from '@facteur/bus/embedded';
import { open } from 'lmdb';
import { type Bench, paired, secondsOf } from './figure.ts';
import { sampleEvent } from './samples.ts';
import { inTemporaryFolder } from './temporary.ts';

const BATCH = 500;

interface Rates {
  readonly write: number;
  readonly read: number;
}

export const busBench: Bench = async ({ quick }) => {
  const total = quick ? 20_000 : 60_000;
  const events = Array.from({ length: total }, (_, n) => sampleEvent(n));
  const strings = events.map((event) => JSON.stringify(event));
  const rounds: { ours: Rates; bare: Rates }[] = [];
  for (let round = 0; round < (quick ? 3 : 5); round += 1) {
    const bare = await inTemporaryFolder((folder) => bareLog(folder, strings));
    const ours = await inTemporaryFolder((folder) => busLog(folder, events));
    rounds.push({ bare, ours });
  }
  const pick = (side: keyof Rates) => rounds.map(({ ours, bare }) => ({ ours: ours[side], bare: bare[side] }));
  return [
    paired(
      { bench: 'bus', what: 'durable publish, 1 kB in batches of 500', unit: 'events/s', wanted: 0.4 },
      pick('write'),
    ),
    paired({ bench: 'bus', what: 'consume', unit: 'events/s', wanted: 0.35 }, pick('read')),
  ];
};

async function bareLog(folder: string, strings: readonly string[]): Promise<Rates> {
  const env = open<string, number>({ path: folder, overlappingSync: false, encoding: 'string' });
  const write = await secondsOf(async () => {
    for (let start = 0; start < strings.length; start += BATCH) {
      const puts = strings.slice(start, start + BATCH).map((text, index) => env.put(start + index, text));
      await Promise.all(puts);
    }
  });
  let count = 0;
  const read = await secondsOf(async () => {
    for (const { value } of env.getRange({ start: 0 })) if ((JSON.parse(value) as { id: string }).id !== '') count += 1;
  });
  await env.close();
  return { write: strings.length / write, read: count / read };
}

async function busLog(folder: string, events: readonly ReturnType<typeof sampleEvent>[]): Promise<Rates> {
  const bus = await openEmbeddedBus({ folder, topics: [{ name: 'bench', partitions: 4, retentionMs: 3_600_000 }] });
  const messages = events.map((value, n) => ({ topic: 'bench', key: `case-${n % 1_000}`, value }));
  const write = await secondsOf(async () => {
    for (let start = 0; start < messages.length; start += BATCH)
      await bus.publish(messages.slice(start, start + BATCH));
  });
  let count = 0;
  const read = await secondsOf(async () => {
    await bus.subscribe({
      group: 'bench',
      topics: ['bench'],
      handle: async (batch) => {
        count += batch.messages.length;
      },
    });
    await bus.idle();
  });
  await bus.close();
  return { write: messages.length / write, read: count / read };
}
