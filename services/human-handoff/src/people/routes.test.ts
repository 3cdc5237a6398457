/** People over HTTP, as browsers and programs call: by JSON and by forms. */
import { buildApp, listen, tokenSignIn } from '@facteur/http';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openPeople } from './open-people.ts';
import { plainVault } from './testing/plain-vault.ts';

const PASSWORD = 'une phrase facile';
const OURS = { 'sec-fetch-site': 'same-origin' };
const ADMIN = { authorization: 'Bearer jeton-administrateur' };

let kernel: TestKernel;
let url = '';
let close: () => Promise<void>;
beforeEach(async () => {
  kernel = await openTestKernel();
  const people = await openPeople({ kernel: kernel.kernel(), vault: plainVault });
  const signIn = tokenSignIn('jeton-administrateur', people.sessions);
  const app = buildApp({ routes: people.routes, signIn, version: '1' });
  const server = await listen(app, { host: '127.0.0.1', port: 0, setting: 'X' });
  url = server.url;
  close = () => server.close();
});
afterEach(async () => {
  await close();
  await kernel.dispose();
});

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}

async function call(path: string, { headers = {}, json, form }: Sent = {}) {
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  const body = form ? new URLSearchParams(form).toString() : json === undefined ? undefined : JSON.stringify(json);
  const sent =
    body === undefined ? { headers } : { method: 'POST', body, headers: { 'content-type': type, ...headers } };
  const response = await fetch(url + path, { ...sent, redirect: 'manual' });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
    text,
    body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined,
  };
}

const LEA = { name: 'Léa Martin', email: 'lea@boutique.example', role: 'advisor' };

/** Adds somebody who chooses a password; their id and cookie. */
async function joined(person: object = LEA): Promise<{ id: string; cookie: string; invitation: string }> {
  const { body } = await call('/api/v1/people', { headers: ADMIN, json: person });
  const invitation: string = body.invitation;
  const accepted = await call(invitation.replace('/invitation/', '/api/v1/invitations/'), {
    json: { password: PASSWORD },
  });
  expect(accepted.status).toBe(200);
  return { id: body.person.id, cookie: accepted.cookie, invitation };
}

describe('signing in by the API', () => {
  it('says who one is, and a cookie keeps it', async () => {
    const { id } = await joined();
    const answer = await call('/api/v1/sign-in', { json: { email: LEA.email, password: PASSWORD } });
    const me = {
      isDemo: false,
      ...{ id, name: 'Léa Martin', email: LEA.email, role: 'advisor', language: 'fr', teams: [] },
      settings: { theme: 'auto', singleKeys: true, keys: {} },
    };
    expect(answer).toMatchObject({ status: 200, body: { me } });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^facteur_session=[\w-]{43}; Max-Age=604800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect((await call('/api/v1/me', { headers: { cookie: answer.cookie } })).body).toEqual(me);
  });

  it.each([
    { name: 'a wrong password', json: { email: LEA.email, password: 'faux, archi-faux' } },
    { name: 'an unknown address', json: { email: 'nobody@boutique.example', password: PASSWORD } },
  ])('says one thing whatever was wrong: $name', async ({ json }) => {
    await joined();
    const french = await call('/api/v1/sign-in', { json });
    const detail = 'L’adresse ou le mot de passe ne convient pas.';
    expect(french).toMatchObject({ status: 401, cookie: '', body: { status: 401, code: 'NOT_ALLOWED', detail } });
    const english = await call('/api/v1/sign-in', { json, headers: { 'accept-language': 'en' } });
    expect(english.body.detail).toBe('The address or the password is not right.');
  });

  it('is over for a minute after five failures, for whichever address', async () => {
    await joined();
    for (let at = 0; at < 5; at += 1)
      await call('/api/v1/sign-in', { json: { email: `${at}@boutique.example`, password: PASSWORD } });
    const json = { email: LEA.email, password: PASSWORD };
    const answer = await call('/api/v1/sign-in', { json });
    expect(answer).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
    expect(answer.headers.get('retry-after')).toBe('60');
    await kernel.clock.advance(60_000);
    expect((await call('/api/v1/sign-in', { json })).status).toBe(200);
  });

  it('is refused to another site, that would sign somebody in as someone else', async () => {
    await joined();
    const json = { email: LEA.email, password: PASSWORD };
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }])
      expect((await call('/api/v1/sign-in', { json, headers })).status).toBe(403);
  });

  it('ends by signing out: the cookie goes, and would be of no use', async () => {
    const { cookie } = await joined();
    const out = await call('/api/v1/sign-out', { json: {}, headers: { cookie, ...OURS } });
    expect(out.headers.get('set-cookie')).toMatch(/^facteur_session=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect((await call('/api/v1/me', { headers: { cookie } })).status).toBe(401);
  });
});

