import { mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import { folderHolds } from '@facteur/keys/testing';
import { fakeClock } from '@facteur/primitives/testing';
import { openEnvironment } from '@facteur/store/embedded';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BlobRef } from '../blobs.ts';
import { describeBlobsContract } from '../testing/index.ts';
import { openFileBlobs } from './file-blobs.ts';

/** Every blob a file of its own. */
const NONE_SMALL = -1;

function describeFolder(
  name: string,
  smallBytes: number,
  damage: (folder: string, ref: BlobRef) => Promise<void>,
): void {
  describeBlobsContract(name, async () => {
    const base = await mkdtemp(join(tmpdir(), 'facteur-blobs-'));
    const folder = join(base, 'blobs');
    const keys = await openEmbeddedKeyStore({ folder: join(base, 'keys') });
    let blobs = await openFileBlobs({ folder, keys, smallBytes });
    return {
      blobs,
      keys,
      async reopen() {
        await blobs.close();
        blobs = await openFileBlobs({ folder, keys, smallBytes });
        return blobs;
      },
      holds: (bytes) => folderHolds(base, bytes),
      damage: (ref) => damage(folder, ref),
      async dispose() {
        await blobs.close();
        await keys.close();
        await rm(base, { recursive: true });
      },
    };
  });
}

describeFolder('files', NONE_SMALL, (folder, ref) => flipLastBit(fileOf(folder, ref)));
describeFolder('small ones together', 64 * 1024, flipSmall);

describe('blobs in files', () => {
  let base: string;
  let folder: string;
  let keys: Awaited<ReturnType<typeof openEmbeddedKeyStore>>;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'facteur-blobs-'));
    folder = join(base, 'new', 'blobs');
    keys = await openEmbeddedKeyStore({ folder: join(base, 'keys') });
    await keys.ensure(['A']);
  });
  afterEach(async () => {
    await keys.close();
    await rm(base, { recursive: true });
  });

  it('lets nobody else read the folder and its files', async () => {
    const blobs = await openFileBlobs({ folder, keys, smallBytes: NONE_SMALL });
    const [ref] = await blobs.put([{ scope: 'A', content: Buffer.from('mail') }]);
    const modes = await Promise.all([folder, fileOf(folder, ref)].map((path) => stat(path)));
    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['700', '600']);
    await blobs.close();
  });
  it('does not write again what is already there and whole', async () => {
    const blobs = await openFileBlobs({ folder, keys, smallBytes: NONE_SMALL });
    const batch = [{ scope: 'A', content: Buffer.from('mail') }];
    const [ref] = await blobs.put(batch);
    const before = await stat(fileOf(folder, ref));
    await blobs.put(batch);
    expect((await stat(fileOf(folder, ref))).ino).toBe(before.ino);
    await blobs.close();
  });
  it('removes what a crash left half written, when it is opened', async () => {
    await (await openFileBlobs({ folder, keys })).close();
    await writeFile(join(folder, 'tmp', '7'), 'half a ma');
    const blobs = await openFileBlobs({ folder, keys });
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
    await blobs.close();
  });
  it('leaves no temporary file when a write fails, and says to try later', async () => {
    const blobs = await openFileBlobs({ folder, keys, smallBytes: NONE_SMALL });
    for (const digit of '0123456789abcdef') await rm(join(folder, digit), { recursive: true });
    const putting = blobs.put([{ scope: 'A', content: Buffer.from('mail') }]);
    await expect(putting).rejects.toMatchObject({ code: 'BLOB_UNAVAILABLE', retry: 'later' });
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
    await blobs.close();
  });
  it('finds those that an earlier version kept in files of their own', async () => {
    const before = await openFileBlobs({ folder, keys, smallBytes: NONE_SMALL });
    const [ref] = await before.put([{ scope: 'A', content: Buffer.from('mail') }]);
    await before.close();
    const blobs = await openFileBlobs({ folder, keys });
    expect(String(await blobs.get(ref as BlobRef))).toBe('mail');
    await blobs.close();
  });
  it('keeps small ones together and large ones apart, and lists all of them', async () => {
    const blobs = await openFileBlobs({ folder, keys });
    const contents = [Buffer.alloc(64 * 1024, 'a'), Buffer.alloc(64 * 1024 + 1, 'b'), Buffer.from('mail')];
    const refs = await blobs.put(contents.map((content) => ({ scope: 'A', content })));
    expect(
      await Promise.all(
        refs.map((ref) =>
          stat(fileOf(folder, ref)).then(
            () => true,
            () => false,
          ),
        ),
      ),
    ).toEqual([false, true, false]);
    const names: string[] = [];
    for await (const { name } of blobs.backup?.list() ?? []) names.push(name);
    expect(names.sort()).toEqual(refs.map(({ id }) => id).sort());
    await blobs.close();
  });
  it('does not open where it cannot write', async () => {
    await writeFile(join(base, 'file'), '');
    await expect(openFileBlobs({ folder: join(base, 'file', 'blobs'), keys })).rejects.toMatchObject({
      code: 'BLOB_UNAVAILABLE',
      retry: 'later',
    });
  });

  it('counts free bytes down to the limit, and asks the disk once a second', async () => {
    const clock = fakeClock();
    let bavail = 10;
    let asked = 0;
    const statfs = async (): Promise<{ bavail: number; bsize: number }> => {
      asked += 1;
      return { bavail, bsize: 4096 };
    };
    const blobs = await openFileBlobs({ folder, keys, minFreeBytes: 4096, statfs, clock });
    expect(await blobs.freeBytes()).toBe(9 * 4096);
    bavail = 0;
    await clock.advance(999);
    expect(await blobs.freeBytes()).toBe(9 * 4096);
    await clock.advance(1);
    expect(await blobs.freeBytes()).toBe(0);
    expect(asked).toBe(2);
    await blobs.close();
  });
});

function fileOf(folder: string, ref: BlobRef | undefined): string {
  return join(folder, ref?.id.slice(0, 1) ?? '', ref?.id ?? '');
}

async function flipLastBit(path: string): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  await file.write(Buffer.of((buffer[0] ?? 0) ^ 1), 0, 1, size - 1);
  await file.close();
}

async function flipSmall(folder: string, { id }: BlobRef): Promise<void> {
  const environment = await openEnvironment(join(folder, 'small'));
  const key = Buffer.from(id, 'hex');
  const [entry] = await environment.reading(() => environment.range(key, Buffer.concat([key, Buffer.alloc(1)]), 1));
  const stored = Buffer.from(entry?.value ?? []);
  stored[stored.length - 1] = (stored.at(-1) ?? 0) ^ 1;
  await environment.commit(0, () => environment.put(key, stored));
  await environment.close();
}
