import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type Clock, systemClock } from '@facteur/primitives';
import { seededRandom } from '@facteur/primitives/testing';
import { expect, it } from '@jest/globals';
import { createRecorder } from '../testing/recorder.ts';
import { numberOf } from '../testing/samples.ts';
import { type Commits, openCommits } from './commits.ts';
import { encodeMessage } from './encode.ts';
import { createLane } from './lane.ts';
import { openStorage } from './storage.ts';
import { openTopics } from './topics.ts';
import { createWriter } from './writer.ts';

/** Lets no time pass while waiting. */
const impatientClock: Clock = { now: systemClock.now, wait: () => Promise.resolve() };

it.each([
  { name: 'with more to handle', count: 6 },
  { name: 'with nothing more to handle', count: 2 },
])('hands over again, in order, what a failed commit left uncommitted, $name', async ({ count }) => {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-bus-lane-'));
  const storage = await openStorage(folder);
  const topics = await openTopics(storage, [{ name: 't', partitions: 1, retentionMs: 1000 }]);
  const [partition] = topics.partitions('t');
  if (partition === undefined) throw new Error('no partition');
  const writer = createWriter(storage, impatientClock, () => undefined);
  const durable = openCommits(storage, writer);
  await durable.join('g', [partition]);
  const messages = Array.from({ length: count }, (_, n) => ({ topic: 't', key: 'k', value: { n } }));
  await writer.write({ messages: messages.map((message) => encodeMessage(message, partition)) });

  let asked = 0;
  const failures: unknown[] = [];
  const commits: Commits = {
    ...durable,
    commit: (...place) => {
      asked += 1;
      const full = new AppError('DISK_FULL', 'no room', { retry: 'later' });
      return asked === 1 ? Promise.reject(full) : durable.commit(...place);
    },
  };
  const recorder = createRecorder();
  const lane = createLane('g', partition, {
    storage,
    commits,
    clock: impatientClock,
    random: seededRandom(1),
    onFailure: (error) => failures.push(error),
    onProgress: () =>
      void recorder.handle({ topic: '', partition: 0, messages: [], signal: new AbortController().signal }),
  });
  lane.assign({ group: 'g', topics: ['t'], maxBatch: 2, handle: recorder.handle });
  await recorder.until(() => durable.committed('g', partition) === count);
  await lane.close();
  await writer.close();
  await storage.close();
  await rm(folder, { recursive: true });

  const again = count > 2 ? [0, 1, 2, 3, 0, 1, 2, 3, 4, 5] : [0, 1, 0, 1];
  expect(recorder.messages.map(numberOf)).toEqual(again);
  expect(failures).toMatchObject([{ code: 'DISK_FULL' }]);
});
