/** The setup over a real store: whose it is, who may change it, what is refused. */
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Colleague } from '../acts/choose-advisor.ts';
import type { Goal, RuleThen, TemplateContent, ViewContent } from './items.ts';
import { type Editor, openSetup, type Setup } from './setup.ts';
import { ruleOf } from './testing/sample-setup.ts';

const LEA: Editor = { id: 'lea', isSupervisor: false };
const PAUL: Editor = { id: 'paul', isSupervisor: false };
const SAM: Editor = { id: 'sam', isSupervisor: true };
const HELLO: TemplateContent = { title: 'Accueil', language: 'fr', text: 'Bonjour {{customer.name}}' };
const VIEW: ViewContent = { title: 'À voir', filter: { tag: 'vip' } };
const colleague = (id: string, changes: Partial<Colleague> = {}): Colleague => ({
  ...{ id, name: id, role: 'advisor', teams: [], skills: [], languages: [], isAway: false, isActive: true },
  ...changes,
});

let kernel: TestKernel;
let setup: Setup;
const instance = () =>
  openSetup({
    kernel: kernel.kernel(),
    people: async () => [colleague('lea', { teams: ['Juridique'] }), colleague('zoe', { isActive: false })],
  });
beforeEach(async () => {
  kernel = await openTestKernel();
  setup = await instance();
});
afterEach(() => kernel.dispose());

