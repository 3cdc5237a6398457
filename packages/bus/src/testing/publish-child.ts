/** A process for the durability test: publishes COUNT messages to the bus in FOLDER, one by one, and says when each is acknowledged. */
import { writeSync } from 'node:fs';
import { openEmbeddedBus } from '../embedded/index.ts';

const [folder = '', count = '1'] = process.argv.slice(2);
const bus = await openEmbeddedBus({ folder, topics: [{ name: 'published', partitions: 2, retentionMs: 1000 }] });
writeSync(1, 'ready\n');
for (let n = 1; n <= Number(count); n += 1) {
  await bus.publish([{ topic: 'published', key: `CASE-${n}`, value: { n, text: 'x'.repeat(1000) } }]);
  writeSync(1, `acknowledged ${n}\n`);
}
await bus.close();
