import { type Draft, mailReceived } from '@facteur/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineFlow, type Flow } from './flow.ts';
import { type Migration, migrated } from './migrate-state.ts';
import { mailData, openTestKernel, type TestKernel } from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
const OTHER = '8Q2K-9MXD-5';
const ENTRIES = { name: 'migrating-entries', indexes: { 'by-mail': ['mail'] } };

/** Version 1 keeps a text, version 2 a list, version 3 a list and a count. */
const MIGRATIONS: readonly Migration[] = [
  (content) => ({ seen: String((content as { seen: string }).seen).split(' ') }),
  (content) => ({ ...(content as object), count: (content as { seen: string[] }).seen.length }),
];

interface V1 {
  readonly seen: string;
}
interface V3 {
  readonly seen: readonly string[];
  readonly count: number;
}

function firstVersion(): Flow<V1> {
  const collection = { name: 'migrating' };
  return defineFlow<V1>('journey-orchestrator', { collection, entries: ENTRIES, initial: () => ({ seen: '' }) }).on(
    mailReceived,
    ({ data }, { seen }) => ({
      state: { seen: `${seen} ${data.mailId}`.trim() },
      entries: [{ id: data.mailId, clear: { mail: data.mailId }, content: data.mailId }],
    }),
  );
}

function thirdVersion(): Flow<V3> {
  return defineFlow<V3>('journey-orchestrator', {
    collection: { name: 'migrating' },
    entries: ENTRIES,
    initial: () => ({ seen: [], count: 0 }),
    migrations: MIGRATIONS,
    entryMigrations: [(content) => ({ mail: content })],
  }).on(mailReceived, ({ data }, { seen, count }) => ({
    state: { seen: [...seen, data.mailId], count: count + 1 },
    entries: [{ id: data.mailId, clear: { mail: data.mailId }, content: { mail: data.mailId } }],
  }));
}

let test: TestKernel;
beforeEach(async () => {
  test = await openTestKernel();
});
afterEach(() => test.dispose());

const mail = (id: string, subject = CASE) => mailReceived.about(subject, mailData(id)) as Draft<never>;

async function stored() {
  const collection = await test.kernel().store.collection({
    name: 'migrating',
    indexes: { 'kernel-due': ['due'], 'kernel-pending': ['pending'] },
  });
  return { collection, doc: await collection.get(CASE) };
}

describe('A state document of an earlier version', () => {
  it('is read as this version has it, and written back with the next write', async () => {
    await test.run(firstVersion());
    await test.send(mail('a'), mail('b'));
    await test.idle();
    await test.restart();
    const runner = await test.run(thirdVersion());
    expect((await runner.read(CASE))?.state).toEqual({ seen: ['a', 'b'], count: 2 });
    expect((await stored()).doc).not.toHaveProperty('v');
    await test.send(mail('c'));
    await test.idle();
    expect((await runner.read(CASE))?.state).toEqual({ seen: ['a', 'b', 'c'], count: 3 });
    expect((await stored()).doc).toMatchObject({ v: 3 });
    const { entries } = await runner.findEntries({ index: 'by-mail' });
    expect(entries.map(({ content }) => content)).toEqual([{ mail: 'a' }, { mail: 'b' }, { mail: 'c' }]);
  });
});

describe('A state document of a later version', () => {
  it('makes its case wait, is never put aside, and other cases go on', async () => {
    await test.run(thirdVersion());
    await test.send(mail('a'));
    await test.idle();
    await test.restart();
    const old = await test.run(firstVersion());
    await test.send(mail('b'), mail('c', OTHER));
    await test.until(async () => (await old.read(OTHER)) !== undefined);
    await test.clock.advance(60_000);
    await expect(old.read(CASE)).rejects.toMatchObject({ code: 'DATA_FOLDER_NEWER', retry: 'later' });
    expect((await old.find({ index: 'kernel-due' })).documents).toEqual([]);
    expect(await test.parking().list()).toEqual([]);

    await test.restart();
    const upgraded = await test.run(thirdVersion());
    await test.idle();
    expect((await upgraded.read(CASE))?.state).toEqual({ seen: ['a', 'b'], count: 2 });
    expect((await upgraded.read(OTHER))?.state).toEqual({ seen: ['c'], count: 1 });
  });
});

describe('migrated', () => {
  it.each([
    { name: 'from the first', version: undefined, content: { seen: 'a b' } },
    { name: 'from the second', version: 2, content: { seen: ['a', 'b'] } },
    { name: 'from the last', version: 3, content: { seen: ['a', 'b'], count: 2 } },
  ])('leads $name version to the last', ({ version, content }) => {
    expect(migrated('x', content, version, MIGRATIONS)).toEqual({ seen: ['a', 'b'], count: 2 });
  });
});
