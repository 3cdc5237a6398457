/** The acting side over HTTP. */
import { caseNumberFrom, mailReceived, replyRequested, reviewDecided, reviewRequested } from '@facteur/contracts';
import { buildApp, type Caller, type Listening, listen, type SignIn } from '@facteur/http';
import { mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDesk } from '../desk.ts';
import { caseFlow, reviewFlow } from '../flow.ts';
import { handoffRoutes } from '../routes.ts';
import { reviewData } from '../testing/sample-events.ts';
import { type DeskActs, openActs, openDeskKeeping } from './acts.ts';
import { type FileKeeping, MOST_FILE_BYTES } from './files/kept-files.ts';
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
  const files: FileKeeping = {
    put: async (kept) => kept.map(({ scope, content }) => ({ scope, id: 'b', bytes: content.length })),
  };
  const desk = openDesk(cases, reviews);
  acts = openActs({ ...parts, desk, files, people: async () => people });
  await kernel.send(
    mailReceived.about(
      CASE,
      mailData('m1', { subject: 'Ma commande', from: { address: 'camille@courriel.example' } }),
    ) as never,
  );
  await kernel.idle();
  server = await listen(
    buildApp({ routes: [...actRoutes(acts), ...handoffRoutes(desk, acts)], signIn, version: '1' }),
    {
      ...{ host: '127.0.0.1', port: 0, setting: 'X' },
    },
  );
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
    { caller: 'lea', name: 'reply', sent: { text: 'Bonjour', attachments: [{ file: 'x' }] }, status: 404 },
    { caller: 'lea', name: 'side', sent: { to: [], subject: 's', text: 't' }, status: 400 },
    { caller: 'lea', name: 'side', sent: { to: ['x@y.example'], subject: 's\nBcc: z', text: 't' }, status: 400 },
    { caller: 'lea', name: 'merge', sent: { into: CASE }, status: 400 },
    { caller: 'lea', name: 'merge', sent: { into: 'AAAA-AAAA-A' }, status: 400 },
    { caller: 'lea', name: 'split', sent: { mailId: 'm1', parts: [] }, status: 400 },
    { caller: 'lea', name: 'split', sent: { mailId: 'm1', parts: [{ text: 'autre chose' }] }, status: 400 },
    { caller: 'lea', name: 'link', sent: { other: CASE, kind: 'absorbed' }, status: 400 },
    { caller: 'lea', name: 'customer', sent: { address: 'personne' }, status: 400 },
    { caller: 'lea', name: 'call', sent: { text: 'x', direction: 'up' }, status: 400 },
    { caller: 'lea', name: 'ask-for', status: 409 },
    { caller: 'rita', name: 'trash', status: 403 },
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
    {
      name: 'side',
      sent: { to: ['x@y.example'], subject: 's', text: 't' },
      part: { side: [{ with: ['x@y.example'], subject: 's', isAnswered: false }] },
    },
    { name: 'split', sent: { mailId: 'm1', parts: [{ text: 'm1' }] }, part: { links: [] } },
    { name: 'customer', sent: { address: 'd@courriel.example' }, part: { state: 'unassigned' } },
    { name: 'call', sent: { text: 'Rappelé', direction: 'out' }, part: { state: 'unassigned' } },
    { name: 'restore', part: { state: 'unassigned' } },
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

  async function bring(name: string, content: Buffer): Promise<Answer> {
    const headers = { 'x-caller': 'lea', 'content-type': 'image/png' };
    const path = `${server.url}/api/v1/cases/${CASE}/files?name=${encodeURIComponent(name)}`;
    const response = await fetch(path, { method: 'POST', headers, body: new Uint8Array(content) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  it('keeps a file, and says why one is not kept', async () => {
    expect(await bring('bon.pdf', Buffer.from('%PDF-1.7'))).toEqual({
      status: 201,
      body: { file: { id: expect.any(String), name: 'bon.pdf', type: 'application/pdf', bytes: 8 } },
    });
    expect(await bring('film.mp4', Buffer.alloc(MOST_FILE_BYTES + 1))).toMatchObject({
      status: 413,
      body: { code: 'DOCUMENT_TOO_LARGE', detail: expect.stringContaining('« film.mp4 » pèse plus de 20 Mo') },
    });
    expect(await bring('rien', Buffer.alloc(0))).toMatchObject({ status: 400 });
  });

  it('decides a review by a mail with files and copies', async () => {
    const { file } = (await bring('bon.pdf', Buffer.from('%PDF-1.7'))).body as { file: { id: string } };
    const reviewId = `${CASE}.r`;
    await kernel.send(reviewRequested.about(CASE, { ...reviewData('r'), reviewId }) as never);
    await kernel.idle();
    const decision = { kind: 'reply', text: 'Voici', cc: ['a@courriel.example'], attachments: [{ file: file.id }] };
    expect(
      (await call('lea', `reviews/${reviewId}/decide`, { decision: { ...decision, bcc: copies(20) } })).status,
    ).toBe(400);
    expect((await call('lea', `reviews/${reviewId}/decide`, { decision })).status).toBe(200);
    await kernel.until(async () => (await kernel.published(reviewDecided)).length > 0);
    expect((await kernel.published(reviewDecided))[0]?.data.decision).toEqual({
      ...{ kind: 'reply', text: 'Voici', cc: [{ address: 'a@courriel.example' }] },
      attachments: [{ name: 'bon.pdf', type: 'application/pdf', bytes: 8, blob: { scope: CASE, id: 'b', bytes: 8 } }],
    });
  });

  it('shows with a case what advisors made of it, and what it absorbed', async () => {
    expect((await call('rita', `cases/${CASE}`)).body).toMatchObject({
      desk: { links: [], side: [] },
      absorbed: [],
    });
  });

  it('does one act to many cases', async () => {
    const unknown = caseNumberFrom(new Uint8Array([9, 1, 2, 3, 4, 5, 6, 7]));
    const sent = { numbers: [CASE, unknown], act: { kind: 'tags', add: ['vip'] } };
    expect((await call('lea', 'desk/acts', sent)).body).toEqual({
      done: [CASE],
      refused: [{ number: unknown, why: `Il n’y a pas de dossier ${unknown}` }],
    });
    expect((await call('lea', 'desk/acts', { ...sent, act: { kind: 'merge' } })).status).toBe(400);
  });

  it('refuses each of many reviews with its reason', async () => {
    const { body } = await call('lea', 'desk/bulk', { reviewIds: [`${CASE}.r`], option: 'refuser' });
    expect(body).toEqual({ done: [], refused: [{ reviewId: `${CASE}.r`, why: expect.any(String) }] });
  });
});
