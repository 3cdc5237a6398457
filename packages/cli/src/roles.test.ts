/** The whole application, walked route by route: nobody gets in unasked, and nobody above their role. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '@facteur/contracts';
import { CALLER_ROLES, type CallerRole, includesRole } from '@facteur/http';
import { trainModel } from '@facteur/nlu';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readRunFile } from './run-file.ts';
import { settingsSchema } from './settings.ts';
import { type Running, start } from './start.ts';

let home: string;
let running: Running;
let token = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'facteur-roles-'));
  // Without journeys there is next to nothing to learn.
  const journeys = join(home, 'journeys');
  await mkdir(journeys);
  const anyPort = { host: '127.0.0.1', port: 0 };
  const settings = settingsSchema.parse({
    ...{ home, journeys, http: anyPort, smtp: anyPort, metrics: anyPort, encoder: 'none', log: 'error' },
    // Nobody is there: nothing is sent, and nothing asked of the back office.
    ...{ 'smtp-url': 'smtp://127.0.0.1:9', 'demo-url': 'http://127.0.0.1:9' },
  });
  running = await start({
    settings,
    services: SERVICES,
    demo: true,
    pretty: false,
    train: async (data) => trainModel(data),
  });
  token = (await readRunFile(home))?.token ?? '';
}, 120_000);
afterAll(async () => {
  await running.stop();
  await rm(home, { recursive: true, force: true });
}, 60_000);

/** What anybody may call. Whoever adds to it says here why it is safe. */
const PUBLIC = [
  // The web application: the same for everybody, and empty until the API, which asks who is there, fills it.
  ...[
    'get /',
    'get /cases/:number',
    'get /search',
    'get /supervision',
    'get /quarantine',
    'get /organisation',
    'get /learning',
    'get /customer',
    'get /new',
    'get /settings',
    'get /demo',
  ],
  ...['get /icon.svg', 'get /static/:file'],
  'get /healthz',
  'get /readyz',
  'post /sign-in', // give nothing without a password
  'post /api/v1/sign-in',
  'get /invitation/:token', // give nothing without a token of 256 bits
  'post /invitation/:token',
  'post /api/v1/invitations/:token',
];

function call(method: string, path: string, headers: Record<string, string>): Promise<Response> {
  const target = running.http + path.replaceAll(/[:*]\w+/g, 'x');
  return fetch(target, { method: method.toUpperCase(), headers, redirect: 'manual' });
}

async function cookieOf(role: CallerRole): Promise<string> {
  const post = (path: string, body: object) =>
    fetch(running.http + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const added = await post('/api/v1/people', { name: role, email: `${role}@boutique.example`, role });
  const { invitation } = (await added.json()) as { invitation: string };
  const accepted = await post(invitation.replace('/invitation/', '/api/v1/invitations/'), {
    password: 'une phrase facile',
  });
  return accepted.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('the people of the demo company', () => {
  it('come in by the links of the start, each in their role', async () => {
    const seen = await Promise.all(
      running.demoPeople.map(async ({ signIn }) => {
        const { headers } = await fetch(signIn, { redirect: 'manual' });
        const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
        const { name, role } = (await (await call('get', '/api/v1/me', { cookie })).json()) as Record<string, string>;
        return `${name}, ${role}`;
      }),
    );
    expect(seen).toEqual(['Léa Martin, advisor', 'Karim Benali, supervisor', 'Sophie Laurent, author']);
  });
});

describe('every route of the application', () => {
  it('is closed to strangers, but for those that are public on purpose', async () => {
    const open: string[] = [];
    for (const { method, path, role } of running.routes) {
      if (role === 'public') open.push(`${method} ${path}`);
      else
        expect({ method, path, status: (await call(method, path, {})).status }).toEqual({ method, path, status: 401 });
    }
    expect(running.routes.length).toBeGreaterThan(30);
    expect(open.filter((one) => !PUBLIC.includes(one))).toEqual([]);
  });

  it.each(CALLER_ROLES.filter((role) => role !== 'admin'))(
    'above the role is refused to whoever is %s',
    async (role) => {
      const headers = { cookie: await cookieOf(role), origin: running.http };
      expect((await call('get', '/api/v1/me', headers)).status).toBe(200);
      const above = running.routes.filter((route) => !includesRole(role, route.role));
      expect(above.length).toBeGreaterThan(0);
      for (const { method, path } of above)
        expect({ method, path, status: (await call(method, path, headers)).status }).toEqual({
          method,
          path,
          status: 403,
        });
    },
  );
});
