/** The desk's index over the flows on the kernel, and its routes over HTTP. */
import { caseChanged, mailReceived, reviewRequested } from '@facteur/contracts';
import { buildApp, type Caller, listen } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import { caseChangedData, mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeskState } from '../acts/state.ts';
import type { CaseState } from '../case-view.ts';
import { caseFlow, reviewFlow } from '../flow.ts';
import type { ReviewsState } from '../reviews.ts';
import { reviewData } from '../testing/sample-events.ts';
import { type DeskIndex, openDeskIndex } from './desk-index.ts';
import { deskRoutes } from './routes.ts';
import { numberOf } from './testing/sample-facts.ts';

let kernel: TestKernel;
let cases: Runner<CaseState>;
let reviews: Runner<ReviewsState>;
let index: DeskIndex;
const acts: Pick<Runner<DeskState>, 'read'> = { read: async () => undefined };
const closers: (() => Promise<void>)[] = [];

beforeEach(async () => {
  kernel = await openTestKernel();
  cases = await kernel.run(caseFlow());
  reviews = await kernel.run(reviewFlow());
  index = openDeskIndex(kernel.kernel(), { cases, reviews, acts });
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await index.stop();
  await kernel.dispose();
});

const camille = { address: 'camille@courriel.example', name: 'Camille' };

/** A mail, a review and a run of each of `count` cases, a second apart. */
async function sendCases(count: number, from = 0): Promise<void> {
  for (let n = from; n < from + count; n += 1) {
    const number = numberOf(n);
    const request = { ...reviewData('r'), reviewId: `${number}.r`, journey: 'retour', withinMs: 60_000 };
    await kernel.send(
      mailReceived.about(
        number,
        mailData(`m${n}`, { from: camille, subject: `Colis ${n}`, text: 'Toujours rien' }),
      ) as never,
      reviewRequested.about(number, request) as never,
      caseChanged.about(number, caseChangedData('valider', { status: 'waiting-advisor' })) as never,
    );
    await kernel.clock.advance(1_000);
  }
  await kernel.idle();
}

const queue = (more = {}) => index.list({ filter: { state: 'unassigned' }, sort: 'age', limit: 50, ...more });
const numbers = async () => (await queue()).items.map(({ number }) => number);

describe('the index of the desk', () => {
  it('reads what was there before it, and says until then that it is not complete', async () => {
    await sendCases(3);
    expect(await queue()).toEqual({ items: [], total: 0, isComplete: false });
    index.start();
    await kernel.until(() => index.isComplete());
    const { items, total } = await queue();
    expect(total).toBe(3);
    expect(items[0]).toEqual({
      number: numberOf(0),
      review: {
        reviewId: `${numberOf(0)}.r`,
        queue: 'general',
        options: ['accepter', 'refuser'],
        requestedAt: items[0]?.since,
      },
      subject: 'Colis 0',
      customer: camille,
      mailbox: 'sav@boutique.example',
      language: 'fr',
      journey: 'retour',
      step: 'valider',
      status: 'waiting-advisor',
      priority: 'normal',
      reasons: ['step-review'],
      since: items[0]?.since,
      dueAt: new Date(Date.parse(items[0]?.since ?? '') + 60_000).toISOString(),
      updatedAt: items[0]?.updatedAt,
      state: 'unassigned',
      tags: [],
      excerpt: 'Toujours rien',
    });
  });

  it('follows what happens, and tells when lists show it', async () => {
    index.start();
    await kernel.until(() => index.isComplete());
    const told: string[] = [];
    index.listen((number) => told.push(number));
    await sendCases(2);
    await kernel.until(async () => (await numbers()).length === 2);
    expect(told).toContain(numberOf(1));
    await kernel.send(
      caseChanged.about(
        numberOf(0),
        caseChangedData('fin', { status: 'closed', change: 'closed', revision: 5 }),
      ) as never,
    );
    await kernel.until(async () => !(await numbers()).includes(numberOf(0)));
    expect(index.supervision()).toMatchObject({ open: 1, unassigned: 1, automaticShare: 1 });
  });

  it('shows a command in the next list, without waiting for anything', async () => {
    await sendCases(1);
    index.start();
    await kernel.until(() => index.isComplete());
    await index.following(reviews).command({ key: numberOf(0) }, 'claim', {
      reviewId: `${numberOf(0)}.r`,
      advisor: { id: 'lea' },
    });
    expect(await numbers()).toEqual([]);
    const mine = await queue({ filter: { state: 'mine' }, me: 'lea' });
    expect(mine.items).toMatchObject([{ state: 'assigned', review: { claimedBy: 'lea' } }]);
    expect(index.counts({ state: 'unassigned' }, 'lea').state).toEqual({ assigned: 1, mine: 1, all: 1 });
  });

  it('finds what it heard nothing of', async () => {
    const { bus } = kernel.kernel();
    const deaf = { ...bus, tail: async () => ({ close: async () => undefined }) };
    index = openDeskIndex({ ...kernel.kernel(), bus: deaf }, { cases, reviews, acts });
    index.start();
    await kernel.until(() => index.isComplete());
    await sendCases(2);
    expect(await numbers()).toEqual([]);
    await kernel.clock.advance(31_000);
    await kernel.until(async () => (await numbers()).length === 2);
    expect(index.size).toBe(2);
  });

  it('does not open again what it has in full, as often as it looks', async () => {
    const opened: number[] = [];
    const counting: Pick<Runner<CaseState>, 'read' | 'find'> = {
      read: cases.read,
      async find(query, isKnown) {
        const page = await cases.find(query, isKnown);
        if (query.range !== undefined) opened.push(page.documents.length);
        return page;
      },
    };
    index = openDeskIndex(kernel.kernel(), { cases: counting, reviews, acts });
    index.start();
    await kernel.until(() => index.isComplete());
    await sendCases(2);
    await kernel.until(async () => (await numbers()).length === 2);
    const looks = async (count: number): Promise<number[]> => {
      opened.length = 0;
      while (opened.length < count) await kernel.clock.advance(31_000);
      return [...opened];
    };
    expect(await looks(2)).toEqual([0, 0]);
    await sendCases(1, 2);
    await kernel.until(async () => (await numbers()).length === 3);
    expect(await looks(2)).toEqual([0, 0]);
  });

  it('shows nothing of a person who was erased, from then on', async () => {
    await sendCases(3);
    index.start();
    await kernel.until(() => index.isComplete());
    await kernel.kernel().keys.destroy(numberOf(1));
    expect(await numbers()).toEqual([numberOf(0), numberOf(2)]);
    expect((await index.search('colis', 10)).cases).toHaveLength(2);
    expect((await index.customer(camille.address)).cases).toHaveLength(2);
    expect(index.size).toBe(2);
  });

  it('lists the other cases when a document is damaged', async () => {
    await sendCases(2);
    const damaged = async (): Promise<never> => {
      throw new AppError('EVENT_UNREADABLE', 'damaged');
    };
    const read = (number: string) => (number === numberOf(0) ? damaged() : reviews.read(number));
    index = openDeskIndex(kernel.kernel(), { cases, reviews: { read }, acts });
    index.start();
    await kernel.until(() => index.isComplete());
    expect((await queue()).items.map(({ number, review }) => [number, review !== undefined])).toEqual([
      [numberOf(0), false],
      [numberOf(1), true],
    ]);
  });

  it('goes on after the store could not be read', async () => {
    await sendCases(2);
    let failures = 0;
    kernel.faults.at = ({ op, when, name }) => {
      if (op !== 'read' || when !== 'before' || name !== 'handoff-cases' || failures >= 2) return;
      failures += 1;
      throw new Error('not now');
    };
    index.start();
    await kernel.until(() => index.isComplete());
    expect(failures).toBe(2);
    expect(await numbers()).toHaveLength(2);
  });
});

