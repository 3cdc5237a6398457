/** The desk over both flows on the kernel: pages, timelines, acts; and the live stream. */

import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { caseChanged, caseNumberFrom, mailReceived, reviewDecided, reviewRequested } from '@facteur/contracts';
import { buildApp, listen, tokenSignIn } from '@facteur/http';
import { caseChangedData, mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CaseDesk, openDesk } from './desk.ts';
import { caseFlow, reviewFlow } from './flow.ts';
import { handoffRoutes } from './routes.ts';
import { streamRoute } from './stream.ts';
import { reviewData } from './testing/sample-events.ts';

let kernel: TestKernel;
let desk: CaseDesk;
const closers: (() => Promise<void>)[] = [];

beforeEach(async () => {
  kernel = await openTestKernel();
  desk = openDesk(await kernel.run(caseFlow()), await kernel.run(reviewFlow()));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await kernel.dispose();
});

const NUMBERS = Array.from({ length: 5 }, (_, n) => caseNumberFrom(new Uint8Array([n, 1, 2, 3, 4, 5, 6, 7])));
const [FIRST = ''] = NUMBERS;

/** One review in each of five cases, a second apart. */
async function fiveReviews(): Promise<void> {
  for (const number of NUMBERS) {
    const request = { ...reviewData('r'), reviewId: `${number}.r` };
    await kernel.send(
      mailReceived.about(number, mailData(`mail of ${number}`)) as never,
      reviewRequested.about(number, request) as never,
      caseChanged.about(
        number,
        caseChangedData('valider', { status: 'waiting-advisor', reasons: ['step-review'] }),
      ) as never,
    );
    await kernel.idle();
    await kernel.clock.advance(1_000);
  }
}

async function pages<T>(
  read: (after?: string) => Promise<{ items: readonly T[]; cursor?: string | undefined }>,
): Promise<T[][]> {
  const all: T[][] = [];
  for (let after: string | undefined; ; ) {
    const { items, cursor } = await read(after);
    all.push([...items]);
    if (cursor === undefined) return all;
    after = cursor;
  }
}

