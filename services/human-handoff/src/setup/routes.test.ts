/** The setup over HTTP: roles, macros, tags, the report of rules. */
import { caseNumberFrom, mailReceived, reviewRequested } from '@facteur/contracts';
import { buildApp, type Caller, type Listening, listen, openApiOf, type SignIn } from '@facteur/http';
import { mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DeskIndex, openDeskIndex } from '../desk-index/desk-index.ts';
import { reviewData } from '../testing/sample-events.ts';
import { setupRoutes } from './routes.ts';
import { colleague, openRuleDesk, type RuleDesk } from './testing/rule-desk.ts';
import { ruleOf } from './testing/sample-setup.ts';

const NUMBER = caseNumberFrom(new Uint8Array([1, 1, 2, 3, 4, 5, 6, 7]));
const CALLERS: Readonly<Record<string, Caller>> = {
  rita: { id: 'rita', name: 'Rita', role: 'reader' },
  lea: { id: 'lea', name: 'Léa', role: 'advisor' },
  paul: { id: 'paul', name: 'Paul', role: 'advisor' },
  sam: { id: 'sam', name: 'Sam', role: 'supervisor' },
  admin: { id: 'admin', name: 'Administrateur', role: 'admin' },
};

let kernel: TestKernel;
let desk: RuleDesk;
let index: DeskIndex;
let server: Listening;

const signIn: SignIn = {
  identify: async (request) => CALLERS[request.get('x-caller') ?? ''],
  signIn: async () => undefined,
};

