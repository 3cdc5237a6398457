/** What is personal about people, in the real stores: sealed, found again, gone with the key. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPeople } from '@facteur/human-handoff';
import type { KeyStore } from '@facteur/keys';
import { openEmbeddedKeyStore } from '@facteur/keys/embedded';
import { folderHolds } from '@facteur/keys/testing';
import { systemClock, systemRandom } from '@facteur/primitives';
import { openMetrics, silentLog } from '@facteur/runtime';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { peopleVault } from './people-vault.ts';

let folder: string;
let keys: KeyStore;
let close: () => Promise<void>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-people-'));
  keys = await openEmbeddedKeyStore({ folder: join(folder, 'keys') });
  close = () => keys.close();
});
afterEach(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

describe('the vault of people', () => {
  it('opens what it sealed, for that person alone', async () => {
    const vault = peopleVault(keys);
    const sealed = await vault.seal('p1', 'Léa Martin');
    expect(await vault.open('p1', sealed)).toBe('Léa Martin');
    await vault.seal('p2', 'x');
    await expect(vault.open('p2', sealed)).rejects.toMatchObject({ code: 'EVENT_UNREADABLE' });
  });

  it('forgets a person with the key, and keeps nothing of them afterwards', async () => {
    const vault = peopleVault(keys);
    const sealed = await vault.seal('p1', 'Léa Martin');
    await keys.destroy('person:p1');
    expect(await vault.open('p1', sealed)).toBeUndefined();
    await expect(vault.seal('p1', 'Léa Martin')).rejects.toMatchObject({ code: 'KEY_ERASED' });
  });

  it('leaves neither name, address nor password in the store, and still finds them', async () => {
    const store = await openEmbeddedStore({ folder: join(folder, 'store') });
    close = async () => {
      await store.close();
      await keys.close();
    };
    const metrics = openMetrics({ processMetrics: false });
    const kernel = { store, clock: systemClock, random: systemRandom, metrics, log: silentLog };
    const people = await openPeople({ kernel, vault: peopleVault(keys) });
    const { invitation } = await people.add({ name: 'Léa Martin', email: 'lea@boutique.example', role: 'advisor' });
    const token = invitation.replace('/invitation/', '');
    await people.accept(token, 'une phrase facile');
    expect(await people.signIn('lea@boutique.example', 'une phrase facile', 'n')).toMatchObject({ outcome: 'in' });
    const searched = ['Martin', 'lea@boutique', 'scrypt', 'phrase', token];
    const found = await Promise.all(searched.map((text) => folderHolds(join(folder, 'store'), Buffer.from(text))));
    expect(found).toEqual(searched.map(() => false));
    expect(await folderHolds(join(folder, 'store'), Buffer.from('advisor'))).toBe(true);
  });
});