describe('the desk', () => {
  it('pages through reviews, longest waiting first, and through cases, last changed first', async () => {
    await fiveReviews();
    const reviews = await pages(async (after) => {
      const page = await desk.reviews({ limit: 2, after });
      return { items: page.reviews.map(({ caseNumber }) => caseNumber), cursor: page.cursor };
    });
    expect(reviews.flat()).toEqual(NUMBERS);
    expect(reviews[0]).toHaveLength(2);
    const cases = await pages(async (after) => {
      const page = await desk.cases({ limit: 2, after, status: 'waiting-advisor' });
      return { items: page.cases.map(({ number }) => number), cursor: page.cursor };
    });
    expect(cases.flat()).toEqual([...NUMBERS].reverse());
    expect((await desk.cases({ limit: 10, status: 'closed' })).cases).toEqual([]);
    expect((await desk.cases({ limit: 10 })).cases).toHaveLength(5);
    await expect(desk.cases({ limit: 10, after: 'nonsense' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('shows a case with its reviews and timeline, and nothing of what the view is made of', async () => {
    await fiveReviews();
    const found = await desk.case(FIRST);
    expect(found).toMatchObject({ number: FIRST, mails: 1, status: 'waiting-advisor', reasons: ['step-review'] });
    expect(found?.timeline.map(({ topic }) => topic)).toEqual(['mail.received', 'review.requested', 'case.changed']);
    expect(found?.reviews).toMatchObject([{ reviewId: `${FIRST}.r`, status: 'open' }]);
    for (const hidden of ['run', 'isMerged', 'failed', 'decided']) expect(found).not.toHaveProperty(hidden);
    expect(await desk.case(caseNumberFrom(new Uint8Array(8)))).toBeUndefined();
  });

  it('shows nothing of a person who was erased', async () => {
    await fiveReviews();
    await kernel.kernel().keys.destroy(FIRST);
    expect(await desk.case(FIRST)).toBeUndefined();
    expect((await desk.cases({ limit: 10 })).cases).toHaveLength(4);
    expect((await desk.reviews({ limit: 10 })).reviews).toHaveLength(4);
    await expect(desk.act('claim', { reviewId: `${FIRST}.r`, advisor: { id: 'lea' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('lets one of two advisors claim, and one decision through', async () => {
    await fiveReviews();
    const act = (name: 'claim' | 'decide', advisor: string) =>
      desk.act(name, {
        reviewId: `${FIRST}.r`,
        advisor: { id: advisor },
        decision: { kind: 'option', option: 'accepter' },
      } as never);
    const claims = await Promise.allSettled([act('claim', 'lea'), act('claim', 'paul')]);
    expect(claims.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    const decisions = await Promise.allSettled([act('decide', 'lea'), act('decide', 'lea')]);
    expect(decisions.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await kernel.idle();
    const decided = await kernel.published(reviewDecided);
    expect(new Set(decided.map(({ id }) => id)).size).toBe(1);
    expect((await desk.reviews({ limit: 10 })).reviews).toHaveLength(4);
  });
});

describe('the API', () => {
  async function start(): Promise<string> {
    const routes = [...handoffRoutes(desk), streamRoute(kernel.kernel())];
    const app = buildApp({ routes, signIn: tokenSignIn('token'), version: '1' });
    const server = await listen(app, { host: '127.0.0.1', port: 0, setting: 'X' });
    closers.push(() => server.close());
    return server.url;
  }
  const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };

  it.each([
    { path: '/api/v1/cases?limit=0', status: 400 },
    { path: '/api/v1/cases?status=nonsense', status: 400 },
    { path: '/api/v1/cases?after=nonsense', status: 400 },
    { path: '/api/v1/cases/7Q2K-9MXD-4', status: 400 },
    { path: '/api/v1/cases/7Q2K-9MXD-Y', status: 404 },
    { path: '/api/v1/reviews/7Q2K-9MXD-Y.r/claim', body: {}, status: 404 },
    { path: '/api/v1/reviews/nonsense/release', body: {}, status: 404 },
    { path: '/api/v1/reviews/7Q2K-9MXD-Y.r/decide', body: { decision: { kind: 'option' } }, status: 400 },
    { path: '/api/v1/reviews/7Q2K-9MXD-Y.r/decide', body: {}, status: 400 },
  ])('answers $status to $path', async ({ path, body, status }) => {
    const url = await start();
    const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
    const response = await fetch(url + path, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status });
  });

  it('decides by the administrator when nobody is named', async () => {
    await fiveReviews();
    const url = await start();
    const body = JSON.stringify({ decision: { kind: 'close', outcome: 'sans suite' }, note: 'vu' });
    const response = await fetch(`${url}/api/v1/reviews/${FIRST}.r/decide`, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({ caseNumber: FIRST, status: 'decided', claimedBy: 'admin' });
  });

  it('tells live what changes, without a word of what was said, and lets go when the reader leaves', async () => {
    const url = await start();
    const [response] = (await once(get(`${url}/api/v1/stream`, { headers }), 'response')) as [IncomingMessage];
    expect(response.headers['content-type']).toContain('text/event-stream');
    let heard = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      heard += chunk;
    });
    await kernel.until(() => heard.includes('retry'));
    const waiting = kernel.clock.pending();
    await kernel.send(mailReceived.about(FIRST, mailData('secret')) as never);
    await kernel.until(() => heard.includes(FIRST));
    expect(heard).toMatch(
      /event: mail\.received\ndata: \{"topic":"mail\.received","case":"[\w-]+","id":"[\w-]+"\}\n\n/,
    );
    expect(heard).not.toContain('secret');
    await kernel.clock.advance(15_000);
    await kernel.until(() => heard.includes(': still here'));
    await kernel.idle();
    response.destroy();
    await kernel.until(() => kernel.clock.pending() < waiting);
  });
});