beforeEach(async () => {
  kernel = await openTestKernel();
  desk = await openRuleDesk(
    kernel,
    Object.values(CALLERS).map(({ id, role }) => colleague(id, { role })),
  );
  const { setup, facts, cases, reviews } = desk;
  index = openDeskIndex(kernel.kernel(), { cases, reviews, acts: desk.acts.runner });
  const acts: RuleDesk['acts'] = {
    ...desk.acts,
    async act(number, name, payload) {
      const part = await desk.acts.act(number, name, payload);
      await index.refresh(number);
      return part;
    },
  };
  index.start();
  const from = { address: 'camille@courriel.example', name: 'Camille' };
  await kernel.send(mailReceived.about(NUMBER, mailData('m1', { subject: 'Ma commande', from })) as never);
  await kernel.send(reviewRequested.about(NUMBER, { ...reviewData('r1'), reviewId: `${NUMBER}.r1` }) as never);
  await kernel.idle();
  await kernel.until(() => index.isComplete());
  const routes = setupRoutes({ setup, acts, index, facts, clock: kernel.clock });
  server = await listen(buildApp({ routes, signIn, version: '1' }), { host: '127.0.0.1', port: 0, setting: 'X' });
});
afterEach(async () => {
  await server.close();
  await index.stop();
  await desk.acts.stop();
  await kernel.dispose();
});

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function call(caller: string, path: string, sent?: object): Promise<Answer> {
  const headers = { 'x-caller': caller, 'content-type': 'application/json' };
  const init = sent === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(sent) };
  const response = await fetch(`${server.url}/api/v1/desk/${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
async function kept(caller: string, path: string, sent: object): Promise<string> {
  const { status, body } = await call(caller, path, sent);
  expect({ status, body }).toMatchObject({ status: 200 });
  return String(body.id);
}

const HELLO = { title: 'Accueil', language: 'fr', text: 'Bonjour {{customer.name}}, [[délai]]', scope: 'me' };
const VIEW = { title: 'VIP', filter: { tag: 'vip' }, scope: 'me' };
const RULE = ruleOf('', { language: 'fr' }, { tags: ['vip'] }, { title: 'Règle' });
const worth = (atLeast: object) => ({ ...RULE, id: undefined, when: { amount: { atLeast } } });
const GOALS = { goals: [{ mailbox: '*', priority: 'high', minutes: 60 }] };

describe('the API of the setup', () => {
  it.each<{ caller: string; path: string; sent?: object; status: number }>([
    { caller: 'nobody', path: 'setup', status: 401 },
    { caller: 'rita', path: 'setup', status: 200 },
    { caller: 'rita', path: 'setup?only=views,goals', status: 200 },
    { caller: 'rita', path: 'setup?only=tags', status: 400 },
    { caller: 'rita', path: 'setup?only=', status: 400 },
    { caller: 'rita', path: 'tags', status: 200 },
    { caller: 'rita', path: 'rules/report', status: 200 },
    { caller: 'rita', path: 'templates', sent: HELLO, status: 403 },
    { caller: 'lea', path: 'templates', sent: HELLO, status: 200 },
    { caller: 'lea', path: 'templates', sent: { ...HELLO, scope: 'all' }, status: 403 },
    { caller: 'sam', path: 'templates', sent: { ...HELLO, scope: 'all' }, status: 200 },
    { caller: 'lea', path: 'templates', sent: { ...HELLO, text: ' ' }, status: 400 },
    { caller: 'lea', path: 'templates', sent: { ...HELLO, text: 'é'.repeat(10_001) }, status: 400 },
    { caller: 'lea', path: 'templates', sent: { ...HELLO, title: 'a\nb' }, status: 400 },
    { caller: 'lea', path: 'templates', sent: { ...HELLO, id: 'inconnu' }, status: 404 },
    { caller: 'lea', path: 'macros', sent: { title: 'Vide', scope: 'me', actions: [] }, status: 400 },
    { caller: 'lea', path: 'views', sent: VIEW, status: 200 },
    { caller: 'lea', path: 'rules', sent: RULE, status: 403 },
    { caller: 'sam', path: 'rules', sent: { ...RULE, id: undefined }, status: 200 },
    { caller: 'sam', path: 'rules', sent: { ...RULE, id: undefined, when: {} }, status: 400 },
    { caller: 'sam', path: 'rules', sent: { ...RULE, id: undefined, when: { words: ['?'] } }, status: 400 },
    { caller: 'sam', path: 'rules', sent: { ...RULE, id: undefined, when: { customer: 'camille' } }, status: 400 },
    { caller: 'sam', path: 'rules', sent: worth({ minor: 50_000, currency: 'EUR' }), status: 200 },
    { caller: 'sam', path: 'rules', sent: worth({ minor: 0, currency: 'EUR' }), status: 400 },
    { caller: 'sam', path: 'rules', sent: worth({ minor: 1.5, currency: 'EUR' }), status: 400 },
    { caller: 'sam', path: 'rules', sent: worth({ minor: 500, currency: 'euros' }), status: 400 },
    { caller: 'lea', path: 'goals', sent: GOALS, status: 403 },
    { caller: 'sam', path: 'goals', sent: GOALS, status: 200 },
    { caller: 'sam', path: 'goals', sent: { goals: [...GOALS.goals, ...GOALS.goals] }, status: 400 },
    { caller: 'sam', path: 'goals', sent: { goals: [{ ...GOALS.goals[0], minutes: 0 }] }, status: 400 },
    { caller: 'lea', path: 'tags/rename', sent: { from: 'a', to: 'b' }, status: 403 },
    { caller: 'lea', path: 'tags/delete', sent: { tag: 'a' }, status: 403 },
    { caller: 'sam', path: 'tags/rename', sent: { from: 'a', to: ' ' }, status: 400 },
    { caller: 'lea', path: 'macros/inconnue/run', sent: { number: NUMBER }, status: 404 },
    { caller: 'lea', path: 'views/inconnue/delete', sent: {}, status: 404 },
  ])('answers $status to $caller: $path $sent', async ({ caller, path, sent, status }) => {
    expect(await call(caller, path, sent)).toMatchObject({ status });
  });

  it('says what was kept, to whom it concerns', async () => {
    const id = await kept('lea', 'templates', HELLO);
    await call('sam', 'goals', GOALS);
    expect((await call('lea', 'setup')).body).toEqual({
      ...{ templates: [{ ...HELLO, id, version: 1 }], macros: [], rules: [], views: [] },
      goals: GOALS.goals,
    });
    expect((await call('paul', 'setup')).body).toMatchObject({ templates: [] });
    expect(await call('lea', `templates/${id}/delete`, {})).toEqual({ status: 200, body: { done: true } });
  });

  it.each([
    { only: 'views', answered: ['views'] },
    { only: 'goals,rules,goals', answered: ['goals', 'rules'] },
    { only: 'templates,macros,rules,views,goals', answered: ['goals', 'macros', 'rules', 'templates', 'views'] },
  ])('answers what is asked for alone: $only', async ({ only, answered }) => {
    await kept('lea', 'views', VIEW);
    const { body } = await call('lea', `setup?only=${only}`);
    expect(Object.keys(body).sort()).toEqual(answered);
    if ('views' in body) expect(body.views).toMatchObject([VIEW]);
  });

  it('describes all that it takes and answers', () => {
    const { setup, facts, acts } = desk;
    const routes = setupRoutes({ setup, acts, index, facts, clock: kernel.clock });
    const { paths } = openApiOf(routes, { title: 'x', version: '1' }) as { paths: object };
    expect(Object.keys(paths)).toHaveLength(15);
    expect(routes.filter(({ answer }) => answer === undefined)).toEqual([]);
  });

  it('takes the administrator’s word for who acts', async () => {
    await kept('admin', 'views', { ...VIEW, advisor: { id: 'lea' } });
    expect((await call('lea', 'setup')).body.views).toMatchObject([{ title: 'VIP', scope: 'me' }]);
    await kept('paul', 'views', { ...VIEW, advisor: { id: 'lea' } });
    expect((await call('paul', 'setup')).body.views).toHaveLength(1);
  });
});

describe('a macro', () => {
  const macro = (...actions: object[]) => ({ title: 'Suivi', scope: 'me', actions });

  it('does what it says in order, as the caller, and gives a draft', async () => {
    const template = await kept('lea', 'templates', { ...HELLO, subject: 'Re: {{case.subject}}' });
    const id = await kept(
      'lea',
      'macros',
      macro(
        { do: 'tag', tag: 'vip' },
        { do: 'tag', tag: 'tri' },
        { do: 'untag', tag: 'tri' },
        { do: 'assign', to: 'me' },
        { do: 'note', text: 'Suivi lancé' },
        { do: 'reply', template },
        { do: 'snooze', minutes: 90 },
      ),
    );
    const nowMs = kernel.clock.now();
    const { status, body } = await call('lea', `macros/${id}/run`, { number: NUMBER });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        part: {
          state: 'snoozed',
          assignee: 'lea',
          tags: ['vip'],
          notes: [{ by: { id: 'lea', name: 'Léa' }, text: 'Suivi lancé' }],
        },
        draft: { subject: 'Re: Ma commande', text: 'Bonjour Camille, [[délai]]' },
      },
    });
    const { snoozedUntil } = body.part as { snoozedUntil: string };
    expect(Date.parse(snoozedUntil)).toBeGreaterThanOrEqual(nowMs + 90 * 60_000);
  });

  it('stops at the first refusal, and says what was done', async () => {
    const full = Array.from({ length: 20 }, (_, n) => `t${n}`);
    await desk.acts.act(NUMBER, 'tags', { advisor: { id: 'lea' }, add: full, remove: [] });
    const actions = [
      { do: 'assign', to: 'paul' },
      { do: 'tag', tag: 'vip' },
      { do: 'note', text: 'x' },
    ];
    const id = await kept('lea', 'macros', macro(...actions));
    const { status, body } = await call('lea', `macros/${id}/run`, { number: NUMBER });
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'BAD_INPUT' } });
    expect(body.detail).toBe(
      'La macro « Suivi » s’est arrêtée à « ajouter une étiquette » : Un dossier porte au plus 20 étiquettes. Déjà fait : confier le dossier.',
    );
    expect(await desk.acts.part(NUMBER)).toMatchObject({ assignee: 'paul', notes: [] });
  });

  it('of somebody else is not run, nor on a case that is not there', async () => {
    const id = await kept('lea', 'macros', macro({ do: 'assign', to: 'me' }));
    expect(await call('paul', `macros/${id}/run`, { number: NUMBER })).toMatchObject({ status: 404 });
    const other = caseNumberFrom(new Uint8Array([9, 9, 9, 9, 9, 9, 9, 9]));
    expect(await call('lea', `macros/${id}/run`, { number: other })).toMatchObject({ status: 404 });
  });

  it('closes the case by its open review', async () => {
    const id = await kept('lea', 'macros', macro({ do: 'close', outcome: 'resolved' }));
    expect(await call('lea', `macros/${id}/run`, { number: NUMBER })).toMatchObject({ status: 200 });
    expect((await desk.facts(NUMBER))?.reviews).toMatchObject([{ status: 'decided' }]);
  });
});

describe('tags', () => {
  const tag = async (...add: string[]): Promise<void> => {
    await desk.acts.act(NUMBER, 'tags', { advisor: { id: 'lea' }, add, remove: [] });
    await index.refresh(NUMBER);
  };
  beforeEach(async () => {
    await kept('sam', 'rules', { ...RULE, id: undefined, isOn: false });
    await kept('lea', 'macros', { title: 'Trier', scope: 'me', actions: [{ do: 'tag', tag: 'vip' }] });
    await kept('lea', 'views', VIEW);
    await tag('vip', 'VIPs');
  });

  it('are told with what bears and names them', async () => {
    const { body } = await call('lea', 'tags');
    const lastUsedAt = expect.any(String);
    expect(body.tags).toEqual([
      {
        tag: 'vip',
        cases: 1,
        lastUsedAt,
        rules: ['Règle'],
        macros: ['Trier'],
        views: ['VIP'],
        alike: ['VIPs'],
      },
      { tag: 'VIPs', cases: 1, lastUsedAt, rules: [], macros: [], views: [], alike: ['vip'] },
    ]);
  });

  it('are merged everywhere, other people’s own things too, and a second time nowhere', async () => {
    const change = { from: 'vip', to: 'VIPs' };
    expect((await call('sam', 'tags/rename', change)).body).toEqual({ changed: 4 });
    expect((await desk.acts.part(NUMBER)).tags).toEqual(['VIPs']);
    const { body } = await call('lea', 'setup');
    expect(body).toMatchObject({
      macros: [{ actions: [{ do: 'tag', tag: 'VIPs' }] }],
      views: [{ filter: { tag: 'VIPs' } }],
    });
    expect(await desk.setup.rules()).toMatchObject([{ title: 'Règle' }]);
    expect((await call('sam', 'tags/rename', change)).body).toEqual({ changed: 0 });
  });

  it('go everywhere', async () => {
    expect((await call('sam', 'tags/delete', { tag: 'vip' })).body).toEqual({ changed: 4 });
    expect((await desk.acts.part(NUMBER)).tags).toEqual(['VIPs']);
    expect((await call('lea', 'setup')).body).toMatchObject({ macros: [{ actions: [] }], views: [{ filter: {} }] });
    expect(((await call('lea', 'tags')).body.tags as object[]).length).toBe(1);
  });
});

describe('the report of rules', () => {
  it('counts matches, and names rules in each other’s way', async () => {
    const one = await desk.rule('Français', { language: 'fr' }, { priority: 'low' });
    const other = await desk.rule('Devis', { language: 'fr', words: ['devis'] }, { priority: 'high' });
    await kernel.send(reviewRequested.about(NUMBER, { ...reviewData('r2'), reviewId: `${NUMBER}.r2` }) as never);
    await kernel.idle();
    const { body } = await call('rita', 'rules/report');
    expect(body).toEqual({
      rules: [
        { id: one, matches30d: 1, lastMatchAt: expect.any(String) },
        { id: other, matches30d: 0 },
      ],
      overlaps: [{ one, other, why: 'contradicts' }],
    });
  });
});
