import { buildApp, listen } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { mailData } from '@facteur/runtime/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CASE } from '../testing/sample-events.ts';
import type { KeptMails } from './kept-mails.ts';
import { mailRoutes } from './routes.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const blob = { scope: CASE, id: 'file', bytes: 3 };
const file = { name: 'Éva "x"\r\n.html', type: 'text/html', bytes: 3 };
const found = { thumbnail: { ...blob, id: 'thumbnail' }, text: { ...blob, id: 'text' } };
const attachments = [
  { ...file, blob },
  { ...file, danger: 'Eicar', ...found },
  file,
  { ...file, type: 'image/png', blob, ...found },
];
const mail = mailData('m1', { text: 'Ma réponse', attachments });
const desk = {
  case: async (number: string) =>
    (number === CASE
      ? { timeline: [{ at: '1', topic: 'mail.received', eventId: 'e', data: mail }], reviews: [] }
      : undefined) as never,
};
const STORED: Readonly<Record<string, string>> = { file: 'abc', thumbnail: 'webp', text: 'é'.repeat(20_001) };
const RAW: KeptMails = {
  get: async ({ id }) => Buffer.from(STORED[id] ?? 'raw'),
  read: () => ({
    text: 'Ma réponse\n> hier',
    html: '<p onclick=x>Ma réponse</p><img src="cid:a@b"><img src="cid:big"><img src="https://x.example/p.gif">',
    inline: [
      { contentId: 'a@b', type: 'image/png', content: Buffer.from('png') },
      { contentId: 'big', type: 'image/png', content: Buffer.alloc(200_001) },
    ],
  }),
};

async function ask(path: string, mails?: KeptMails): Promise<Response> {
  const caller = { id: 'lea', name: 'Léa', role: 'reader' };
  const signIn = { identify: async () => caller, signIn: async () => undefined } as never;
  const app = buildApp({ routes: mailRoutes(desk, mails), signIn, version: '1' });
  const server = await listen(app, { host: '127.0.0.1', port: 0, setting: 'X' });
  closers.push(() => server.close());
  return fetch(`${server.url}/api/v1/cases/${CASE}/mails/${path}`);
}

const gone: KeptMails = {
  ...RAW,
  get: async () => {
    throw new AppError('BLOB_MISSING', 'gone');
  },
};

describe('the HTML of a mail', () => {
  it.each([
    {
      name: 'is safe, with its own pictures that are not too large',
      mails: RAW,
      html: '<p>Ma réponse</p><img src="data:image/png;base64,cG5n">',
      hasRemoteImages: true,
    },
    {
      name: 'is its text where it has no page',
      mails: { ...RAW, read: () => ({ text: 'Ma réponse\n> hier', inline: [] }) },
      html: '<div style="white-space: pre-wrap">Ma réponse<br><blockquote>hier<br></blockquote></div>',
      hasRemoteImages: false,
    },
    {
      name: 'is what the customer newly wrote where the raw mail is gone',
      mails: gone,
      html: '<div style="white-space: pre-wrap">Ma réponse<br></div>',
      hasRemoteImages: false,
    },
  ])('$name', async ({ mails, html, hasRemoteImages }) => {
    expect(await (await ask('m1/html', mails)).json()).toMatchObject({ html, hasRemoteImages });
  });

  it('is none for a mail that is not there', async () => {
    expect((await ask('m2/html', RAW)).status).toBe(404);
  });
});

describe('the files of a mail', () => {
  it.each([
    { index: 0, type: 'application/octet-stream' },
    { index: 3, type: 'image/png' },
  ])('are saved, never opened ($index)', async ({ index, type }) => {
    const response = await ask(`m1/attachments/${index}`, RAW);
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe('abc');
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="_va _x___.html"; filename*=UTF-8''%C3%89va%20%22x%22%0D%0A.html`,
    );
  });

  it.each([
    { index: 1, status: 403 },
    { index: 2, status: 404 },
    { index: 9, status: 404 },
    { index: -1, status: 400 },
  ])('are refused with $status ($index)', async ({ index, status }) => {
    expect((await ask(`m1/attachments/${index}`, RAW)).status).toBe(status);
  });
});

describe('what was found in a file', () => {
  it('shows as a small picture that runs nothing', async () => {
    const response = await ask('m1/attachments/3/thumbnail', RAW);
    expect(await response.text()).toBe('webp');
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('is read as text, cut where it is long', async () => {
    expect(await (await ask('m1/attachments/3/text', RAW)).json()).toEqual({ text: 'é'.repeat(20_000), isCut: true });
  });

  it.each([
    { what: 'a picture that was never made', path: '0/thumbnail', status: 404 },
    { what: 'a text that was never found', path: '0/text', status: 404 },
    { what: 'the picture of a dangerous file', path: '1/thumbnail', status: 403 },
    { what: 'the text of a dangerous file', path: '1/text', status: 403 },
    { what: 'the picture of a file that is not there', path: '9/thumbnail', status: 404 },
  ])('is refused with $status for $what', async ({ path, status }) => {
    expect((await ask(`m1/attachments/${path}`, RAW)).status).toBe(status);
  });
});
