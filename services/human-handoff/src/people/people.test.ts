/** People over a real store: invitations, sessions and how they end, the copy, the demo company's people. */

import { openMetrics } from '@facteur/runtime';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openPeople } from './open-people.ts';
import type { People } from './people.ts';
import type { NewPerson } from './person.ts';
import { plainVault } from './testing/plain-vault.ts';

const HOUR = 3_600_000;
const PASSWORD = 'une phrase facile';
const LEA: NewPerson = { name: 'Léa Martin', email: 'Lea@Boutique.example', role: 'advisor' };

let kernel: TestKernel;
let people: People;
beforeEach(async () => {
  kernel = await openTestKernel();
  people = await instance();
});
afterEach(() => kernel.dispose());

/** Another process over the same store. */
function instance(isDemo = false): Promise<People> {
  const metrics = openMetrics({ processMetrics: false });
  return openPeople({ kernel: { ...kernel.kernel(), metrics }, vault: plainVault, isDemo });
}

/** Somebody who chose a password, and the session that this opened. */
async function joined(given = LEA): Promise<{ id: string; session: string }> {
  const { invitation } = await people.add(given);
  const accepted = await people.accept(invitation.replace('/invitation/', ''), PASSWORD);
  if (!accepted) throw new Error('the invitation was refused');
  return { id: accepted.person.id, session: accepted.session.value };
}

