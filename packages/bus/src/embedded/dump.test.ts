import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock, seededRandom } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BusBackup, LogBackup, LoggedMessages } from '../backup.ts';
import type { Bus, Delivered } from '../bus.ts';
import { openEmbeddedBus } from './index.ts';

const TOPICS = [{ name: 'mail.received', partitions: 3, retentionMs: 60_000 }];
const NEVER_MS = 1e12;

let base: string;
let open: Bus[] = [];
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'facteur-dump-'));
});
afterEach(async () => {
  for (const bus of open.splice(0)) await bus.close();
  await rm(base, { recursive: true, force: true });
});

const clock = fakeClock();

async function openBus(name: string, topics = TOPICS): Promise<Bus> {
  const bus = await openEmbeddedBus({ folder: join(base, name), topics, clock, trimIntervalMs: NEVER_MS });
  open = [...open, bus];
  return bus;
}

function backupOf({ backup }: Bus): BusBackup & { log: LogBackup } {
  if (backup?.log === undefined) throw new Error('The bus cannot be backed up');
  return { ...backup, log: backup.log };
}

async function publish(bus: Bus, from: number, to: number): Promise<void> {
  const random = seededRandom(from + 1);
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  await bus.publish(
    numbers.map((number) => ({
      topic: 'mail.received',
      key: `case-${number % 7}`,
      value: { number, r: random.next() },
    })),
  );
}

/** Everything that `group` gets until it has caught up. */
async function consume(bus: Bus, group: string): Promise<readonly (Delivered & { partition: number })[]> {
  const got: (Delivered & { partition: number })[] = [];
  const subscription = await bus.subscribe({
    group,
    topics: ['mail.received'],
    handle: async ({ messages, partition }) => void got.push(...messages.map((message) => ({ ...message, partition }))),
  });
  await bus.idle();
  await subscription.close();
  return got.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
}

async function copy(source: Bus, target: Bus): Promise<void> {
  const snapshot = await backupOf(source).log.snapshot();
  await backupOf(target).log.load(snapshot.topics, snapshot.messages());
  await snapshot.close();
}

describe('The embedded log', () => {
  it('is copied with offsets, ages and the groups’ places', async () => {
    const source = await openBus('source');
    await publish(source, 0, 100);
    await consume(source, 'reader');
    const places = await backupOf(source).places();
    await publish(source, 100, 130);

    const target = await openBus('target');
    await copy(source, target);
    expect(await backupOf(target).rewind(places)).toEqual([]);
    const again = await consume(target, 'reader');
    expect(again.map(({ value }) => (value as { number: number }).number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, index) => 100 + index),
    );
    expect(await consume(target, 'other')).toEqual(await consume(source, 'other'));
    await consume(source, 'reader');
    await clock.advance(60_001);
    expect(await target.trim()).toBe(await source.trim());
  });

  it('goes on behind the end it had, also where everything was trimmed', async () => {
    const source = await openBus('source');
    await publish(source, 0, 50);
    await clock.advance(60_001);
    await source.trim();
    const target = await openBus('target');
    await copy(source, target);
    await publish(source, 50, 60);
    await publish(target, 50, 60);
    expect(await consume(target, 'reader')).toEqual(await consume(source, 'reader'));
  });

  it('shows one moment, whatever is published while it is read', async () => {
    const bus = await openBus('source');
    await publish(bus, 0, 20);
    const snapshot = await backupOf(bus).log.snapshot();
    const seen: LoggedMessages[] = [];
    for await (const messages of snapshot.messages()) {
      seen.push(messages);
      await publish(bus, 20, 25);
    }
    await snapshot.close();
    expect(seen.reduce((sum, { count }) => sum + count, 0)).toBe(20);
  });

  it.each([
    { name: 'what is gone', offset: -1, wanted: 0 },
    { name: 'what is not there yet', offset: 10_000, wanted: 'end' as const },
  ])('says so when a group is set back to $name', async ({ offset, wanted }) => {
    const bus = await openBus('source');
    await publish(bus, 0, 20);
    await consume(bus, 'reader');
    const [place] = await backupOf(bus).places();
    if (place === undefined) throw new Error('The group has no place');
    const end = (await bus.lag('reader')).find(({ partition }) => partition === place.partition)?.end;
    const asked = { ...place, offset };
    expect(await backupOf(bus).rewind([asked])).toEqual([{ place: asked, offset: wanted === 'end' ? end : wanted }]);
  });

  it('is not set back under a consumer, and takes nothing in over what is there', async () => {
    const bus = await openBus('source');
    await publish(bus, 0, 20);
    await bus.subscribe({ group: 'reader', topics: ['mail.received'], handle: async () => undefined });
    await bus.idle();
    await expect(backupOf(bus).rewind(await backupOf(bus).places())).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(copy(bus, bus)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is refused where a topic has other partitions', async () => {
    const source = await openBus('source');
    await publish(source, 0, 5);
    const target = await openBus('target', [{ name: 'mail.received', partitions: 2, retentionMs: 1 }]);
    await expect(copy(source, target)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('mail.received has 3 partitions in the backup and 2 here'),
    });
  });
});
