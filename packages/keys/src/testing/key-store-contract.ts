/** What every adapter of the key store promises. A new promise is written here first. */
import type { KeyObject } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeyStore } from '../keys.ts';

/** A key store under test, empty at first. */
export interface TestKeyStore {
  readonly keys: KeyStore;
  /** Closes the store that is open and opens another over the same data. */
  reopen(): Promise<KeyStore>;
  /** True when the raw storage contains `bytes`; left out by adapters whose storage cannot be read raw. */
  holds?(bytes: Buffer): Promise<boolean>;
  /** Closes the store and removes its data. */
  dispose(): Promise<void>;
}

/** Runs the contract of `KeyStore` against the stores that `open` makes, a fresh one for each test. */
export function describeKeyStoreContract(name: string, open: () => Promise<TestKeyStore>): void {
  describe(`KeyStore contract: ${name}`, () => {
    let test: TestKeyStore;
    beforeEach(async () => {
      test = await open();
    });
    afterEach(() => test.dispose());

    describe('keys', () => describeKeys(() => test));
    describe('destroying', () => describeDestroying(() => test));
    describe('digests', () => describeDigests(() => test));
  });
}

function describeKeys(current: () => TestKeyStore): void {
  it('makes a 256-bit key of its own for each scope', async () => {
    const made = await current().keys.ensure(['A', 'B', 'A']);
    expect([...made.keys()].sort()).toEqual(['A', 'B']);
    expect([...made.values()].map((key) => key.symmetricKeySize)).toEqual([32, 32]);
    expect(bytesOf(made, 'A').equals(bytesOf(made, 'B'))).toBe(false);
  });
  it('answers nothing for a scope without a key', async () => {
    await current().keys.ensure(['A']);
    expect([...(await current().keys.get(['A', 'B'])).keys()]).toEqual(['A']);
  });
  it('gives the same key ever after, also when opened again', async () => {
    const first = bytesOf(await current().keys.ensure(['A']), 'A');
    expect(bytesOf(await current().keys.ensure(['A', 'B']), 'A')).toEqual(first);
    const reopened = await current().reopen();
    expect(bytesOf(await reopened.get(['A']), 'A')).toEqual(first);
    expect(bytesOf(await reopened.ensure(['A']), 'A')).toEqual(first);
  });
  it('makes one key when many ask for the same scope at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => current().keys.ensure(['A', 'B'])));
    expect(new Set(answers.map((answer) => bytesOf(answer, 'A').toString('hex'))).size).toBe(1);
    expect(bytesOf(await (await current().reopen()).get(['A']), 'A')).toEqual(bytesOf(answers[0], 'A'));
  });
  it('keeps a thousand keys made at once', async () => {
    const scopes = Array.from({ length: 1000 }, (_, i) => `case ${i}`);
    const made = hexOf(await current().keys.ensure(scopes));
    expect(new Set(made.values()).size).toBe(1000);
    expect(hexOf(await (await current().reopen()).get(scopes))).toEqual(made);
  });
  it('never makes a key for the scope `public`', async () => {
    expect((await current().keys.ensure(['public'])).size).toBe(0);
    expect((await current().keys.get(['public'])).size).toBe(0);
  });
  it('says that it is unavailable once closed', async () => {
    await current().keys.close();
    await expect(current().keys.ensure(['A'])).rejects.toMatchObject({ code: 'KEYS_UNAVAILABLE', retry: 'later' });
  });
}

function describeDestroying(current: () => TestKeyStore): void {
  it.each([
    { name: 'that has a key', before: ['A'] },
    { name: 'that never had one', before: [] },
  ])('leaves a scope $name without a key for ever', async ({ before }) => {
    await current().keys.ensure(before);
    await current().keys.destroy('A');
    await expectDestroyed(current().keys);
    await expectDestroyed(await current().reopen());
  });
  it('is fine to do twice, also at once', async () => {
    await current().keys.ensure(['A']);
    await Promise.all([current().keys.destroy('A'), current().keys.destroy('A')]);
    await current().keys.destroy('A');
    await expectDestroyed(current().keys);
  });
  it('leaves the keys of others as they are', async () => {
    const before = hexOf(await current().keys.ensure(['A', 'B', 'C']));
    await current().keys.destroy('B');
    const after = hexOf(await (await current().reopen()).get(['A', 'B', 'C']));
    expect(after).toEqual(new Map([...before].filter(([scope]) => scope !== 'B')));
  });
  it('wins over an `ensure` under way', async () => {
    const making = current().keys.ensure(['A', 'B']);
    const destroying = current().keys.destroy('A');
    const late = current().keys.ensure(['A']);
    await Promise.all([making, destroying]);
    expect((await late).size).toBe(0);
    await expectDestroyed(current().keys);
    await expectDestroyed(await current().reopen());
  });
  it('leaves no byte of the key in the raw storage', async () => {
    const { keys, holds } = current();
    const made = await keys.ensure(['A', 'B']);
    if (holds === undefined) return;
    expect(await holds(bytesOf(made, 'A'))).toBe(true);
    await keys.destroy('A');
    const key = bytesOf(made, 'A');
    const parts = Array.from({ length: key.length / 8 }, (_, i) => key.subarray(i * 8, i * 8 + 8));
    expect(await Promise.all(parts.map(holds))).toEqual([false, false, false, false]);
    expect(await holds(bytesOf(made, 'B'))).toBe(true);
  });
}

function describeDigests(current: () => TestKeyStore): void {
  it('gives equal values equal digests of 22 characters, also when opened again', async () => {
    const digest = current().keys.digest('address', 'jean@exemple.fr');
    expect(digest).toMatch(/^[\w-]{22}$/);
    expect(current().keys.digest('address', 'jean@exemple.fr')).toBe(digest);
    expect((await current().reopen()).digest('address', 'jean@exemple.fr')).toBe(digest);
  });
  it.each([
    { name: 'values', purpose: 'address', value: 'jeanne@exemple.fr' },
    { name: 'purposes', purpose: 'phone', value: 'jean@exemple.fr' },
    { name: 'splits of the same text', purpose: 'address:jean', value: '@exemple.fr' },
  ])('tells different $name apart', ({ purpose, value }) => {
    expect(current().keys.digest(purpose, value)).not.toBe(current().keys.digest('address', 'jean@exemple.fr'));
  });
}

async function expectDestroyed(keys: KeyStore): Promise<void> {
  expect((await keys.get(['A'])).size).toBe(0);
  expect((await keys.ensure(['A'])).size).toBe(0);
}

function bytesOf(keys: ReadonlyMap<string, KeyObject> | undefined, scope: string): Buffer {
  const key = keys?.get(scope);
  if (key === undefined) throw new Error(`no key for ${scope}`);
  return key.export();
}

function hexOf(keys: ReadonlyMap<string, KeyObject>): Map<string, string> {
  return new Map([...keys].map(([scope, key]) => [scope, key.export().toString('hex')]));
}