describe('an invitation', () => {
  it('lets somebody choose a password once, and signs them in', async () => {
    const { person, invitation } = await people.add(LEA);
    const token = invitation.replace('/invitation/', '');
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await people.invited(token)).toEqual(person);
    const accepted = await people.accept(token, PASSWORD);
    expect(await people.sessions.identify(accepted?.session.value ?? '')).toEqual({
      id: person.id,
      name: 'Léa Martin',
      role: 'advisor',
    });
    expect(await people.accept(token, 'une autre phrase')).toBeUndefined();
    expect(await people.invited(token)).toBeUndefined();
  });

  it('used twice at once sets one password', async () => {
    const { invitation } = await people.add(LEA);
    const token = invitation.replace('/invitation/', '');
    const tries = await Promise.allSettled([people.accept(token, PASSWORD), people.accept(token, 'une autre phrase')]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    { name: 'just before seven days', afterMs: 7 * 24 * HOUR - 1, isGood: true },
    { name: 'after seven days', afterMs: 7 * 24 * HOUR, isGood: false },
  ])('is good $name: $isGood', async ({ afterMs, isGood }) => {
    const { invitation } = await people.add(LEA);
    await kernel.clock.advance(afterMs);
    expect((await people.invited(invitation.replace('/invitation/', ''))) !== undefined).toBe(isGood);
  });

  it('is void once another is given, or the person is deactivated', async () => {
    const { person, invitation } = await people.add(LEA);
    const second = await people.invite(person.id);
    expect(await people.invited(invitation.replace('/invitation/', ''))).toBeUndefined();
    await people.change(person.id, { isActive: false });
    expect(await people.invited(second.replace('/invitation/', ''))).toBeUndefined();
  });

  it('is for an address that nobody else has, however it is written', async () => {
    await people.add(LEA);
    await expect(people.add({ ...LEA, email: ' LEA@boutique.EXAMPLE ' })).rejects.toMatchObject({ code: 'CONFLICT' });
    const { person } = await people.add({ ...LEA, email: 'karim@boutique.example' });
    await expect(people.change(person.id, { email: 'lea@boutique.example' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});

describe('signing in', () => {
  it.each([
    { name: 'the right password', email: 'lea@boutique.example', password: PASSWORD, outcome: 'in' },
    { name: 'the address written otherwise', email: ' LEA@boutique.example', password: PASSWORD, outcome: 'in' },
    { name: 'a wrong password', email: 'lea@boutique.example', password: 'une autre phrase', outcome: 'wrong' },
    { name: 'an unknown address', email: 'nobody@boutique.example', password: PASSWORD, outcome: 'wrong' },
    { name: 'no address', email: '', password: PASSWORD, outcome: 'wrong' },
  ])('with $name: $outcome', async ({ email, password, outcome }) => {
    await joined();
    expect(await people.signIn(email, password, 'n')).toMatchObject({ outcome });
  });

  it('is refused to whoever has no password yet, or is not active', async () => {
    await people.add({ ...LEA, email: 'new@boutique.example' });
    expect(await people.signIn('new@boutique.example', '', 'n')).toEqual({ outcome: 'wrong' });
    const { id } = await joined();
    await people.change(id, { isActive: false });
    expect(await people.signIn('lea@boutique.example', PASSWORD, 'n')).toEqual({ outcome: 'wrong' });
  });

  it('is refused for a minute after five failures, even with the right password', async () => {
    await joined();
    for (let at = 0; at < 5; at += 1) await people.signIn('lea@boutique.example', 'faux, archi-faux', `n${at}`);
    expect(await people.signIn('lea@boutique.example', PASSWORD, 'other')).toEqual({ outcome: 'too-many' });
    await kernel.clock.advance(60_000);
    expect(await people.signIn('lea@boutique.example', PASSWORD, 'other')).toMatchObject({ outcome: 'in' });
  });
});

describe('a session', () => {
  const names = async (session: string, from = people): Promise<string | undefined> =>
    (await from.sessions.identify(session))?.name;

  it('is kept as a digest alone', async () => {
    const { session } = await joined();
    const kept = await kernel
      .kernel()
      .store.collection({ name: 'people-sessions', indexes: { 'by-person': ['person'] } });
    const { id } = (await people.list())[0] ?? { id: '' };
    const { documents } = await kept.find({ index: 'by-person', equals: { person: id } });
    expect(documents).toHaveLength(1);
    expect(JSON.stringify(documents)).not.toContain(session);
  });

  it('ends after twelve hours without a request', async () => {
    const { session } = await joined();
    await kernel.clock.advance(12 * HOUR - 1);
    expect(await names(session)).toBe('Léa Martin');
    await kernel.clock.advance(12 * HOUR - 1);
    expect(await names(session)).toBe('Léa Martin');
    await kernel.clock.advance(12 * HOUR);
    expect(await names(session)).toBeUndefined();
  });

  it('ends after seven days, however much it is used', async () => {
    const { session } = await joined();
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      await kernel.clock.advance(6 * HOUR);
      expect(await names(session)).toBe('Léa Martin');
    }
    await kernel.clock.advance(6 * HOUR);
    expect(await names(session)).toBeUndefined();
  });

  it.each<{ name: string; act: (id: string, session: string) => Promise<unknown> }>([
    { name: 'signing out', act: (_id, session) => people.signOut(session) },
    { name: 'a new password', act: (id) => people.setPassword(id, 'une autre phrase') },
    { name: 'deactivation', act: (id) => people.change(id, { isActive: false }) },
  ])('ends at once by $name, on other instances too', async ({ act }) => {
    const other = await instance();
    const { id, session } = await joined();
    expect(await names(session, other)).toBe('Léa Martin');
    await act(id, session);
    expect(await names(session, other)).toBeUndefined();
    expect(await names(session)).toBeUndefined();
  });

  it('does not come back when somebody is active again', async () => {
    const { id, session } = await joined();
    await people.change(id, { isActive: false });
    await people.change(id, { isActive: true });
    expect(await names(session)).toBeUndefined();
  });

  it('stays when one signs out elsewhere', async () => {
    const { session } = await joined();
    const second = await people.signIn('lea@boutique.example', PASSWORD, 'n');
    await people.signOut(second.outcome === 'in' ? second.session.value : '');
    expect(await names(session)).toBe('Léa Martin');
  });

  it('has a new role at once, on other instances too', async () => {
    const other = await instance();
    const { id, session } = await joined();
    await people.change(id, { role: 'supervisor' });
    expect(await other.sessions.identify(session)).toMatchObject({ role: 'supervisor' });
  });

  it.each(['', 'nonsense', 'admin'])('is not %s', async (value) => {
    await joined();
    expect(await people.sessions.identify(value)).toBeUndefined();
  });

  it('outlives a restart', async () => {
    const { session } = await joined();
    await kernel.restart();
    expect(await names(session, await instance())).toBe('Léa Martin');
  });

  it('is believed of nobody while the store does not answer', async () => {
    const { session } = await joined();
    await kernel.kernel().store.close();
    await expect(people.sessions.identify(session)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await kernel.restart();
  });
});

describe('the list', () => {
  it('is by name, at once after a change here, after three seconds elsewhere', async () => {
    const other = await instance();
    expect(await other.list()).toEqual([]);
    await people.add({ ...LEA, name: 'Zoé', email: 'z@boutique.example' });
    await people.add({ ...LEA, name: 'Émile', email: 'e@boutique.example' });
    const { person } = await people.add({ ...LEA, name: 'Fanny', email: 'f@boutique.example' });
    expect((await people.list()).map(({ name }) => name)).toEqual(['Émile', 'Fanny', 'Zoé']);
    await kernel.clock.advance(2_999);
    expect(await other.list()).toEqual([]);
    await kernel.clock.advance(1);
    expect(await other.list()).toEqual(await people.list());
    await people.change(person.id, { isAway: true });
    await kernel.clock.advance(3_000);
    expect(await other.find(person.id)).toMatchObject({ name: 'Fanny', isAway: true });
  });

  it('shows nothing that signing in needs', async () => {
    await joined();
    expect(Object.keys((await people.list())[0] ?? {}).sort()).toEqual([
      'email',
      'id',
      'isActive',
      'isAway',
      'languages',
      'name',
      'role',
      'skills',
      'teams',
    ]);
  });

  it('keeps both of two changes at once', async () => {
    const other = await instance();
    const { id } = await joined();
    await Promise.all([people.change(id, { isAway: true }), other.change(id, { teams: ['sav'] })]);
    await kernel.clock.advance(3_000);
    expect(await people.find(id)).toMatchObject({ isAway: true, teams: ['sav'] });
  });
});

describe('the demo company', () => {
  it('has three people, once, who come in by links that are good in this process alone', async () => {
    const demo = await instance(true);
    const links = await demo.demoLinks();
    await demo.demoLinks();
    expect((await demo.list()).map(({ name, role }) => `${name}, ${role}`)).toEqual([
      'Karim Benali, supervisor',
      'Léa Martin, advisor',
      'Sophie Laurent, author',
    ]);
    const token = links[0]?.token ?? '';
    const session = await demo.sessions.openLink(token);
    expect(await demo.sessions.identify(session?.value ?? '')).toMatchObject({ name: 'Léa Martin', role: 'advisor' });
    expect(await (await instance(true)).sessions.openLink(token)).toBeUndefined();
    expect(await demo.sessions.openLink('')).toBeUndefined();
  });

  it('leaves nobody behind: without it neither its people nor their sessions are there', async () => {
    const demo = await instance(true);
    const [link] = await demo.demoLinks();
    const session = await demo.sessions.openLink(link?.token ?? '');
    expect(await people.list()).toEqual([]);
    expect(await people.sessions.identify(session?.value ?? '')).toBeUndefined();
  });

  it('lets nobody in with a password', async () => {
    const demo = await instance(true);
    await demo.demoLinks();
    expect(await demo.signIn('lea.martin@boutique.example', '', 'n')).toEqual({ outcome: 'wrong' });
  });
});
