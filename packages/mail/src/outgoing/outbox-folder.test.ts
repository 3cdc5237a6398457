import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listOutbox, openOutboxFolder } from './outbox-folder.ts';
import { describeMailOutContract, sampleMail } from './testing/mail-out-contract.ts';

describeMailOutContract('outbox folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-outbox-'));
  const out = openOutboxFolder({ folder });
  return {
    out,
    arrived: async () => Promise.all((await listOutbox(folder)).map(({ path }) => readFile(path))),
    dispose: async () => {
      await out.close();
      await rm(folder, { recursive: true });
    },
  };
});

describe('openOutboxFolder', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'facteur-outbox-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('makes the folder, and leaves nothing in it but mails', async () => {
    const folder = join(root, 'a', 'b');
    const out = openOutboxFolder({ folder });
    await Promise.all([out.send(sampleMail()), out.send(sampleMail()), out.send(sampleMail({ id: 'reply-2' }))]);
    expect((await readdir(folder)).sort()).toEqual(['reply-1.eml', 'reply-2.eml']);
  });

  it('leaves a mail that is there as it is', async () => {
    await writeFile(join(root, 'reply-1.eml'), 'first');
    await openOutboxFolder({ folder: root }).send(sampleMail());
    expect(await readFile(join(root, 'reply-1.eml'), 'utf8')).toBe('first');
  });

  it('lists the mails with id, path and size; none when there is no folder', async () => {
    await writeFile(join(root, '.half.eml'), 'x');
    await openOutboxFolder({ folder: root }).send(sampleMail());
    const path = join(root, 'reply-1.eml');
    const { length } = await readFile(path);
    expect(await listOutbox(root)).toEqual([{ id: 'reply-1', path, bytes: length, writtenMs: expect.any(Number) }]);
    expect(await listOutbox(join(root, 'absent'))).toEqual([]);
  });

  it('says so when the folder cannot be used', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    expect(() => openOutboxFolder({ folder: file })).toThrow(expect.objectContaining({ code: 'DATA_FOLDER_UNUSABLE' }));
    const folder = join(root, 'gone');
    const out = openOutboxFolder({ folder });
    await rm(folder, { recursive: true });
    await expect(out.send(sampleMail())).rejects.toMatchObject({ code: 'DATA_FOLDER_UNUSABLE', retry: 'later' });
  });
});
