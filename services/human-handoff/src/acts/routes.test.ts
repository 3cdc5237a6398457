/** The acting side over HTTP. */
import { caseNumberFrom, mailReceived, replyRequested } from '@facteur/contracts';
import { buildApp, type Caller, type Listening, listen, type SignIn } from '@facteur/http';
import { mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDesk } from '../desk.ts';
import { caseFlow, reviewFlow } from '../flow.ts';
import { type DeskActs, openActs, openDeskKeeping } from './acts.ts';
import { actRoutes } from './routes.ts';

const CASE = caseNumberFrom(new Uint8Array([1, 1, 2, 3, 4, 5, 6, 7]));
const CALLERS: Readonly<Record<string, Caller>> = {
  lea: { id: 'lea', name: 'Léa', role: 'advisor' },
  paul: { id: 'paul', name: 'Paul', role: 'advisor' },
  rita: { id: 'rita', name: 'Rita', role: 'reader' },
  admin: { id: 'admin', name: 'Administrateur', role: 'admin' },
};

let kernel: TestKernel;
let acts: DeskActs;
let server: Listening;

/** Whoever the header names. */
const signIn: SignIn = {
  identify: async (request) => CALLERS[request.get('x-caller') ?? ''],
  signIn: async () => undefined,
};

beforeEach(async () => {
  kernel = await openTestKernel();
  const cases = await kernel.run(caseFlow());
  const reviews = await kernel.run(reviewFlow());
  const people = Object.values(CALLERS).map((caller) => ({
    ...{ ...caller, teams: [], skills: [], languages: ['fr'], isAway: false, isActive: true },
  }));
  const keeping = await openDeskKeeping(kernel.kernel(), kernel.parking());
  const nameOf = async (id: string) => CALLERS[id]?.name;
  const parts = { kernel: kernel.kernel(), keeping, cases, reviews, nameOf };
  acts = openActs({ ...parts, desk: openDesk(cases, reviews), people: async () => people });
  await kernel.send(
    mailReceived.about(
      CASE,
      mailData('m1', { subject: 'Ma commande', from: { address: 'camille@courriel.example' } }),
    ) as never,
  );
  await kernel.idle();
  server = await listen(buildApp({ routes: actRoutes(acts), signIn, version: '1' }), {
    ...{ host: '127.0.0.1', port: 0, setting: 'X' },
  });
});
afterEach(async () => {
  await server.close();
  await acts.stop();
  await kernel.dispose();
});

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function call(caller: string, path: string, sent?: object): Promise<Answer> {
  const headers = { 'x-caller': caller, 'content-type': 'application/json' };
  const init = sent === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(sent) };
  const response = await fetch(`${server.url}/api/v1/${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const act = (caller: string, name: string, sent: object = {}): Promise<Answer> =>
  call(caller, `cases/${CASE}/${name}`, sent);

const copies = (count: number): string[] => Array.from({ length: count }, (_, n) => `p${n}@courriel.example`);

describe('the API of acts', () => {
  it.each<{ caller: string; name: string; sent?: object; status: number }>([
    { caller: 'nobody', name: 'unsnooze', status: 401 },
    { caller: 'rita', name: 'notes', sent: { text: 'x' }, status: 403 },
    { caller: 'lea', name: 'assign', status: 400 },
    { caller: 'lea', name: 'assign', sent: { to: 'inconnue' }, status: 400 },
    { caller: 'lea', name: 'snooze', sent: { until: 'demain' }, status: 400 },
    { caller: 'lea', name: 'snooze', sent: { until: '2001-01-01T00:00:00Z' }, status: 400 },
    { caller: 'lea', name: 'tags', sent: { add: [' '] }, status: 400 },
    { caller: 'lea', name: 'notes', sent: { text: '' }, status: 400 },
    { caller: 'lea', name: 'reply', sent: { text: 'Bonjour', subject: 'Re:\r\nBcc: x@y.example' }, status: 400 },
    { caller: 'lea', name: 'reply', sent: { text: 'Bonjour', cc: ['personne'] }, status: 400 },
    { caller: 'lea', name: 'reply', sent: { text: 'Bonjour', bcc: ['x@y.example\r\nTo: z@y.example'] }, status: 400 },
    { caller: 'lea', name: 'reply', sent: { text: 'Bonjour', cc: copies(21) }, status: 400 },
    { caller: 'lea', name: 'reply', sent: { text: 'Bonjour', cc: copies(10), bcc: copies(11) }, status: 400 },
    { caller: 'lea', name: 'close', sent: {}, status: 400 },
  ])('answers $status to $caller: $name $sent', async ({ caller, name, sent, status }) => {
    expect(await act(caller, name, sent)).toMatchObject({ status, body: { status } });
  });

  it.each<{ name: string; sent?: object; part: object }>([
    { name: 'assign', sent: { to: 'lea' }, part: { state: 'assigned', assignee: 'lea' } },
    { name: 'tags', sent: { add: ['vip'] }, part: { tags: ['vip'] } },
    {
      name: 'notes',
      sent: { text: 'à suivre' },
      part: { notes: [{ by: { id: 'lea', name: 'Léa' }, text: 'à suivre' }] },
    },
    { name: 'draft', sent: { base: 0, text: 'Bonjour' }, part: { draft: { version: 1, text: 'Bonjour' } } },
    { name: 'draft/discard', part: { state: 'unassigned' } },
    { name: 'take-over', part: { lease: { holder: 'advisor', advisor: { id: 'lea' }, epoch: 1 } } },
    { name: 'hand-back', part: { lease: { holder: 'bot', epoch: 0 } } },
    { name: 'unsnooze', part: { state: 'unassigned' } },
    { name: 'reply', sent: { text: 'Bonjour' }, part: { state: 'unassigned' } },
  ])('answers the desk’s part to $name', async ({ name, sent, part }) => {
    expect(await act('lea', name, sent)).toMatchObject({ status: 200, body: part });
  });

  it('sends copies to whom an advisor names', async () => {
    expect(
      await act('lea', 'reply', { text: 'Bonjour', cc: ['a@courriel.example'], bcc: ['b@courriel.example'] }),
    ).toMatchObject({ status: 200 });
    await kernel.until(async () => (await kernel.published(replyRequested)).length > 0);
    expect((await kernel.published(replyRequested)).map(({ data }) => [data.cc, data.bcc])).toEqual([
      [[{ address: 'a@courriel.example' }], [{ address: 'b@courriel.example' }]],
    ]);
  });

  it('lets a person who is signed in act as themselves alone, and the administrator for others', async () => {
    const advisor = { id: 'paul', name: 'Paul' };
    await act('lea', 'notes', { text: 'un', advisor });
    const { body } = await act('admin', 'notes', { text: 'deux', advisor });
    expect(body.notes).toMatchObject([{ by: { id: 'lea' } }, { by: { id: 'paul' } }]);
  });

  it('keeps the stored draft, and sends it along, when another version comes', async () => {
    await act('lea', 'draft', { base: 0, subject: 'Votre commande', text: 'Bonjour' });
    expect(await act('paul', 'draft', { base: 0, text: 'Bonsoir' })).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT', draft: { version: 1, subject: 'Votre commande', text: 'Bonjour', by: { id: 'lea' } } },
    });
    await act('lea', 'draft/discard', { base: 1 });
    expect(await act('lea', 'draft', { base: 1, text: 'Bonsoir' })).toMatchObject({
      status: 409,
      body: { draft: null },
    });
  });

  it('names whoever has taken a case over', async () => {
    await act('lea', 'take-over');
    expect(await act('paul', 'take-over')).toMatchObject({
      status: 409,
      body: { detail: 'Léa a pris ce dossier en main' },
    });
    expect((await act('paul', 'take-over', { force: true })).body.lease).toMatchObject({ advisor: { id: 'paul' } });
  });

  it('tells people what concerns them, until they have read it', async () => {
    await act('lea', 'notes', { text: 'Vois ceci, @paul' });
    await kernel.until(async () => (await acts.notifications('paul')).length === 1);
    const { body } = await call('paul', 'notifications');
    expect(body).toMatchObject({
      items: [{ kind: 'mention', number: CASE, by: { id: 'lea', name: 'Léa' }, text: 'Vois ceci, @paul' }],
      unread: 1,
    });
    expect((await call('paul', 'notifications/read', {})).body).toMatchObject({ unread: 0 });
  });

  it('says who else looks at a case', async () => {
    await act('paul', 'presence', { isTyping: true });
    expect((await act('lea', 'presence')).body).toEqual({
      viewers: [
        { id: 'lea', name: 'Léa', isTyping: false },
        { id: 'paul', name: 'Paul', isTyping: true },
      ],
    });
  });

  it('refuses each of many reviews with its reason', async () => {
    const { body } = await call('lea', 'desk/bulk', { reviewIds: [`${CASE}.r`], option: 'refuser' });
    expect(body).toEqual({ done: [], refused: [{ reviewId: `${CASE}.r`, why: expect.any(String) }] });
  });
});
