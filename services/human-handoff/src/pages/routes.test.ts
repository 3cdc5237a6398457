import { buildApp, type Listening, listen, tokenSignIn } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { fakeClock } from '@facteur/primitives/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type PageOptions, pageRoutes } from './routes.ts';
import { HOSTILE, SAMPLE_NOW, SAMPLES, type SampleDesk, sampleDesk } from './testing/sample-desk.ts';

const TOKEN = 'a-token-for-tests-only';
const clock = fakeClock(Date.parse(SAMPLE_NOW));
const servers: Listening[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Call {
  readonly method?: string;
  readonly body?: URLSearchParams;
  readonly headers?: Record<string, string>;
}

async function open(desk: SampleDesk = sampleDesk(), options: PageOptions = {}) {
  const app = buildApp({ routes: pageRoutes(desk, { clock, ...options }), signIn: tokenSignIn(TOKEN), version: '0' });
  const server = await listen(app, { host: '127.0.0.1', port: 0, setting: 'test' });
  servers.push(server);
  const signedIn = { Authorization: `Bearer ${TOKEN}` };
  return (path: string, init: Call = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, { redirect: 'manual', ...init, headers: { ...signedIn, ...init.headers } });
}

async function textOf(answer: Promise<Response>): Promise<string> {
  return (await answer).text();
}

const REVIEW = `${SAMPLES.refund}.4f1d`;
const DECIDE = `/cases/${SAMPLES.refund}/reviews/${REVIEW}/decide`;
const form = (fields: Record<string, string>): Call => ({
  method: 'POST',
  body: new URLSearchParams({ runVersion: '4', ...fields }),
});

describe('pageRoutes', () => {
  it('leave pages to readers, deciding to advisors, and stay out of the API document', () => {
    const routes = pageRoutes(sampleDesk());
    expect(routes.map(({ method, path, role }) => `${method} ${path} ${role}`)).toEqual([
      'get / reader',
      'get /cases/:number reader',
      'post /cases/:number/reviews/:id/decide advisor',
      'get /assets/:file public',
    ]);
    expect(routes.every(({ undocumented }) => undocumented)).toBe(true);
  });

  it.each([
    { name: 'the address', path: '/?lang=en', accept: 'fr', expected: 'en' },
    { name: 'the browser', path: '/', accept: 'en-GB,en;q=0.8', expected: 'en' },
    { name: 'default, in spite of a wrong address', path: '/?lang=xx&status=odd', accept: '', expected: 'fr' },
  ])('speak the language of $name', async ({ path, accept, expected }) => {
    const get = await open();
    const answer = await get(path, { headers: { 'Accept-Language': accept } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain(`<html lang="${expected}">`);
  });

  it.each(['/', `/cases/${SAMPLES.hostile}`, '/?lang=en', '/cases/%3Cscript%3Ealert(%22x%22)%3C%2Fscript%3E'])(
    'let no markup of strangers through at %s',
    async (path) => {
      const text = await textOf((await open())(path));
      expect(text).not.toContain(HOSTILE);
      expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
      expect(text.match(/<script/g)).toHaveLength(1);
      expect(text).not.toMatch(/<[bi]>|\son\w+=|\sstyle=/);
    },
  );

  it.each([
    { isDemo: true, times: 1 },
    { isDemo: false, times: 0 },
  ])('warn of demo mailboxes when there are: $isDemo', async ({ isDemo, times }) => {
    const text = await textOf((await open(sampleDesk(), { isDemo }))('/?lang=fr'));
    expect(text.split('tout expéditeur local est cru').length - 1).toBe(times);
  });

  it('tell how to send a first mail while there is none', async () => {
    const text = await textOf((await open(sampleDesk({ isEmpty: true })))('/?lang=fr'));
    expect(text).toContain('Aucun dossier pour l’instant');
    expect(text).toContain('curl smtp://127.0.0.1:2525');
  });

  it('go on to older cases of the same status', async () => {
    const desk = sampleDesk();
    const get = await open(desk);
    const text = await textOf(get('/?status=closed&lang=fr'));
    expect(text).toContain('href="/?status=closed&amp;after=next+page&amp;lang=fr"');
    expect(await textOf(get('/?status=closed&after=next+page'))).toContain('Revenir au début');
    expect(desk.asked).toEqual([
      { limit: 50, status: 'closed', after: undefined },
      { limit: 50, status: 'closed', after: 'next page' },
    ]);
  });

  it.each(['23456789', '2222-2222-2'])('answer 404 in words for the unknown number %s', async (number) => {
    const answer = await (await open())(`/cases/${number}?lang=fr`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('Dossier introuvable');
  });
});

describe('deciding from the page', () => {
  it.each([
    {
      name: 'an option',
      fields: { decision: 'option:accepter', note: ' vu ' },
      decided: { decision: { kind: 'option', option: 'accepter' }, note: 'vu' },
    },
    {
      name: 'another request',
      fields: { decision: 'intent', intent: 'suivi', outcome: 'resolved', note: '' },
      decided: { decision: { kind: 'intent', intent: 'suivi' } },
    },
    {
      name: 'to close',
      fields: { decision: 'close', intent: 'suivi', outcome: 'refused' },
      decided: { decision: { kind: 'close', outcome: 'refused' } },
    },
  ])('takes $name, with the run version that the advisor saw', async ({ fields, decided }) => {
    const desk = sampleDesk();
    const answer = await (await open(desk))(`${DECIDE}?lang=en`, form(fields as Record<string, string>));
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/cases/${SAMPLES.refund}?notice=decided&lang=en`,
    ]);
    expect(desk.acts).toEqual([['decide', { reviewId: REVIEW, advisor: { id: 'admin' }, runVersion: 4, ...decided }]]);
  });

  it.each([
    { name: 'someone else decided', refuses: new AppError('CONFLICT', 'x'), notice: 'conflict' },
    { name: 'the option is unknown', refuses: new AppError('BAD_INPUT', 'x'), notice: 'invalid' },
  ])('says so on the page when $name', async ({ refuses, notice }) => {
    const get = await open(sampleDesk({ refuses }));
    const { headers } = await get(DECIDE, form({ decision: 'option:x' }));
    expect(headers.get('location')).toBe(`/cases/${SAMPLES.refund}?notice=${notice}`);
    expect(await textOf(get(`${headers.get('location')}&lang=fr`))).toContain('role="alert">Décision non enregistrée');
  });

  it.each([
    {
      name: 'a review of another case',
      path: `/cases/${SAMPLES.hostile}/reviews/${REVIEW}/decide`,
      init: form({ decision: 'close', outcome: 'x' }),
    },
    { name: 'a form without a decision', path: DECIDE, init: form({}) },
    { name: 'a kind that no form has', path: DECIDE, init: form({ decision: 'pay' }) },
    { name: 'no version', path: DECIDE, init: form({ decision: 'option:accepter', runVersion: 'x' }) },
    { name: 'no body', path: DECIDE, init: { method: 'POST' } },
  ])('decides nothing on $name', async ({ path, init }) => {
    const desk = sampleDesk();
    const answer = await (await open(desk))(path, init);
    expect(answer.headers.get('location')).toMatch(/notice=invalid$/);
    expect(desk.acts).toEqual([]);
  });

  it.each([
    { name: 'our own page', site: 'same-origin', status: 303 },
    { name: 'another site', site: 'cross-site', status: 401 },
  ])('is possible with a cookie from $name: $status', async ({ site, status }) => {
    const headers = { Authorization: '', Cookie: `facteur_session=${TOKEN}`, 'Sec-Fetch-Site': site };
    const get = await open();
    expect((await get(DECIDE, { ...form({ decision: 'option:accepter' }), headers })).status).toBe(status);
  });

  it('is offered on the page, and by command', async () => {
    const desk = sampleDesk();
    const text = await textOf((await open(desk))(`/cases/${SAMPLES.refund}`));
    expect(text).toContain(`action="${DECIDE}"`);
    expect(text).toContain(`npx facteur reviews decide ${REVIEW} --option accepter`);
  });
});

describe('assets', () => {
  it.each([
    { file: 'pages.css', type: 'text/css; charset=utf-8' },
    { file: 'live.js', type: 'text/javascript; charset=utf-8' },
    { file: 'icon.svg', type: 'image/svg+xml' },
  ])('are served to anybody: $file', async ({ file, type }) => {
    const get = await open();
    const answer = await get(`/assets/${file}`, { headers: { Authorization: '' } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    const again = await get(`/assets/${file}`, {
      headers: { 'If-None-Match': answer.headers.get('etag') ?? '', 'Cache-Control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
  });

  it('are all there that pages refer to', async () => {
    const get = await open();
    const text = await textOf(get('/'));
    const files = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(files.length).toBeGreaterThan(4);
    for (const path of files) expect([path, (await get(path)).status]).toEqual([path, 200]);
  });

  it.each(['package.json', '..%2fpackage.json', 'constructor'])('are a closed list: not %s', async (file) => {
    expect((await (await open())(`/assets/${file}`)).status).toBe(404);
  });
});
