import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock } from '@facteur/primitives/testing';
import type { Kernel } from '@facteur/runtime';
import { openEmbeddedStore } from '@facteur/store/embedded';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHalts } from './open-halts.ts';

let folder: string;
let store: Awaited<ReturnType<typeof openEmbeddedStore>>;
const clock = fakeClock();
const log = { warn: () => {} } as unknown as Kernel['log'];
const parts = () => ({ store, clock, log });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-halts-'));
  store = await openEmbeddedStore({ folder });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the brake', () => {
  const refunds = { scope: 'journey', name: 'remboursement' } as const;

  it('is in force at once, and for who opens it later', async () => {
    const halts = await openHalts(parts());
    expect(halts.of('sav@a.example', 'remboursement')).toBeUndefined();
    await halts.set(refunds, true, { by: 'Karim', reason: 'prix faux' });
    const expected = { ...refunds, by: 'Karim', reason: 'prix faux' };
    expect(halts.of('sav@a.example', 'remboursement')).toMatchObject(expected);
    expect((await openHalts(parts())).of(undefined, 'remboursement')).toMatchObject(expected);
  });

  it('set elsewhere is in force here after the next look', async () => {
    const here = await openHalts(parts());
    const elsewhere = await openHalts(parts());
    await elsewhere.set({ scope: 'all' }, true, { by: 'Léa' });
    expect(here.of('sav@a.example', 'suivi-commande')).toBeUndefined();
    await here.refresh();
    expect(here.of('sav@a.example', 'suivi-commande')).toMatchObject({ scope: 'all', by: 'Léa' });
    await elsewhere.set({ scope: 'all' }, false, { by: 'Léa' });
  });

  it('keeps who stopped and who resumed, the last first', async () => {
    const halts = await openHalts(parts());
    await halts.set(refunds, false, { by: 'Sophie' });
    const record = (await halts.records()).find(({ name }) => name === 'remboursement');
    expect(record).toMatchObject({
      isStopped: false,
      history: [
        { what: 'resumed', by: 'Sophie' },
        { what: 'stopped', by: 'Karim', reason: 'prix faux' },
      ],
    });
  });

  it('takes the words of two who stop at the same time', async () => {
    const [one, two] = [await openHalts(parts()), await openHalts(parts())];
    const box = { scope: 'mailbox', name: 'sav@a.example' } as const;
    await Promise.all([one.set(box, true, { by: 'Léa' }), two.set(box, true, { by: 'Karim' })]);
    const record = (await one.records()).find(({ scope }) => scope === 'mailbox');
    expect(record?.history.map(({ by }) => by).sort()).toEqual(['Karim', 'Léa']);
  });
});
