import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { readMail } from '../read-mail.ts';

const HEAD =
  'From: Anne <anne@client.example>\r\nTo: sav@boutique.example\r\nSubject: question\r\nMIME-Version: 1.0\r\n';

function multipart(type: string, parts: readonly string[], boundary = 'b'): string {
  const inner = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `Content-Type: multipart/${type}; boundary="${boundary}"\r\n\r\n${inner}--${boundary}--\r\n`;
}
const text = (body: string): string => `Content-Type: text/plain; charset=utf-8\r\n\r\n${body}`;
const html = (body: string): string => `Content-Type: text/html; charset=utf-8\r\n\r\n${body}`;
const file = (name: string): string =>
  `Content-Type: application/pdf; name="${name}"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK`;
const read = (source: string) => readMail(Buffer.from(HEAD + source));

describe('the text of a mail', () => {
  it.each([
    { name: 'one part', source: text('Bonjour'), expected: 'Bonjour' },
    { name: 'no Content-Type', source: '\r\nBonjour', expected: 'Bonjour' },
    { name: 'a Content-Type that is none', source: 'Content-Type: text\r\n\r\nBonjour', expected: 'Bonjour' },
    { name: 'a page without Content-Type', source: '\r\n<html><p>Bonjour</p></html>', expected: 'Bonjour' },
    {
      name: 'alternatives',
      source: multipart('alternative', [text('Bonjour'), html('<p>Bonjour</p>')]),
      expected: 'Bonjour',
    },
    {
      name: 'text around a file',
      source: multipart('mixed', [text('Avant'), file('a.pdf'), text('Après')]),
      expected: 'Avant\nAprès',
    },
    {
      name: 'a text, then a page',
      source: multipart('mixed', [text('Avant'), file('a.pdf'), html('<p>Après</p>')]),
      expected: 'Avant\n\nAprès',
    },
    {
      name: 'a boundary that is nowhere',
      source: 'Content-Type: multipart/mixed; boundary=z\r\n\r\nBonjour',
      expected: 'Bonjour',
    },
    {
      name: 'a boundary that the header lost',
      source: `Content-Type: multipart/mixed\r\n\r\n--x\r\n${text('Bonjour')}\r\n--x--`,
      expected: 'Bonjour',
    },
    {
      name: 'no end of the multipart',
      source: multipart('mixed', [text('Bonjour')]).replace('--b--', ''),
      expected: 'Bonjour',
    },
    {
      name: 'a part without header',
      source: 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nBonjour, merci.\r\n--b--',
      expected: 'Bonjour, merci.',
    },
    {
      name: 'a page in Outlook’s usual tree',
      source: multipart('mixed', [
        multipart('related', [multipart('alternative', [text('Oui'), html('<b>Oui</b>')], 'd')], 'c'),
      ]),
      expected: 'Oui',
    },
  ])('is read with $name', async ({ source, expected }) => {
    expect((await read(source)).text).toBe(expected);
  });

  it('hands on soft line breaks (RFC 3676)', async () => {
    const flowed = 'Content-Type: text/plain; format=flowed\r\n\r\nUne phrase \r\ncoupée.\r\n';
    expect((await read(flowed)).text).toBe('Une phrase coupée.');
  });

  it('is told apart from its uuencoded files', async () => {
    const mail = await read("\r\nVoici.\r\nbegin 644 note.txt\r\n'0F]N:F]U<@``\r\n`\r\nend\r\nMerci\r\n");
    expect(mail.text).toMatch(/^Voici\.\s+Merci$/);
    expect(mail.attachments).toMatchObject([{ name: 'note.txt', type: 'text/plain', bytes: 7 }]);
  });
});

describe('the files of a mail', () => {
  it('are what is no text, and texts that are dropped into it', async () => {
    const inline = `Content-Type: text/plain; name=notes.txt\r\nContent-Disposition: inline; filename=notes.txt\r\n\r\nnotes`;
    const eml = `Content-Type: message/rfc822\r\n\r\n${HEAD}\r\nAncien`;
    const mail = await read(multipart('mixed', [text('Voici'), inline, file('../é.pdf'), eml]));
    expect(mail.text).toBe('Voici');
    expect(mail.attachments.map(({ name, type }) => [name, type])).toEqual([
      ['notes.txt', 'text/plain'],
      ['é.pdf', 'application/pdf'],
      ['', 'message/rfc822'],
    ]);
    expect(mail.forward).toMatchObject({ from: 'anne@client.example', subject: 'question' });
  });

  it('keep a text whose first part merely has a name', async () => {
    const named = 'Content-Type: text/plain; name="Mail message body"\r\n\r\nBonjour';
    expect(await read(multipart('mixed', [named, file('a.pdf')]))).toMatchObject({ text: 'Bonjour' });
  });
});

