import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Bus, BusBackup, GroupPlace, LoggedMessages, Message } from '@facteur/bus';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Manifest, writeArchive } from './archive.ts';
import { logEntries } from './content.ts';
import { checkNoEvents, publishUnhandled, wayOfLog } from './move-log.ts';

const TOPICS = [{ name: 'mail.received', ends: [3] }];
const MANIFEST: Manifest = { holds: 'data', product: '1.0.0', takenAt: 0, places: [], collections: [] };
const place = (offset: number, group = 'ingest'): GroupPlace => ({
  group,
  topic: 'mail.received',
  partition: 0,
  offset,
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-move-log-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function* all<T>(values: readonly T[]): AsyncGenerator<T, void, undefined> {
  yield* values;
}

async function archiveOf(messages: readonly LoggedMessages[]): Promise<string> {
  const path = join(folder, 'backup.tar.gz');
  const plain = Readable.from(writeArchive({ ...MANIFEST, topics: TOPICS }, logEntries(all(messages))));
  await pipeline(plain, createGzip(), createWriteStream(path));
  return path;
}

function logged(topic: string, ...keys: string[]): LoggedMessages {
  const json = JSON.stringify(keys.flatMap((key, index) => [key, { n: index }]));
  return { topic, partition: 0, first: 0, count: keys.length, timeMs: 0, json };
}

describe('The way of a log', () => {
  const log = {} as NonNullable<BusBackup['log']>;
  it.each([
    { name: 'one machine to one machine: loaded', manifest: { topics: TOPICS }, bus: { log }, way: 'load' },
    { name: 'one machine to brokers: published', manifest: { topics: TOPICS }, bus: {}, way: 'publish' },
    { name: 'brokers to brokers: rewound', manifest: { behind: 7 }, bus: {}, way: 'rewind' },
    { name: 'brokers to one machine, nothing behind: nothing', manifest: { behind: 0 }, bus: { log }, way: 'nothing' },
  ])('is told for $name', ({ manifest, bus, way }) => {
    expect(wayOfLog({ ...MANIFEST, ...manifest }, bus as BusBackup)).toBe(way);
  });

  it.each([
    { name: 'events that only brokers hold', behind: 1 },
    { name: 'a backup that does not say', behind: undefined },
  ])('is refused for $name', ({ behind }) => {
    expect(() => wayOfLog({ ...MANIFEST, behind }, { log } as BusBackup)).toThrow('back up again');
  });
});

describe('What was not handled', () => {
  it('is published in order from where the slowest group stands, and topics that nobody declares stay', async () => {
    const path = await archiveOf([logged('mail.received', 'A', 'B', 'A'), logged('unheard.of', 'C')]);
    const published: Message[] = [];
    const bus = { publish: async (messages) => void published.push(...messages) } as Pick<Bus, 'publish'> as Bus;
    const places = [place(3), place(1, 'reply-composer'), { ...place(0), topic: 'unheard.of' }];
    expect(await publishUnhandled(path, places, bus)).toBe(2);
    expect(published).toEqual([
      { topic: 'mail.received', key: 'B', value: { n: 1 } },
      { topic: 'mail.received', key: 'A', value: { n: 2 } },
    ]);
  });
});

describe('Brokers that are to take a log', () => {
  const brokers = (end: number, rewind: BusBackup['rewind'] = async () => []) => {
    const bus = { lag: async () => [{ topic: 'mail.received', partition: 0, committed: 0, end }] } as unknown as Bus;
    return { bus, backup: { places: async () => [place(0)], rewind } as BusBackup };
  };

  it('are taken when nothing was published there', async () => {
    const { bus, backup } = brokers(0);
    await expect(checkNoEvents(bus, backup)).resolves.toBeUndefined();
  });

  it('are refused when they hold events', async () => {
    const { bus, backup } = brokers(1);
    await expect(checkNoEvents(bus, backup)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('are refused while a service runs', async () => {
    const { bus, backup } = brokers(0, async () => {
      throw new Error('has consumers');
    });
    await expect(checkNoEvents(bus, backup)).rejects.toThrow('has consumers');
  });
});
