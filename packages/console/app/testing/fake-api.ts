/** The console's API, played from fixtures and kept in memory: for tests and screenshots, never shipped. */
import type { CaseDesk, DeskItem, Me } from '../api/types.ts';
import { withCaseActs } from './fake-case-acts.ts';
import { openFakeLearning } from './fake-learning.ts';
import { openFakeSetup } from './fake-setup.ts';
import { withWriting } from './fake-writing.ts';
import { ago, items as fixtureItems, me as fixtureMe, notices, people, supervision } from './fixtures.ts';
import { brake, liveJourneys, quarantine } from './operations.ts';
import { sampleCase } from './sample-case.ts';

export interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface FakeApi {
  answer(method: string, path: string, search: URLSearchParams, body: unknown): FakeAnswer;
}

const ok = (body: unknown): FakeAnswer => ({ status: 200, body });
const problem = (status: number, code: string, detail: string, more: object = {}): FakeAnswer => ({
  status,
  body: { type: `urn:facteur:problem:${code.toLowerCase()}`, title: code, status, detail, code, ...more },
});

/** `isSignedIn` false: `/me` answers 401 until `/sign-in`. */
export function openFakeApi({ me = fixtureMe, isSignedIn = true, items = fixtureItems } = {}): FakeApi {
  const state = {
    me: { ...me } as Me,
    isSignedIn,
    items: [...items] as DeskItem[],
    desks: new Map<string, CaseDesk>(),
  };
  const setup = openFakeSetup();
  const learning = openFakeLearning();
  return {
    answer(method, path, search, body) {
      if (path === '/sign-in') {
        if ((body as { password?: string }).password !== 'bonjour') return problem(401, 'NOT_ALLOWED', 'no');
        state.isSignedIn = true;
        return ok({ me: state.me });
      }
      if (!state.isSignedIn) return problem(401, 'NOT_ALLOWED', 'not signed in');
      const learned = learning.answer(path, search);
      if (learned) return learned;
      const setUp = setup.answer(method, path, body);
      if (setUp) return setUp;
      const answer = method === 'GET' ? read(state, path, search) : act(state, path, body as Record<string, unknown>);
      return withWriting({ method, path, search, body }, withCaseActs(path, answer));
    },
  };
}

interface State {
  me: Me;
  isSignedIn: boolean;
  items: DeskItem[];
  desks: Map<string, CaseDesk>;
}

function read(state: State, path: string, search: URLSearchParams): FakeAnswer {
  const [, first, second, third] = path.split('/');
  switch (first) {
    case 'me':
      return ok(state.me);
    case 'people':
      return ok({ people });
    case 'desk':
      return ok(second === 'counts' ? countsOf(state) : pageOf(state, search));
    case 'search':
      return ok(found(state, search.get('q') ?? ''));
    case 'customers':
      return ok({ address: second, cases: state.items.slice(12, 14) });
    case 'supervision':
      return ok(supervision);
    case 'journeys':
      return ok({ journeys: liveJourneys });
    case 'bot':
      return ok(brake);
    case 'mail':
      return ok(quarantine);
    case 'notifications':
      return ok({ items: notices, unread: 1 });
    case 'outbox':
      return ok({ folder: null, mails: [] });
    case 'cases':
      if (path.endsWith('/text')) return ok({ text: 'Bon de livraison n° 4471\nVASE-GRES-32 × 1', isCut: false });
      return third === 'mails' ? ok({ html: MAIL_HTML, hasRemoteImages: true }) : oneCase(state, second ?? '');
    default:
      return problem(404, 'NOT_FOUND', `There is nothing at ${path}`);
  }
}

const MAIL_HTML = `<p style="color:#444">Bonjour,</p><p>Le vase en <b>grès</b> de ma commande <b>CMD-2026-00131</b> est arrivé brisé en trois morceaux.</p>
<p>Pouvez-vous m’en renvoyer un autre&nbsp;?</p><p>Camille Roux</p>
<blockquote style="border-left:2px solid #ccc;padding-left:8px"><p>Le 18 nov. 2026, La Boutique Claire a écrit :</p><p>Votre commande a été livrée.</p></blockquote>`;

function oneCase(state: State, number: string): FakeAnswer {
  if (!state.items.some((item) => item.number === number)) return problem(404, 'NOT_FOUND', number);
  const shown = sampleCase(number);
  return ok({ ...shown, desk: state.desks.get(number) ?? shown.desk });
}

function inState(item: DeskItem, wanted: string, me: Me): boolean {
  if (wanted === 'all') return true;
  return wanted === 'mine' ? item.assignee === me.id && item.state === 'assigned' : item.state === wanted;
}

