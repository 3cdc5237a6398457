import { openMongoKeyStore } from '@facteur/keys/mongodb';
import { freshDatabase } from '@facteur/keys/testing';
import { seededRandom } from '@facteur/primitives/testing';
import { describeReal, realMongodb } from '@facteur/real';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { StoredBlob } from '../backup.ts';
import type { BlobEntry } from './blob-entry.ts';
import { blobDatabase } from './database.ts';
import { mongoBlobsBackup } from './dump.ts';
import { openMongoBlobs } from './index.ts';
import { openLargeBlobs } from './large-blobs.ts';

const TIMEOUT_MS = 30_000;

describeReal('The dump of blobs on MongoDB', await realMongodb(), ({ uri }) => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  async function openOne(keys?: Awaited<ReturnType<typeof openMongoKeyStore>>) {
    const database = await freshDatabase(uri);
    open.push(() => database.drop());
    const shared = keys ?? (await openMongoKeyStore({ uri, database: database.name, timeoutMs: TIMEOUT_MS }));
    if (!keys) open.push(() => shared.close());
    const blobs = await openMongoBlobs({ uri, database: database.name, keys: shared, timeoutMs: TIMEOUT_MS });
    open.push(() => blobs.close());
    const raw = blobDatabase({ uri }, database.name, TIMEOUT_MS);
    open.push(() => raw.close());
    const place = { entries: raw.db.collection<BlobEntry>('blobs'), large: openLargeBlobs(raw), ask: raw.ask };
    return { blobs, keys: shared, backup: mongoBlobsBackup(place) };
  }

  describe('A dump', () => {
    it('goes to another database, small and large blobs, and is read there with the same keys', async () => {
      const random = seededRandom(5);
      const source = await openOne();
      await source.keys.ensure(['A']);
      const contents = [1, 40, 300_000, 2_500_000].map((bytes) => random.bytes(bytes));
      const scopes = ['A', 'public'];
      const refs = await source.blobs.put(
        contents.map((content, index) => ({ scope: scopes[index % 2] ?? 'A', content })),
      );
      const target = await openOne(source.keys);
      expect(await target.backup.isEmpty()).toBe(true);
      await target.backup.load(source.backup.list());
      await target.backup.load(source.backup.list());
      expect(await target.backup.isEmpty()).toBe(false);
      for (const [index, ref] of refs.entries())
        expect((await target.blobs.get(ref)).equals(contents[index] ?? Buffer.alloc(0))).toBe(true);
    });

    it('without the cases of its blobs is refused', async () => {
      const { backup } = await openOne();
      const bare = async function* (): AsyncGenerator<StoredBlob> {
        yield { name: 'a'.repeat(64), bytes: Buffer.from('x') };
      };
      await expect(backup.load(bare())).rejects.toMatchObject({ code: 'BAD_INPUT' });
    });
  });
});