describe('what is set up', () => {
  it('is seen by its owner alone, or by everybody', async () => {
    const own = await setup.save('template', LEA, { scope: 'me', content: HELLO });
    const shared = await setup.save('view', SAM, { scope: 'all', content: VIEW });
    expect(own).toMatchObject({ title: 'Accueil', scope: 'me', version: 1 });
    expect(await setup.of(LEA)).toEqual({ templates: [own], macros: [], rules: [], views: [shared], goals: [] });
    expect(await setup.of(PAUL)).toMatchObject({ templates: [], views: [shared] });
    await expect(setup.save('template', PAUL, { id: own.id, scope: 'me', content: HELLO })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(setup.remove('template', SAM, own.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of everybody is changed by supervisors alone', async () => {
    const { id } = await setup.save('view', SAM, { scope: 'all', content: VIEW });
    const refused = { code: 'NOT_ALLOWED' };
    await expect(setup.save('view', LEA, { scope: 'all', content: VIEW })).rejects.toMatchObject(refused);
    await expect(setup.save('view', LEA, { id, scope: 'all', content: VIEW })).rejects.toMatchObject(refused);
    await expect(setup.save('view', LEA, { id, scope: 'me', content: VIEW })).rejects.toMatchObject(refused);
    await expect(setup.remove('view', LEA, id)).rejects.toMatchObject(refused);
    await setup.remove('view', SAM, id);
    expect((await setup.of(LEA)).views).toEqual([]);
  });

  it('can be given to everybody by a supervisor whose own it was', async () => {
    const { id } = await setup.save('view', SAM, { scope: 'me', content: VIEW });
    await setup.save('view', SAM, { id, scope: 'all', content: VIEW });
    expect((await setup.of(LEA)).views).toMatchObject([{ id, scope: 'all', version: 2 }]);
  });

  it('has one title each of a kind, a language and an owner', async () => {
    await setup.save('template', LEA, { scope: 'me', content: HELLO });
    const again = { scope: 'me', content: { ...HELLO, title: 'ACCUEIL' } } as const;
    await expect(setup.save('template', LEA, again)).rejects.toMatchObject({ code: 'CONFLICT' });
    await setup.save('template', LEA, { scope: 'me', content: { ...HELLO, language: 'en' } });
    await setup.save('template', PAUL, again);
    await setup.save('template', SAM, { ...again, scope: 'all' });
    expect((await setup.of(LEA)).templates).toHaveLength(3);
  });

  it('is not overwritten unseen', async () => {
    const { id, version } = await setup.save('view', SAM, { scope: 'all', content: VIEW });
    await setup.save('view', SAM, { id, version, scope: 'all', content: { ...VIEW, title: 'Vus' } });
    const late = setup.save('view', SAM, { id, version, scope: 'all', content: VIEW });
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await setup.of(SAM)).views).toMatchObject([{ title: 'Vus', version: 2 }]);
  });

  it('by two at once is kept once', async () => {
    const { id } = await setup.save('view', SAM, { scope: 'all', content: VIEW });
    const before = await setup.store.get('view', id);
    if (!before) throw new Error('it was not kept');
    const write = (title: string) => setup.store.replace('view', before, { owner: 'all', content: { ...VIEW, title } });
    const tries = await Promise.allSettled([write('Un'), write('Deux')]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('elsewhere is seen within five seconds, and here at once', async () => {
    const other = await instance();
    expect((await other.of(LEA)).views).toEqual([]);
    await setup.save('view', SAM, { scope: 'all', content: VIEW });
    expect((await setup.of(LEA)).views).toHaveLength(1);
    expect((await other.of(LEA)).views).toHaveLength(0);
    await kernel.clock.advance(5_000);
    expect((await other.of(LEA)).views).toHaveLength(1);
  });

  it('is there after a restart', async () => {
    const own = await setup.save('template', LEA, { scope: 'me', content: { ...HELLO, subject: 'Objet' } });
    await setup.setGoals([{ mailbox: '*', priority: 'high', minutes: 60 }]);
    await kernel.restart();
    setup = await instance();
    expect(await setup.of(LEA)).toMatchObject({ templates: [own], goals: [{ minutes: 60 }] });
  });

  it('is at most 500 of a kind for each owner', async () => {
    for (let n = 0; n < 500; n += 1) await setup.store.add('view', 'me:lea', { ...VIEW, title: `Vue ${n}` });
    await expect(setup.save('view', LEA, { scope: 'me', content: VIEW })).rejects.toMatchObject({ code: 'CONFLICT' });
    await setup.save('view', PAUL, { scope: 'me', content: VIEW });
    expect((await setup.of(LEA)).views).toHaveLength(500);
  });
});

describe('a macro', () => {
  const macro = (template: string) => ({ title: 'Répondre', actions: [{ do: 'reply', template } as const] });

  it('for everybody names templates for everybody', async () => {
    const own = await setup.save('template', SAM, { scope: 'me', content: HELLO });
    const late = setup.save('macro', SAM, { scope: 'all', content: macro(own.id) });
    await expect(late).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('partagez') });
    await setup.save('macro', SAM, { scope: 'me', content: macro(own.id) });
    await expect(setup.save('macro', LEA, { scope: 'me', content: macro(own.id) })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('keeps its template from being deleted, or taken from everybody', async () => {
    const { id } = await setup.save('template', SAM, { scope: 'all', content: HELLO });
    const user = await setup.save('macro', SAM, { scope: 'all', content: macro(id) });
    await expect(setup.remove('template', SAM, id)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('« Répondre »'),
    });
    await expect(setup.save('template', SAM, { id, scope: 'me', content: HELLO })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await setup.remove('macro', SAM, user.id);
    await setup.remove('template', SAM, id);
    expect((await setup.of(SAM)).templates).toEqual([]);
  });
});

describe('a rule', () => {
  const save = (does: RuleThen, isOn = true) => {
    const { id: _, ...content } = ruleOf('r', { language: 'fr' }, does, { isOn });
    return setup.save('rule', SAM, { scope: 'all', content });
  };

  it.each([
    { to: 'auto', isTaken: true },
    { to: 'lea', isTaken: true },
    { to: 'team:Juridique', isTaken: true },
    { to: 'team:Compta', isTaken: false },
    { to: 'zoe', isTaken: false },
    { to: 'inconnue', isTaken: false },
  ])('that gives cases to $to is taken: $isTaken', async ({ to, isTaken }) => {
    const outcome = save({ assign: to }).then(
      () => true,
      (error: { code: string }) => error.code,
    );
    expect(await outcome).toBe(isTaken ? true : 'BAD_INPUT');
  });

  it('that is off may name somebody who left', async () => {
    expect(await save({ assign: 'zoe' }, false)).toMatchObject({ isOn: false });
  });

  it('is applied in the order in which it was written', async () => {
    for (const title of ['C', 'A', 'B']) {
      await setup.save('rule', SAM, {
        scope: 'all',
        content: ruleOf('r', { language: 'fr' }, { tags: ['x'] }, { title }),
      });
      await kernel.clock.advance(1);
    }
    expect((await setup.rules()).map(({ title }) => title)).toEqual(['C', 'A', 'B']);
  });
});

describe('goals', () => {
  const GOAL: Goal = { mailbox: '*', priority: '*', minutes: 60 };

  it('stay the same list as long as nobody changes them', async () => {
    await setup.setGoals([GOAL]);
    const before = await setup.goals();
    await kernel.clock.advance(6_000);
    expect(await setup.goals()).toBe(before);
    await setup.setGoals([{ ...GOAL, minutes: 30 }]);
    expect(await setup.goals()).toEqual([{ ...GOAL, minutes: 30 }]);
  });
});
