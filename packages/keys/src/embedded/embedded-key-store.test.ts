import type { KeyObject } from 'node:crypto';
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyStore } from '../keys.ts';
import { describeKeyStoreContract, folderHolds } from '../testing/index.ts';
import { openEmbeddedKeyStore } from './embedded-key-store.ts';

describeKeyStoreContract('embedded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-keys-'));
  let keys = await openEmbeddedKeyStore({ folder });
  return {
    keys,
    async reopen() {
      await keys.close();
      keys = await openEmbeddedKeyStore({ folder });
      return keys;
    },
    holds: (bytes) => folderHolds(folder, bytes),
    async dispose() {
      await keys.close();
      await rm(folder, { recursive: true });
    },
  };
});

/** The key of the only scope in `keys`. */
function hexOf(keys: ReadonlyMap<string, KeyObject>): string {
  return [...keys.values()].map((key) => key.export().toString('hex')).join();
}

const SLOT_BYTES = 64;
const KEY_AT = 24;

describe('the embedded key store', () => {
  let base: string;
  let folder: string;
  let keys: KeyStore;
  const reopen = async (cachedKeys?: number): Promise<void> => {
    await keys.close();
    keys = await openEmbeddedKeyStore({ folder, ...(cachedKeys === undefined ? {} : { cachedKeys }) });
  };
  /** Writes `bytes` at `at` of the slot of the `nth` scope (from 1), as a crash or a fault might. */
  const spoil = async (nth: number, at: number, bytes: Buffer): Promise<void> => {
    const file = await open(join(folder, 'pages'), 'r+');
    await file.write(bytes, 0, bytes.length, nth * SLOT_BYTES + at);
    await file.close();
  };
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'facteur-keys-'));
    folder = join(base, 'new', 'keys');
    keys = await openEmbeddedKeyStore({ folder });
  });
  afterEach(async () => {
    await keys.close();
    await rm(base, { recursive: true });
  });

  it('lets nobody else read the folder and its files', async () => {
    const modes = await Promise.all(['', 'pages', 'digest.secret'].map((name) => stat(join(folder, name))));
    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(['700', '600', '600']);
  });
  it('keeps more keys than it has in memory, and more than the file was made for', async () => {
    const scopes = Array.from({ length: 20_000 }, (_, i) => `case ${i}`);
    const made = await keys.ensure(scopes);
    await reopen(10);
    const found = await keys.get(scopes);
    expect(found.size).toBe(20_000);
    for (const [scope, key] of found) expect(made.get(scope)?.equals(key)).toBe(true);
  });
  it.each([
    { name: 'its key is half written', at: KEY_AT + 16, bytes: Buffer.alloc(16) },
    { name: 'its scope is half written', at: 8, bytes: Buffer.alloc(8) },
    { name: 'its state is unknown', at: 0, bytes: Buffer.of(9) },
  ])('never uses a slot torn by a crash: $name', async ({ at, bytes }) => {
    const before = hexOf(await keys.ensure(['A']));
    await keys.ensure(['B']);
    await keys.close();
    await spoil(1, at, bytes);
    keys = await openEmbeddedKeyStore({ folder });
    expect([...(await keys.get(['A', 'B'])).keys()]).toEqual(['B']);
    const again = hexOf(await keys.ensure(['A']));
    expect(again).not.toEqual(before);
    await reopen();
    expect(hexOf(await keys.get(['A']))).toEqual(again);
  });
  it('finishes a destruction that a crash interrupted after the mark', async () => {
    const key = (await keys.ensure(['A'])).get('A')?.export() ?? Buffer.alloc(0);
    await keys.close();
    await spoil(1, 0, Buffer.of(2));
    expect(await folderHolds(folder, key)).toBe(true);
    keys = await openEmbeddedKeyStore({ folder });
    expect(await folderHolds(folder, key)).toBe(false);
    expect((await keys.ensure(['A'])).size).toBe(0);
  });
  it('says so, and hands out no key, when a slot comes to hold the key of another scope', async () => {
    await keys.ensure(['A', 'B']);
    await reopen();
    const file = await open(join(folder, 'pages'), 'r');
    const { buffer } = await file.read(Buffer.alloc(SLOT_BYTES), 0, SLOT_BYTES, 2 * SLOT_BYTES);
    await file.close();
    await spoil(1, 0, buffer);
    await expect(keys.get(['A'])).rejects.toMatchObject({ code: 'KEYS_UNAVAILABLE' });
  });
  it.each([
    { name: 'its secret is missing', spoilFolder: () => rm(join(folder, 'digest.secret')), naming: 'digest.secret' },
    {
      name: 'its secret was cut short',
      spoilFolder: () => writeFile(join(folder, 'digest.secret'), 'x'),
      naming: 'digest.secret',
    },
    { name: 'its pages are something else', spoilFolder: () => writeFile(join(folder, 'pages'), 'x'), naming: 'pages' },
  ])('does not open when $name, and names the file', async ({ spoilFolder, naming }) => {
    await keys.close();
    await spoilFolder();
    await expect(openEmbeddedKeyStore({ folder })).rejects.toMatchObject({
      code: 'KEYS_UNAVAILABLE',
      message: expect.stringContaining(naming),
    });
  });
  it('gives digests that another store cannot make', async () => {
    const other = await openEmbeddedKeyStore({ folder: join(base, 'other') });
    expect(other.digest('address', 'jean@exemple.fr')).not.toBe(keys.digest('address', 'jean@exemple.fr'));
    await other.close();
  });
  it('says that it is unavailable when the folder cannot be made', async () => {
    await writeFile(join(base, 'file'), '');
    await expect(openEmbeddedKeyStore({ folder: join(base, 'file', 'keys') })).rejects.toMatchObject({
      code: 'KEYS_UNAVAILABLE',
      retry: 'later',
    });
  });

  it.each([1, 2, 3])('agrees with a plain model over random operations and reopenings (seed %d)', async (seed) => {
    const random = seededRandom(seed);
    const model = new Map<string, Buffer | 'destroyed'>();
    for (let step = 0; step < 150; step += 1) {
      const scope = `case ${Math.floor(random.next() * 30)}`;
      const kind = random.next();
      if (kind < 0.15) {
        await keys.destroy(scope);
        model.set(scope, 'destroyed');
      } else if (kind < 0.25) await reopen(5);
      else {
        const key = (await keys.ensure([scope])).get(scope)?.export();
        const expected = model.get(scope) ?? key;
        expect(key ?? 'destroyed').toEqual(expected);
        if (key !== undefined) model.set(scope, key);
      }
    }
    for (const [scope, expected] of model)
      expect((await keys.get([scope])).get(scope)?.export() ?? 'destroyed').toEqual(expected);
  });
});
