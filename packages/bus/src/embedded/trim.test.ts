import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeClock, fakeClock } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Bus, TopicSettings } from '../bus.ts';
import { createRecorder } from '../testing/recorder.ts';
import { keysOf, numbered } from '../testing/samples.ts';
import { openEmbeddedBus } from './index.ts';

const HOUR_MS = 3_600_000;
const TOPICS: readonly TopicSettings[] = [
  { name: 'kept', partitions: 2, retentionMs: HOUR_MS },
  { name: 'other', partitions: 1, retentionMs: HOUR_MS },
];

describe('retention', () => {
  let folder: string;
  let clock: FakeClock;
  let bus: Bus;
  const open = () => openEmbeddedBus({ folder, topics: TOPICS, clock, trimIntervalMs: 60_000 });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-bus-trim-'));
    clock = fakeClock();
    bus = await open();
  });
  afterEach(async () => {
    await bus.close();
    await rm(folder, { recursive: true });
  });

  async function consume(group: string): Promise<number> {
    const recorder = createRecorder();
    const subscription = await bus.subscribe({ group, topics: ['kept'], handle: recorder.handle });
    await bus.idle();
    await subscription.close();
    return recorder.messages.length;
  }

  /** Lets time pass without the regular trims in between. */
  async function reopenAfter(ms: number): Promise<void> {
    await bus.close();
    await clock.advance(ms);
    bus = await open();
  }

  it.each([
    { name: 'keeps what is as old as the retention', ageMs: HOUR_MS, consumed: true, trimmed: 0 },
    { name: 'cuts what is older and handled', ageMs: HOUR_MS + 1, consumed: true, trimmed: 20 },
    {
      name: 'keeps what a durable group has not handled, though it has no consumer',
      ageMs: 9 * HOUR_MS,
      consumed: false,
      trimmed: 0,
    },
  ])('$name', async ({ ageMs, consumed, trimmed }) => {
    await consume('g');
    await bus.publish(numbered('kept', keysOf(20), 20));
    if (consumed) await consume('g');
    await reopenAfter(ageMs);
    expect(await bus.trim()).toBe(trimmed);
    expect(await consume('fresh')).toBe(20 - trimmed);
    expect(await consume('g')).toBe(consumed ? 0 : 20);
  });

  it('goes by the slowest group', async () => {
    await consume('slow');
    await bus.publish(numbered('kept', keysOf(20), 20));
    await consume('fast');
    await reopenAfter(2 * HOUR_MS);
    expect(await bus.trim()).toBe(0);
    await consume('slow');
    expect(await bus.trim()).toBe(20);
  });

  it('cuts what is old when no group reads the topic', async () => {
    await bus.publish(numbered('other', ['k'], 5));
    await reopenAfter(2 * HOUR_MS);
    await bus.publish(numbered('other', ['k'], 1, 5));
    expect(await bus.trim()).toBe(5);
  });

  it('happens by itself, by the clock', async () => {
    await bus.publish(numbered('kept', keysOf(4), 4));
    await clock.advance(HOUR_MS + 60_001);
    await bus.idle();
    expect(await bus.trim()).toBe(0);
    expect(await consume('fresh')).toBe(0);
  });

  it('goes on counting offsets after everything was cut', async () => {
    await bus.publish(numbered('other', ['k'], 5));
    await reopenAfter(2 * HOUR_MS);
    await bus.trim();
    await reopenAfter(0);
    const recorder = createRecorder();
    await bus.subscribe({ group: 'g', topics: ['other'], handle: recorder.handle });
    await bus.publish(numbered('other', ['k'], 1, 5));
    await bus.idle();
    expect(recorder.messages.map(({ offset }) => offset)).toEqual([5]);
  });

  it('keeps the file from growing while messages come and go', async () => {
    const text = 'x'.repeat(900);
    const sizes: number[] = [];
    const recorder = createRecorder();
    await bus.subscribe({ group: 'g', topics: ['kept'], handle: recorder.handle });
    for (let round = 0; round < 60; round += 1) {
      const largest = { topic: 'kept', key: `CASE-${round}`, value: 'y'.repeat((round % 10) * 80_000) };
      const small = Array.from({ length: 500 }, (_, n) => ({ topic: 'kept', key: `CASE-${n}`, value: { n, text } }));
      await bus.publish([...small, largest]);
      await bus.idle();
      await clock.advance(HOUR_MS);
      await bus.trim();
      sizes.push((await stat(join(folder, 'data.mdb'))).size);
    }
    expect(recorder.messages).toHaveLength(60 * 501);
    const [early, late] = [Math.max(...sizes.slice(0, 30)), Math.max(...sizes.slice(30))];
    expect(early).toBeLessThan(10_000_000); // 50 MB went through
    expect(late).toBeLessThan(early + 1_000_000);
  }, 60_000);
});
