/** What every adapter of the blob port promises. A new promise is written here first. */
import { createHash } from 'node:crypto';
import type { KeyStore } from '@facteur/keys';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BlobRef, Blobs } from '../blobs.ts';

/** Blobs under test, empty at first, and the key store that they use. */
export interface TestBlobs {
  readonly blobs: Blobs;
  readonly keys: KeyStore;
  /** Closes the blobs that are open and opens others over the same data. */
  reopen(): Promise<Blobs>;
  /** True when the raw storage (of keys and blobs) contains `bytes`; left out where it cannot be read raw. */
  holds?(bytes: Buffer): Promise<boolean>;
  /** Changes one stored byte of a blob; left out where that cannot be done. */
  damage?(ref: BlobRef): Promise<void>;
  /** Closes both and removes their data. */
  dispose(): Promise<void>;
}

const TEXT = Buffer.from('Bonjour, mon colis 4711 est arrivé abîmé. Cordialement, Jeanne Évrard');

/** Runs the contract of `Blobs` against those that `open` makes, fresh ones for each test. */
export function describeBlobsContract(name: string, open: () => Promise<TestBlobs>): void {
  describe(`Blobs contract: ${name}`, () => {
    let test: TestBlobs;
    beforeEach(async () => {
      test = await open();
      await test.keys.ensure(['A', 'B']);
    });
    afterEach(() => test.dispose());

    describe('keeping', () => describeKeeping(() => test));
    describe('names', () => describeNames(() => test));
    describe('refusing', () => describeRefusing(() => test));
    describe('privacy', () => describePrivacy(() => test));
  });
}

function describeKeeping(current: () => TestBlobs): void {
  it.each([
    { name: 'a text', scope: 'A', content: TEXT },
    { name: 'nothing', scope: 'A', content: Buffer.alloc(0) },
    { name: 'three megabytes', scope: 'A', content: Buffer.alloc(3_000_000, 'facture') },
    { name: 'a public text', scope: 'public', content: TEXT },
    { name: 'public nothing', scope: 'public', content: Buffer.alloc(0) },
  ])('gives back $name, also when opened again', async ({ scope, content }) => {
    const [ref] = await current().blobs.put([{ scope, content }]);
    expect(ref).toMatchObject({ scope, bytes: content.length });
    expect((await current().blobs.get(refOf(ref))).equals(content)).toBe(true);
    expect((await (await current().reopen()).get(refOf(ref))).equals(content)).toBe(true);
  });
  it('answers a batch of 200 in its order', async () => {
    const batch = Array.from({ length: 200 }, (_, i) => ({
      scope: i % 2 ? 'A' : 'B',
      content: Buffer.from(`mail ${i}`),
    }));
    const refs = await current().blobs.put(batch);
    const found = await Promise.all(refs.map((ref) => current().blobs.get(ref)));
    expect(found.map(String)).toEqual(batch.map(({ content }) => String(content)));
    expect(await current().blobs.put([])).toEqual([]);
  });
  it('takes the same content many times, at once and later', async () => {
    const same = { scope: 'A', content: TEXT };
    const answers = await Promise.all([current().blobs.put([same, same]), current().blobs.put([same])]);
    const later = await current().blobs.put([same]);
    expect(new Set([...answers.flat(), ...later].map(({ id }) => id)).size).toBe(1);
    expect(await current().blobs.get(refOf(later[0]))).toEqual(TEXT);
  });
  it('says how many bytes can still be written', async () => {
    const free = await current().blobs.freeBytes();
    expect(Number.isFinite(free) && free >= 0).toBe(true);
  });
}

function describeNames(current: () => TestBlobs): void {
  it('names public content by its SHA-256', async () => {
    const [ref] = await current().blobs.put([{ scope: 'public', content: TEXT }]);
    expect(ref?.id).toBe(createHash('sha256').update(TEXT).digest('hex'));
  });
  it('does not show that two scopes hold the same content, or which', async () => {
    const refs = await current().blobs.put(['A', 'B', 'public'].map((scope) => ({ scope, content: TEXT })));
    expect(new Set(refs.map(({ id }) => id)).size).toBe(3);
    for (const { id } of refs) expect(id).toMatch(/^[0-9a-f]{64}$/);
  });
}

