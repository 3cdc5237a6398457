import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { open } from 'lmdb';
import type { TopicSettings } from '../bus.ts';
import { createRecorder } from '../testing/recorder.ts';
import { expectAllInOrder, keysOf, numbered } from '../testing/samples.ts';
import { type FailurePlace, openEmbeddedBus } from './index.ts';

const TOPIC: TopicSettings = { name: 'a.topic', partitions: 3, retentionMs: 1000 };
const ONE: TopicSettings = { ...TOPIC, partitions: 1 };

describe('the embedded bus', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-bus-open.'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('waits by the clock, longer each time, before it hands failed messages over again', async () => {
    const clock = fakeClock();
    const started = clock.now();
    const times: number[] = [];
    const errors: FailurePlace[] = [];
    const onError = (_: unknown, place: FailurePlace) => errors.push(place);
    const bus = await openEmbeddedBus({ folder, topics: [ONE], clock, random: seededRandom(1), onError });
    const recorder = createRecorder(() => {
      times.push(clock.now() - started);
      if (times.length < 4) throw new Error('not yet');
    });
    await bus.subscribe({ group: 'g', topics: [TOPIC.name], handle: recorder.handle });
    await bus.publish(numbered(TOPIC.name, ['k'], 2));
    await recorder.until(() => recorder.batchSizes.length === 1);
    await clock.advance(49);
    expect(times).toEqual([0]);
    await clock.advance(1000);
    await bus.idle();
    const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    expect(waits[0]).toBeGreaterThanOrEqual(50);
    expect(waits[1]).toBeGreaterThanOrEqual(100);
    expect(waits[2]).toBeGreaterThanOrEqual(200);
    expect(errors).toEqual(
      [1, 2, 3].map((attempt) => ({ activity: 'handle', group: 'g', topic: TOPIC.name, partition: 0, attempt })),
    );
    await bus.close();
  });

  it('hands failed messages over as they were published, whatever the handler did to them', async () => {
    const clock = fakeClock();
    const bus = await openEmbeddedBus({ folder, topics: [ONE], clock });
    const seen: unknown[] = [];
    await bus.subscribe({
      group: 'g',
      topics: [TOPIC.name],
      handle: async ({ messages }) => {
        const value = messages[0]?.value as { n: number };
        seen.push({ ...value });
        value.n = 99;
        if (seen.length === 1) {
          void clock.advance(100);
          throw new Error('after a change');
        }
      },
    });
    await bus.publish(numbered(TOPIC.name, ['k'], 1));
    await bus.idle();
    expect(seen).toEqual([{ n: 0 }, { n: 0 }]);
    await bus.close();
  });

  it('keeps the number of partitions that a topic was created with', async () => {
    const first = await openEmbeddedBus({ folder, topics: [TOPIC] });
    await first.publish(numbered(TOPIC.name, keysOf(9), 18));
    await first.close();
    const bus = await openEmbeddedBus({ folder, topics: [{ ...TOPIC, partitions: 8 }], partitions: 5 });
    await bus.publish(numbered(TOPIC.name, keysOf(9), 9, 2));
    const recorder = createRecorder();
    await bus.subscribe({ group: 'g', topics: [TOPIC.name], handle: recorder.handle });
    await bus.idle();
    expect(await bus.lag('g')).toHaveLength(3);
    expectAllInOrder(recorder.messages, keysOf(9), 3);
    await bus.close();
  });

  it('takes the number of partitions of new topics from its own option', async () => {
    const bus = await openEmbeddedBus({ folder, topics: [TOPIC], partitions: 5 });
    await bus.subscribe({ group: 'g', topics: [TOPIC.name], handle: async () => undefined });
    expect(await bus.lag('g')).toHaveLength(5);
    await bus.close();
  });

  it('keeps topics and groups of former starts apart from new ones', async () => {
    const old = await openEmbeddedBus({ folder, topics: [ONE] });
    await old.publish(numbered(TOPIC.name, ['old'], 2));
    await old.close();
    const bus = await openEmbeddedBus({ folder, topics: [{ ...ONE, name: 'b.topic' }, ONE] });
    await bus.publish(numbered('b.topic', ['new'], 1));
    const recorder = createRecorder();
    await bus.subscribe({ group: '🎁', topics: ['b.topic', TOPIC.name], handle: recorder.handle });
    await bus.idle();
    expect(recorder.messages.map(({ topic, key }) => `${topic} ${key}`).sort()).toEqual([
      'a.topic old',
      'a.topic old',
      'b.topic new',
    ]);
    await bus.close();
    const again = await openEmbeddedBus({ folder, topics: [ONE] });
    expect(await again.lag('🎁')).toEqual([{ topic: TOPIC.name, partition: 0, committed: 2, end: 2 }]);
    await again.close();
  });

  it.each([0, -1, 1.5, 70_000])('refuses a topic with %p partitions', async (partitions) => {
    const opening = openEmbeddedBus({ folder, topics: [{ ...TOPIC, partitions }] });
    await expect(opening).rejects.toMatchObject({ code: 'CONFIG_INVALID', retry: 'never' });
  });

  it('says which folder it cannot open', async () => {
    const path = join(folder, 'file');
    await writeFile(path, 'not a folder');
    const opening = openEmbeddedBus({ folder: path, topics: [TOPIC] });
    await expect(opening).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE', details: { folder: path } });
  });

  it('refuses a folder that a later version wrote', async () => {
    const later = open({ path: folder, noSubdir: false, overlappingSync: false, maxDbs: 4 });
    await later.openDB('state', { encoding: 'json' }).put(['format'], 2);
    await later.close();
    await expect(openEmbeddedBus({ folder, topics: [TOPIC] })).rejects.toMatchObject({ code: 'DATA_FOLDER_NEWER' });
  });

  it.each([
    { name: 'an empty group name', options: { group: '' } },
    { name: 'a group name longer than its key may be', options: { group: 'g'.repeat(201) } },
    { name: 'batches of nothing', options: { group: 'g', maxBatch: 0 } },
  ])('refuses a consumer with $name', async ({ options }) => {
    const bus = await openEmbeddedBus({ folder, topics: [TOPIC] });
    const joining = bus.subscribe({ topics: [TOPIC.name], handle: async () => undefined, ...options });
    await expect(joining).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await bus.close();
  });
});
