/**
 * A process for the full-disk test: FOLDER is a small file system of its own. Publishes until that is refused, makes
 * room, publishes once more, and prints as JSON how the refusal looked and whether everything acknowledged is there.
 */
import { rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAppError } from '@facteur/primitives';
import { openEmbeddedBus } from '../embedded/index.ts';

const MAX_CALLS = 1000;
const [folder = ''] = process.argv.slice(2);
const ballast = join(folder, 'ballast');
writeFileSync(ballast, Buffer.alloc(2_000_000));
const bus = await openEmbeddedBus({
  folder: join(folder, 'bus'),
  topics: [{ name: 'filled', partitions: 2, retentionMs: 1000 }],
});

let acknowledged = 0;
async function publish(count: number): Promise<void> {
  const value = { text: 'x'.repeat(1000) };
  await bus.publish(Array.from({ length: count }, (_, n) => ({ topic: 'filled', key: `CASE-${n}`, value })));
  acknowledged += count;
}

async function fill(): Promise<unknown> {
  for (let call = 0; call < MAX_CALLS; call += 1) {
    try {
      await publish(50);
    } catch (error) {
      return error;
    }
  }
  return undefined;
}

const refusal = await fill();
rmSync(ballast);
await publish(1);
let read = 0;
await bus.subscribe({
  group: 'count',
  topics: ['filled'],
  handle: async ({ messages }) => {
    read += messages.length;
  },
});
await bus.idle();
await bus.close();
const seen = isAppError(refusal) ? { code: refusal.code, retry: refusal.retry } : { error: String(refusal) };
writeSync(1, `${JSON.stringify({ ...seen, acknowledged, read })}\n`);
