import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inspect, inspectFiles } from './inspect.ts';

const MAIL = [
  'Authentication-Results: mx; spf=pass; dmarc=fail',
  'From: Léa <lea@client.example>',
  'To: sav@boutique.example',
  'Subject: colis',
  'Message-ID: <m1@client.example>',
  '',
  'Bonjour, où est mon colis ?',
].join('\r\n');

describe('facteur mail inspect', () => {
  it('shows every field, null or empty where the mail does not say', async () => {
    expect(await inspect(Buffer.from(MAIL), [])).toEqual({
      from: 'lea@client.example',
      to: ['sav@boutique.example'],
      subject: 'colis',
      messageId: '<m1@client.example>',
      language: 'fr',
      kind: 'human',
      reply: 'Bonjour, où est mon colis ?',
      quoted: '',
      signature: '',
      forward: null,
      attachments: [],
      auth: { spf: 'pass', dkim: null, dmarc: 'fail' },
      bounce: null,
    });
  });

  it('shows what a bounce says', async () => {
    const raw =
      'From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\n\r\n<lea@client.example>:\r\n550 5.1.1 unknown\r\n';
    const { kind, bounce } = await inspect(Buffer.from(raw), []);
    expect({ kind, bounce }).toEqual({
      kind: 'bounce',
      bounce: { recipient: 'lea@client.example', status: '5.1.1', action: 'failed' },
    });
  });
});

describe('facteur mail inspect --batch', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facteur-inspect-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives one result a line, in order, also for files that cannot be read', async () => {
    const path = join(folder, 'mail.eml');
    await writeFile(path, MAIL);
    async function* lines(): AsyncIterable<string> {
      yield* [path, join(folder, 'absent.eml'), '', `${path}\tlea@client.example`, folder, `${path}\t`];
    }
    const results: unknown[] = [];
    for await (const one of inspectFiles(lines(), [])) results.push(one);
    expect(results).toMatchObject([
      { kind: 'human' },
      { error: { code: 'ENOENT', path: join(folder, 'absent.eml') } },
      { kind: 'loop' },
      { error: { code: 'EISDIR', path: folder } },
      { kind: 'human' },
    ]);
  });
});
