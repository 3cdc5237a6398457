import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeClock, fakeClock } from '@facteur/primitives/testing';
import type { Store } from '@facteur/store';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listOutbox, openOutboxFolder } from './outbox-folder.ts';
import { outboxJournal } from './outbox-journal.ts';
import { describeMailOutContract, sampleMail } from './testing/mail-out-contract.ts';

describeMailOutContract('outbox folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-outbox-'));
  const out = await openOutboxFolder({ folder });
  return {
    out,
    arrived: async () => Promise.all((await listOutbox(folder)).map(({ path }) => readFile(path))),
    dispose: async () => {
      await out.close();
      await rm(folder, { recursive: true });
    },
  };
});

describeMailOutContract('outbox folder with a journal', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-outbox-'));
  const store = await openEmbeddedStore({ folder: join(folder, 'journal') });
  const out = await openOutboxFolder({ folder: join(folder, 'mails'), journal: await store.collection(outboxJournal) });
  return {
    out,
    arrived: async () => Promise.all((await listOutbox(join(folder, 'mails'))).map(({ path }) => readFile(path))),
    dispose: async () => {
      await out.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe('the journal of the outbox', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'facteur-outbox-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const journalled = async (store: Store) =>
    (await (await store.collection(outboxJournal)).find({ index: 'by-id' })).documents.length;
  const openBoth = async (clock: FakeClock) => {
    const store = await openEmbeddedStore({ folder: join(root, 'journal') });
    const out = await openOutboxFolder({
      folder: join(root, 'mails'),
      journal: await store.collection(outboxJournal),
      clock,
    });
    return { store, out };
  };

  it.each([
    { name: 'lost', damage: (path: string) => rm(path) },
    { name: 'torn', damage: (path: string) => writeFile(path, 'half') },
  ])('writes a file again that a crash left $name', async ({ damage }) => {
    const before = await openBoth(fakeClock());
    await before.out.send(sampleMail());
    const path = join(root, 'mails', 'reply-1.eml');
    const whole = await readFile(path, 'utf8');
    // No close: the process dies here, its files unsynced.
    await before.store.close();
    await damage(path);
    const after = await openBoth(fakeClock());
    expect(await readFile(path, 'utf8')).toBe(whole);
    expect(await journalled(after.store)).toBe(0);
    await after.out.close();
    await after.store.close();
  });

  it('forgets a mail once its file is durable', async () => {
    const clock = fakeClock();
    const { store, out } = await openBoth(clock);
    await out.send(sampleMail());
    expect(await journalled(store)).toBe(1);
    await clock.advance(30_000);
    await out.close();
    expect(await journalled(store)).toBe(0);
    await store.close();
  });

  it('leaves a mail alone that someone took away meanwhile', async () => {
    const { store, out } = await openBoth(fakeClock());
    await out.send(sampleMail());
    await rm(join(root, 'mails', 'reply-1.eml'));
    await out.close();
    expect(await listOutbox(join(root, 'mails'))).toEqual([]);
    expect(await journalled(store)).toBe(0);
    await store.close();
  });
});

describe('openOutboxFolder', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'facteur-outbox-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('makes the folder, and leaves nothing in it but mails', async () => {
    const folder = join(root, 'a', 'b');
    const out = await openOutboxFolder({ folder });
    await Promise.all([out.send(sampleMail()), out.send(sampleMail()), out.send(sampleMail({ id: 'reply-2' }))]);
    expect((await readdir(folder)).sort()).toEqual(['reply-1.eml', 'reply-2.eml']);
  });

  it('leaves a mail that is there as it is', async () => {
    await writeFile(join(root, 'reply-1.eml'), 'first');
    await (await openOutboxFolder({ folder: root })).send(sampleMail());
    expect(await readFile(join(root, 'reply-1.eml'), 'utf8')).toBe('first');
  });

  it('lists the mails with id, path and size; none when there is no folder', async () => {
    await writeFile(join(root, '.half.eml'), 'x');
    await (await openOutboxFolder({ folder: root })).send(sampleMail());
    const path = join(root, 'reply-1.eml');
    const { length } = await readFile(path);
    expect(await listOutbox(root)).toEqual([{ id: 'reply-1', path, bytes: length, writtenMs: expect.any(Number) }]);
    expect(await listOutbox(join(root, 'absent'))).toEqual([]);
  });

  it('says so when the folder cannot be used', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    await expect(openOutboxFolder({ folder: file })).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE' });
    const folder = join(root, 'gone');
    const out = await openOutboxFolder({ folder });
    await rm(folder, { recursive: true });
    await expect(out.send(sampleMail())).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE', retry: 'later' });
  });
});