function describeRefusing(current: () => TestBlobs): void {
  it.each([
    { name: 'was never put', id: 'ab'.repeat(32) },
    { name: 'is named like a way out of the folder', id: '../../../../../../../../etc/passwd' },
    { name: 'has no name', id: '' },
  ])('says that a blob is missing which $name', async ({ id }) => {
    await expect(current().blobs.get({ scope: 'A', id, bytes: 1 })).rejects.toMatchObject({
      code: 'BLOB_MISSING',
      retry: 'never',
    });
  });
  it('gives nothing in the name of another scope', async () => {
    const [ref] = await current().blobs.put([{ scope: 'A', content: TEXT }]);
    for (const scope of ['B', 'public']) await expect(current().blobs.get({ ...refOf(ref), scope })).rejects.toThrow();
  });
  it.each(['A', 'public'])(
    'says that a damaged blob is unreadable, and mends it when it comes again (%s)',
    async (scope) => {
      const { blobs, damage } = current();
      const [ref] = await blobs.put([{ scope, content: TEXT }]);
      if (damage === undefined) return;
      await damage(refOf(ref));
      await expect(blobs.get(refOf(ref))).rejects.toMatchObject({ code: 'EVENT_UNREADABLE' });
      await blobs.put([{ scope, content: TEXT }]);
      expect(await blobs.get(refOf(ref))).toEqual(TEXT);
    },
  );
  it('says that it is unavailable once closed', async () => {
    await current().blobs.close();
    await expect(current().blobs.put([{ scope: 'A', content: TEXT }])).rejects.toMatchObject({
      code: 'BLOB_UNAVAILABLE',
      retry: 'later',
    });
  });
}

function describePrivacy(current: () => TestBlobs): void {
  it('refuses a batch with a scope that has no key', async () => {
    const batch = ['A', 'nobody'].map((scope) => ({ scope, content: TEXT }));
    await expect(current().blobs.put(batch)).rejects.toMatchObject({ code: 'KEY_ERASED', retry: 'never' });
  });
  it('gives nothing of an erased scope, also when opened again, and everything of the others', async () => {
    const [erased, kept] = await current().blobs.put(['A', 'B'].map((scope) => ({ scope, content: TEXT })));
    await current().keys.destroy('A');
    for (const open of [async () => current().blobs, () => current().reopen()]) {
      const blobs = await open();
      await expect(blobs.get(refOf(erased))).rejects.toMatchObject({ code: 'KEY_ERASED', retry: 'never' });
      await expect(blobs.put([{ scope: 'A', content: TEXT }])).rejects.toMatchObject({ code: 'KEY_ERASED' });
      expect(await blobs.get(refOf(kept))).toEqual(TEXT);
    }
  });
  it('leaves nothing of the content in the raw storage, and nothing of the key once it is destroyed', async () => {
    const { blobs, keys, holds } = current();
    await blobs.put([{ scope: 'A', content: TEXT }]);
    if (holds === undefined) return;
    for (let i = 0; i + 8 <= TEXT.length; i += 1) expect(await holds(TEXT.subarray(i, i + 8))).toBe(false);
    const key = (await keys.get(['A'])).get('A')?.export() ?? Buffer.alloc(0);
    expect(await holds(key)).toBe(true);
    await keys.destroy('A');
    expect(await holds(key)).toBe(false);
  });
  it('does not seal what is public', async () => {
    const { blobs, holds } = current();
    await blobs.put([{ scope: 'public', content: TEXT }]);
    expect(await (holds ?? (async () => true))(TEXT)).toBe(true);
  });
}

function refOf(ref: BlobRef | undefined): BlobRef {
  if (ref === undefined) throw new Error('put answered no reference');
  return ref;
}