describe('the forms', () => {
  const to = '/cases/UVMU-9A4U-F';

  it('sign in and lead back to where one wanted to go', async () => {
    await joined();
    const answer = await call('/sign-in', { form: { email: LEA.email, password: PASSWORD, to } });
    expect({ status: answer.status, to: answer.headers.get('location') }).toEqual({ status: 303, to });
    expect((await call('/api/v1/me', { headers: { cookie: answer.cookie } })).body.name).toBe('Léa Martin');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', ''])(
    'never lead elsewhere: %s',
    async (elsewhere) => {
      await joined();
      const { headers } = await call('/sign-in', { form: { email: LEA.email, password: PASSWORD, to: elsewhere } });
      expect(headers.get('location')).toBe('/');
    },
  );

  it('say what was wrong and keep the address, in the language of the page', async () => {
    const form = { email: 'a"b@boutique.example', password: 'x', to, lang: 'en' };
    const answer = await call('/sign-in', { form, headers: { 'accept-language': 'fr' } });
    expect(answer).toMatchObject({ status: 401, cookie: '' });
    expect(answer.text).toContain('The address or the password is not right.');
    expect(answer.text).toContain('value="a&quot;b@boutique.example"');
    expect(answer.text).toContain(`name="to" value="${to}"`);
  });

  it('do nothing for another site', async () => {
    await joined();
    const answer = await call('/sign-in', {
      form: { email: LEA.email, password: PASSWORD },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(answer).toMatchObject({ status: 403, cookie: '' });
  });

  it('let somebody who was invited choose a password, once', async () => {
    const { body } = await call('/api/v1/people', { headers: ADMIN, json: LEA });
    const page = await call(body.invitation);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Bonjour Léa Martin, choisissez');
    const form = { password: PASSWORD, again: PASSWORD };
    const answer = await call(body.invitation, { form });
    expect({ status: answer.status, to: answer.headers.get('location') }).toEqual({ status: 303, to: '/' });
    expect((await call('/api/v1/me', { headers: { cookie: answer.cookie } })).body.name).toBe('Léa Martin');
    for (const late of [await call(body.invitation, { form }), await call(body.invitation)]) {
      expect(late.status).toBe(404);
      expect(late.text).toContain('Ce lien n’est plus valable');
    }
  });

  it.each([
    { name: 'too short', form: { password: 'neuf sign', again: 'neuf sign' }, said: 'trop court' },
    { name: 'not the same', form: { password: PASSWORD, again: 'une autre phrase' }, said: 'pas identiques' },
  ])('refuse a password that is $name', async ({ form, said }) => {
    const { body } = await call('/api/v1/people', { headers: ADMIN, json: LEA });
    const answer = await call(body.invitation, { form });
    expect(answer).toMatchObject({ status: 400, cookie: '' });
    expect(answer.text).toContain(said);
  });
});

describe('people by the API', () => {
  it('are seen by everybody, added by administrators alone', async () => {
    const { id, cookie } = await joined();
    const { body } = await call('/api/v1/people', { headers: { cookie } });
    expect(body.people).toEqual([
      { id, ...LEA, teams: [], skills: [], languages: ['fr'], isAway: false, isActive: true },
    ]);
    const refused = await call('/api/v1/people', {
      headers: { cookie, ...OURS },
      json: { ...LEA, email: 'a@b.example' },
    });
    expect(refused.status).toBe(403);
  });

  it.each([
    { name: 'no name', json: { ...LEA, name: ' ' } },
    { name: 'no address', json: { ...LEA, email: 'lea' } },
    { name: 'no such role', json: { ...LEA, role: 'public' } },
    { name: 'a field that is none', json: { ...LEA, isActive: false } },
    { name: 'no code of a language', json: { ...LEA, languages: ['français'] } },
  ])('are refused with $name', async ({ json }) => {
    expect(await call('/api/v1/people', { headers: ADMIN, json })).toMatchObject({ status: 400 });
  });

  it.each([
    { name: 'being away', json: { isAway: true }, status: 200 },
    { name: 'languages', json: { languages: ['en'] }, status: 200 },
    { name: 'the name', json: { name: 'Léa M.' }, status: 200 },
    { name: 'the role', json: { role: 'admin' }, status: 403 },
    { name: 'the role among what may be changed', json: { isAway: true, role: 'admin' }, status: 403 },
    { name: 'the address', json: { email: 'a@b.example' }, status: 403 },
    { name: 'being active', json: { isActive: false }, status: 403 },
    { name: 'teams', json: { teams: ['x'] }, status: 403 },
  ])('change of themselves $name: $status', async ({ json, status }) => {
    const { id, cookie } = await joined();
    expect((await call(`/api/v1/people/${id}`, { headers: { cookie, ...OURS }, json })).status).toBe(status);
    expect((await call(`/api/v1/people/${id}`, { headers: ADMIN, json })).status).toBe(200);
  });

  it('change nothing of others', async () => {
    const { cookie } = await joined();
    const { id } = await joined({ ...LEA, email: 'karim@boutique.example', role: 'reader' });
    for (const [path, json] of [
      [`/api/v1/people/${id}`, { isAway: true }],
      [`/api/v1/people/${id}/password`, { password: 'une autre phrase' }],
      [`/api/v1/people/${id}/invitation`, {}],
      ['/api/v1/people/admin', { isAway: true }],
    ] as const)
      expect((await call(path, { headers: { cookie, ...OURS }, json })).status).toBe(403);
  });

  it('set their own password with the one they have: other sessions end, this browser stays', async () => {
    const { id, cookie } = await joined();
    const headers = { cookie, ...OURS };
    const path = `/api/v1/people/${id}/password`;
    const password = 'une autre phrase';
    expect((await call(path, { headers, json: { password } })).status).toBe(401);
    expect((await call(path, { headers, json: { password, current: 'faux' } })).status).toBe(401);
    expect((await call(path, { headers, json: { password: 'court', current: PASSWORD } })).status).toBe(400);
    const done = await call(path, { headers, json: { password, current: PASSWORD } });
    expect(done.body).toEqual({ done: true });
    expect((await call('/api/v1/me', { headers: { cookie } })).status).toBe(401);
    expect((await call('/api/v1/me', { headers: { cookie: done.cookie } })).status).toBe(200);
    expect((await call('/api/v1/sign-in', { json: { email: LEA.email, password } })).status).toBe(200);
  });

  it('get a password from the administrator, who is not signed in as them', async () => {
    const { id, cookie } = await joined();
    const done = await call(`/api/v1/people/${id}/password`, {
      headers: ADMIN,
      json: { password: 'une autre phrase' },
    });
    expect(done).toMatchObject({ status: 200, cookie: '' });
    expect((await call('/api/v1/me', { headers: { cookie } })).status).toBe(401);
  });

  it('keep settings of their own, part by part', async () => {
    const { cookie } = await joined();
    const headers = { cookie, ...OURS };
    await call('/api/v1/me/settings', { headers, json: { settings: { theme: 'dark', keys: { reply: 'r' } } } });
    await call('/api/v1/me/settings', { headers, json: { language: 'en', singleKeys: false } });
    const { body } = await call('/api/v1/me', { headers: { cookie } });
    expect(body).toMatchObject({
      language: 'en',
      settings: { theme: 'dark', singleKeys: false, keys: { reply: 'r' } },
    });
    expect((await call('/api/v1/me/settings', { headers, json: { theme: 'pink' } })).status).toBe(400);
    expect((await call('/api/v1/me', { headers: ADMIN })).body.settings.theme).toBe('auto');
  });

  it('are not the administrator’s token, which has settings and no address', async () => {
    await call('/api/v1/me/settings', { headers: ADMIN, json: { theme: 'light' } });
    const { body } = await call('/api/v1/me', { headers: { ...ADMIN, 'accept-language': 'en' } });
    expect(body).toEqual({
      ...{ id: 'admin', name: 'Administrateur', role: 'admin', language: 'en', teams: [], isDemo: false },
      settings: { theme: 'light', singleKeys: true, keys: {} },
    });
  });
});