describe('sealed and calendar mails', () => {
  const signed = (protocol: string): string =>
    multipart('signed', [text('Bonjour'), 'Content-Type: application/octet-stream\r\n\r\nx']).replace(
      'boundary=',
      `protocol="${protocol}"; boundary=`,
    );
  it.each([
    { protection: 'smime-signed', source: signed('application/pkcs7-signature'), problems: [] },
    { protection: 'pgp-signed', source: signed('application/pgp-signature'), problems: [] },
    {
      protection: 'smime-encrypted',
      source: 'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nx',
      problems: ['encrypted'],
    },
    {
      protection: 'pgp-encrypted',
      source: multipart('encrypted', ['Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1']),
      problems: ['encrypted'],
    },
    { protection: 'pgp-encrypted', source: text('-----BEGIN PGP MESSAGE-----\r\nx'), problems: ['encrypted'] },
  ])('$protection is recognised', async ({ protection, source, problems }) => {
    const mail = await read(source);
    expect(mail.protection).toBe(protection);
    expect(mail.problems.map(({ code }) => code)).toEqual(problems);
  });

  it('an invitation has its method', async () => {
    const invitation = 'Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR';
    expect(await read(multipart('alternative', [text('Venez'), invitation]))).toMatchObject({
      calendarMethod: 'request',
    });
  });
});

describe('a mail beyond all measure', () => {
  const many = (count: number, piece: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => piece(n)).join('');
  it.each([
    { name: '30 000 headers', source: `${many(30_000, (n) => `X-${n}: v\r\n`)}\r\nBonjour`, problems: [] },
    { name: 'a header of 5 MB', source: `X-A: ${'a'.repeat(5_000_000)}\r\n\r\nBonjour`, problems: [] },
    {
      name: '50 000 parameters',
      source: `Content-Type: text/plain${many(50_000, (n) => `; p${n}=v`)}\r\n\r\nBonjour`,
      problems: [],
    },
    {
      name: '20 000 files',
      source: multipart('mixed', [text('Bonjour'), ...Array.from({ length: 20_000 }, (_, n) => file(`${n}.pdf`))]),
      problems: ['too-many-parts', 'too-many-parts'],
    },
    {
      name: '10 000 parts, each in the one before',
      source: multipart('mixed', [
        text('Bonjour'),
        many(10_000, (n) => `Content-Type: multipart/mixed; boundary=n${n}\r\n\r\n--n${n}\r\n`),
      ]),
      problems: ['too-many-parts'],
    },
    {
      name: '2 000 mails, each in the one before',
      source: multipart('mixed', [
        text('Bonjour'),
        many(2_000, () => `Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n`),
      ]),
      problems: [],
    },
    { name: '1 MB of empty lines', source: `\r\nBonjour${'\r\n'.repeat(500_000)}`, problems: [] },
    {
      name: 'a page of 5 MB in one line',
      source: html(`<p>Bonjour</p>${'<b>'.repeat(1_700_000)}`),
      problems: ['too-long'],
    },
    { name: 'groups within groups of recipients', source: `Cc: ${'a:'.repeat(50_000)}\r\n\r\nBonjour`, problems: [] },
  ])('is read as far as it goes: $name', async ({ source, problems }) => {
    const mail = await read(source);
    expect(mail).toMatchObject({ from: { address: 'anne@client.example' }, subject: 'question' });
    expect(mail.text).toMatch(/^Bonjour/);
    expect(mail.attachments.length).toBeLessThanOrEqual(500);
    expect(mail.problems.map(({ code }) => code)).toEqual(problems);
  });

  it('begins its text where its header has no end', async () => {
    expect(await read('X-A: 1\r\nBonjour, merci')).toMatchObject({ text: 'Bonjour, merci' });
  });
});

describe('readMail beside mailparser', () => {
  it('finds the same sender, subject, text and files in ordinary mails', async () => {
    const random = seededRandom(11);
    const words = ['Bonjour', 'été', 'reçu', '€', 'colis', 'n° 12', '“ok”', 'merci'];
    const some = (): string =>
      Array.from({ length: 6 }, () => words[Math.floor(random.next() * words.length)]).join(' ');
    for (let n = 0; n < 60; n++) {
      const said = some();
      const encoded = Buffer.from(said).toString('base64');
      const body = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}`;
      const source = n % 3 === 0 ? body : multipart(n % 3 === 1 ? 'mixed' : 'alternative', [body, file(`${n}.pdf`)]);
      const subject = `=?utf-8?b?${Buffer.from(some()).toString('base64')}?=`;
      const raw = Buffer.from(
        `From: "A, B" <a${n}@x.example>\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\n${source}`,
      );
      const [ours, theirs] = [await readMail(raw), await simpleParser(raw)];
      expect({ from: ours.from?.address, name: ours.from?.name, subject: ours.subject, text: ours.text }).toEqual({
        from: theirs.from?.value[0]?.address,
        name: theirs.from?.value[0]?.name,
        subject: theirs.subject,
        text: theirs.text?.trim(),
      });
      expect(ours.attachments.map(({ name, content }) => [name, content.toString()])).toEqual(
        theirs.attachments.map(({ filename, content }) => [filename, content.toString()]),
      );
    }
  });
});
