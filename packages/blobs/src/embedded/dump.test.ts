import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import { seededRandom } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BlobsBackup, StoredBlob } from '../backup.ts';
import type { Blobs } from '../blobs.ts';
import { openFileBlobs } from './file-blobs.ts';

let base: string;
let keys: Awaited<ReturnType<typeof openEmbeddedKeyStore>>;
let open: Blobs[] = [];
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'facteur-blobs-'));
  keys = await openEmbeddedKeyStore({ folder: join(base, 'keys') });
  await keys.ensure(['A', 'B']);
});
afterEach(async () => {
  for (const blobs of open.splice(0)) await blobs.close();
  await keys.close();
  await rm(base, { recursive: true });
});

async function openBlobs(name: string): Promise<Blobs & { backup: BlobsBackup }> {
  const blobs = await openFileBlobs({ folder: join(base, name), keys });
  open = [...open, blobs];
  if (blobs.backup === undefined) throw new Error('The blobs cannot be backed up');
  return { ...blobs, backup: blobs.backup };
}

async function gather(backup: BlobsBackup): Promise<StoredBlob[]> {
  const found: StoredBlob[] = [];
  for await (const blob of backup.list()) found.push(blob);
  return found;
}

describe('Blobs in files', () => {
  it('go to another folder sealed as they are, and are read there with the same keys', async () => {
    const random = seededRandom(3);
    const source = await openBlobs('source');
    const contents = Array.from({ length: 300 }, (_, index) => random.bytes(1 + (index % 40)));
    const scopes = ['A', 'B', 'public'];
    const refs = await source.put(contents.map((content, index) => ({ scope: scopes[index % 3] ?? 'A', content })));

    const target = await openBlobs('target');
    expect(await target.backup.isEmpty()).toBe(true);
    await target.backup.load(source.backup.list());
    expect(await target.backup.isEmpty()).toBe(false);
    expect(await Promise.all(refs.map((ref) => target.get(ref)))).toEqual(contents);
    expect(await gather(target.backup)).toEqual(await gather(source.backup));
  });

  it('do not take a name that could lead out of the folder', async () => {
    const blobs = await openBlobs('target');
    const evil = async function* (): AsyncGenerator<StoredBlob> {
      yield { name: '../../evil', bytes: Buffer.from('x') };
    };
    await expect(blobs.backup.load(evil())).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect(await blobs.backup.isEmpty()).toBe(true);
  });
});