function pageOf(state: State, search: URLSearchParams) {
  const wanted = search.get('state') ?? 'unassigned';
  const matching = state.items
    .filter((item) => inState(item, wanted, state.me))
    .filter((item) => {
      const is = (name: string, value: string | undefined): boolean => !search.has(name) || search.get(name) === value;
      const reason = search.get('reason');
      return (
        is('mailbox', item.mailbox) &&
        is('journey', item.journey) &&
        is('language', item.language) &&
        is('priority', item.priority) &&
        is('queue', item.review?.queue) &&
        (reason === null || item.reasons.includes(reason))
      );
    })
    .sort((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'));
  const from = Number(search.get('after') ?? 0);
  const limit = Number(search.get('limit') ?? 50);
  const page = matching.slice(from, from + limit);
  const isMore = from + limit < matching.length;
  return { items: page, total: matching.length, ...(isMore && { cursor: String(from + limit) }) };
}

function countsOf({ items, me }: State) {
  const count = (values: readonly (string | undefined)[]): Record<string, number> => {
    const counted: Record<string, number> = {};
    for (const value of values) if (value !== undefined) counted[value] = (counted[value] ?? 0) + 1;
    return counted;
  };
  const states = ['unassigned', 'assigned', 'mine', 'snoozed', 'done', 'all'];
  return {
    states: Object.fromEntries(states.map((state) => [state, items.filter((item) => inState(item, state, me)).length])),
    queues: count(items.map(({ review }) => review?.queue)),
    reasons: count(items.flatMap(({ reasons }) => reasons)),
    mailboxes: count(items.map(({ mailbox }) => mailbox)),
    journeys: count(items.map(({ journey }) => journey)),
    languages: count(items.map(({ language }) => language)),
    priorities: count(items.map(({ priority }) => priority)),
    tags: count(items.flatMap(({ tags }) => tags)),
    assignees: count(items.map(({ assignee }) => assignee)),
  };
}

function found({ items }: State, words: string) {
  const asked = words.toLowerCase();
  const cases = items.filter((item) =>
    `${item.subject} ${item.excerpt} ${item.customer?.name}`.toLowerCase().includes(asked),
  );
  return { cases, tookMs: 14 };
}

function act(state: State, path: string, body: Record<string, unknown>): FakeAnswer {
  const [, first, second, third, fourth] = path.split('/');
  if (path === '/me/settings') {
    const { language, ...settings } = body as Partial<Me['settings']> & { language?: Me['language'] };
    state.me = {
      ...state.me,
      language: language ?? state.me.language,
      settings: { ...state.me.settings, ...settings },
    };
    return ok(state.me);
  }
  if (path === '/desk/bulk') return bulk(state, body.reviewIds as string[]);
  if (path.endsWith('/invitation')) return ok({ invitation: '/invitation/exemple-de-lien' });
  if (path === '/people') return ok({ person: people[1], invitation: '/invitation/exemple-de-lien' });
  if (path === '/mail') return { status: 201, body: { caseNumber: '7Q2K-9MXD-Y', mailId: 'm1', isNew: true } };
  if (first === 'reviews') return decided(state, second ?? '');
  if (first === 'cases') return onDesk(state, second ?? '', [third, fourth].filter(Boolean).join('/'), body);
  return ok({});
}

function decided(state: State, reviewId: string): FakeAnswer {
  state.items = state.items.filter(({ review }) => review?.reviewId !== reviewId);
  return ok({});
}

function bulk(state: State, reviewIds: readonly string[]): FakeAnswer {
  for (const id of reviewIds) decided(state, id);
  return ok({ done: reviewIds, refused: [] });
}

function onDesk(state: State, number: string, action: string, body: Record<string, unknown>): FakeAnswer {
  const before = state.desks.get(number) ?? sampleCase(number).desk;
  if (!before) return problem(404, 'NOT_FOUND', number);
  if (action === 'presence') return ok({ viewers: [{ id: 'karim', name: 'Karim Haddad', isTyping: false }] });
  if (action === 'draft' && body.base !== (before.draft?.version ?? 0)) {
    return problem(409, 'CONFLICT', 'changed', { draft: before.draft });
  }
  const desk = changed(before, action, body, state.me);
  state.desks.set(number, desk);
  return ok(desk);
}

function changed(desk: CaseDesk, action: string, body: Record<string, unknown>, me: Me): CaseDesk {
  const { assignee: _a, snoozedUntil: _s, draft: _d, ...rest } = desk;
  const text = String(body.text ?? '');
  switch (action) {
    case 'assign':
      return body.to === null
        ? { ...rest, state: 'unassigned' }
        : { ...desk, state: 'assigned', assignee: String(body.to) };
    case 'snooze':
      return { ...desk, state: 'snoozed', snoozedUntil: String(body.until) };
    case 'tags': {
      const { add = [], remove = [] } = body as { add?: string[]; remove?: string[] };
      return { ...desk, tags: [...desk.tags.filter((tag) => !remove.includes(tag)), ...add] };
    }
    case 'notes':
      return {
        ...desk,
        notes: [...desk.notes, { id: `n${desk.notes.length + 1}`, at: ago(0), by: me, text, mentions: [] }],
      };
    case 'draft':
      return { ...desk, draft: { version: (desk.draft?.version ?? 0) + 1, text, by: me, at: ago(0) } };
    case 'draft/discard':
      return rest;
    case 'take-over':
      return { ...desk, lease: { holder: 'advisor', advisor: me, epoch: desk.lease.epoch + 1 } };
    case 'hand-back':
      return { ...desk, lease: { holder: 'bot', epoch: desk.lease.epoch + 1 } };
    default:
      return desk;
  }
}
