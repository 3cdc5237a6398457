/** `POST /api/v1/openings` over HTTP, with ingest as a whole behind it. */
import { join } from 'node:path';
import { openFileBlobs } from '@facteur/blobs/embedded';
import { caseOpened, mailReceived } from '@facteur/contracts';
import { buildApp, type Listening, listen, tokenSignIn } from '@facteur/http';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ingestConfigSchema } from './config.ts';
import { openIngest } from './service.ts';
import { SAV } from './testing/test-ingest.ts';

const TOKEN = 'a-token-of-the-admin';
let kernel: TestKernel;
let server: Listening;
let routes: Awaited<ReturnType<typeof openIngest>>['routes'];
const closers: (() => Promise<void>)[] = [];
beforeEach(async () => {
  kernel = await openTestKernel();
  const { clock, keys } = kernel.kernel();
  const blobs = await openFileBlobs({ folder: join(kernel.folder, 'blobs'), keys, clock, minFreeBytes: 0 });
  const config = ingestConfigSchema.parse({ mailboxes: [{ address: SAV }] });
  const ingest = await openIngest({ kernel: kernel.kernel(), parking: kernel.parking(), blobs, config });
  await ingest.start();
  routes = ingest.routes;
  server = await listen(buildApp({ routes, signIn: tokenSignIn(TOKEN), version: '1' }), {
    ...{ host: '127.0.0.1', port: 0, setting: 'X' },
  });
  closers.push(
    () => blobs.close(),
    () => ingest.stop(),
    async () => void (await server.close()),
  );
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await kernel.dispose();
});

const MAIL = { id: 'o1', kind: 'mail', mailbox: SAV, customer: { address: 'c@courriel.example' }, subject: 'Rappel' };
const CALL = { ...MAIL, id: 'o2', kind: 'call', customer: { phone: '06 12 34 56 78' }, text: 'À rappeler.' };

async function post(body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = fetch(`${server.url}/api/v1/openings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  answer.then(over, over);
  await kernel.until(() => isOver);
  const response = await answer;
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('POST /api/v1/openings', () => {
  it('opens a case to write first, once, in the name of whom the token names', async () => {
    const first = await post({ ...MAIL, advisor: { id: 'lea', name: 'Léa' } });
    expect(first).toEqual({ status: 201, body: { caseNumber: expect.any(String) } });
    expect(await post({ ...MAIL, advisor: { id: 'lea', name: 'Léa' } })).toEqual(first);
    await kernel.idle();
    const events = await kernel.published(caseOpened);
    expect(events.map(({ subject, data }) => [subject, data.by])).toEqual([
      [first.body.caseNumber, { id: 'lea', name: 'Léa' }],
    ]);
  });

  it('takes a call', async () => {
    const { status, body } = await post(CALL);
    expect(status).toBe(201);
    await kernel.idle();
    const [event] = await kernel.published(mailReceived);
    expect(event).toMatchObject({ subject: body.caseNumber, data: { channel: 'phone', notedBy: { id: 'admin' } } });
  });

  it('says that the same id opened something else', async () => {
    await post(MAIL);
    expect(await post({ ...MAIL, subject: 'Autre' })).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  });

  it.each([
    { name: 'a mail without address', body: { ...MAIL, customer: { phone: '0612345678' } }, says: 'Adresse du client' },
    { name: 'a call without text', body: { ...CALL, text: ' \n ' }, says: 'notez ce que le client a dit' },
    { name: 'a call of nobody', body: { ...CALL, customer: {} }, says: 'au moins une adresse' },
    { name: 'a number without digits', body: { ...CALL, customer: { phone: 'le même' } }, says: 'indiquez un numéro' },
    { name: 'a subject of two lines', body: { ...MAIL, subject: 'a\r\nBcc: x@y.example' }, says: 'une seule ligne' },
    { name: 'a name of two lines', body: { ...CALL, customer: { name: 'a\nb' } }, says: 'une seule ligne' },
    { name: 'a mailbox of others', body: { ...MAIL, mailbox: 'x@ailleurs.example' }, says: 'boîte de l’entreprise' },
    { name: 'an id of nothing', body: { ...MAIL, id: '' }, says: 'id' },
    { name: 'a text beyond what events hold', body: { ...CALL, text: 'é'.repeat(30_001) }, says: '30000 caractères' },
  ])('refuses $name, and says why', async ({ body, says }) => {
    const answer = await post(body);
    expect({ status: answer.status, detail: answer.body.detail }).toEqual({
      status: 400,
      detail: expect.stringContaining(says),
    });
    expect(await kernel.published(caseOpened)).toEqual([]);
    expect(await kernel.published(mailReceived)).toEqual([]);
  });

  it('is for advisors', () => {
    expect(routes.find(({ path }) => path === '/api/v1/openings')).toMatchObject({ method: 'post', role: 'advisor' });
  });
});