describe('the routes of the desk', () => {
  async function start(caller: Caller): Promise<(path: string) => Promise<{ status: number; body: never }>> {
    const routes = deskRoutes({ index, nameOf: async (id) => (id === 'lea' ? 'Léa' : undefined) });
    const signIn = { identify: async () => caller, signIn: async () => undefined } as never;
    const server = await listen(buildApp({ routes, signIn, version: '1' }), {
      host: '127.0.0.1',
      port: 0,
      setting: 'X',
    });
    closers.push(() => server.close());
    return async (path) => {
      const response = await fetch(`${server.url}/api/v1${path}`);
      return { status: response.status, body: (await response.json()) as never };
    };
  }

  it('answer lists, counts, searches, customers and figures', async () => {
    await sendCases(3);
    index.start();
    await kernel.until(() => index.isComplete());
    const get = await start({ id: 'lea', name: 'Léa', role: 'reader' });
    const first = (await get('/desk?limit=2&sort=due')).body as { items: { number: string }[]; cursor: string };
    const next = (await get(`/desk?limit=2&sort=due&after=${first.cursor}`)).body as typeof first;
    expect([...first.items, ...next.items].map(({ number }) => number)).toEqual([0, 1, 2].map(numberOf));
    expect((await get('/desk/counts?journey=retour')).body).toMatchObject({
      states: { unassigned: 3, mine: 0, all: 3 },
      journeys: { retour: 3 },
      mailboxes: { 'sav@boutique.example': 3 },
    });
    expect((await get('/search?q=camile%20toujours')).body).toMatchObject({ cases: [{}, {}, {}] });
    expect((await get(`/search?q=${numberOf(1).toLowerCase()}`)).body).toMatchObject({
      cases: [{ number: numberOf(1) }],
    });
    expect((await get('/customers/CAMILLE@courriel.example')).body).toMatchObject({
      name: 'Camille',
      cases: [{}, {}, {}],
    });
    expect((await get('/supervision')).body).toMatchObject({
      ...{ open: 3, unassigned: 3 },
      perJourney: [{ journey: 'retour', open: 3, closedToday: 0 }],
    });
  });

  it('find whoever called, in any writing of their number, with their other cases', async () => {
    await sendCases(1);
    const called = { channel: 'phone' as const, from: camille, text: 'Où est mon colis ?\n\nTél. : 06 12 34 56 78' };
    await kernel.send(mailReceived.about(numberOf(5), mailData('call', called)) as never);
    await kernel.idle();
    index.start();
    await kernel.until(() => index.isComplete());
    const get = await start({ id: 'lea', name: 'Léa', role: 'reader' });
    expect((await get('/customers?phone=%2B33612345678')).body).toMatchObject({
      ...{ address: camille.address, name: 'Camille' },
      cases: [{ number: numberOf(5), isCall: true }, { number: numberOf(0) }],
    });
    expect((await get('/customers?phone=0700000000')).body).toEqual({ cases: [] });
    expect((await get('/search?q=0612345678')).body).toMatchObject({ cases: [{ number: numberOf(5) }] });
  });

  it.each(['/desk?state=nonsense', '/desk?sort=x', '/desk?limit=0', '/desk?after=x', '/search', '/desk?priority=x'])(
    'refuse %s',
    async (path) => {
      expect((await (await start({ id: 'lea', name: 'Léa', role: 'reader' }))(path)).status).toBe(400);
    },
  );
});
