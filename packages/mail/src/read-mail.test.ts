import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { readMail } from './read-mail.ts';

/** A mail from its header lines and body. */
function mail(headers: readonly string[], body: string | Buffer = 'Bonjour, où en est ma commande ?\r\n'): Buffer {
  return Buffer.concat([Buffer.from(`${headers.join('\r\n')}\r\n\r\n`), Buffer.from(body)]);
}

const FROM = 'From: =?utf-8?q?Sol=C3=A8ne_Abgrall?= <Solene@OVH.example>';

describe('readMail', () => {
  it('reads addresses, subject, date and thread', async () => {
    const read = await readMail(
      mail([
        FROM,
        'Reply-To: autre@ovh.example',
        'To: "Service, clients" <sav+7Q2K.sig@boutique.example>, sav@boutique.example',
        'Cc: Groupe: a@x.example, b@x.example;',
        'Subject: =?utf-8?q?Re=3A_r=C3=A9clamation?=',
        ' =?utf-8?q?_[7q2k-9mxd-4]?=',
        'Date: Tue, 17 Nov 2026 16:09:12 +0100 (CET)',
        'Message-ID: <m1@ovh.example>',
        'In-Reply-To: message of Monday <r2@boutique.example>',
        'References: <r1@boutique.example>',
        '\t<r2@boutique.example>',
      ]),
    );
    expect(read).toMatchObject({
      from: { address: 'Solene@ovh.example', name: 'Solène Abgrall' },
      replyTo: { address: 'autre@ovh.example' },
      to: [{ address: 'sav+7Q2K.sig@boutique.example', name: 'Service, clients' }, { address: 'sav@boutique.example' }],
      cc: [{ address: 'a@x.example' }, { address: 'b@x.example' }],
      subject: 'Re: réclamation [7q2k-9mxd-4]',
      dateMs: Date.UTC(2026, 10, 17, 15, 9, 12),
      messageId: '<m1@ovh.example>',
      inReplyTo: '<r2@boutique.example>',
      references: ['<r1@boutique.example>', '<r2@boutique.example>'],
      caseNumbers: ['7Q2K-9MXD-4'],
      plusTags: ['7Q2K.sig'],
      kind: 'human',
      language: 'fr',
      text: 'Bonjour, où en est ma commande ?',
      quoted: '',
      signature: '',
      problems: [],
    });
  });

  it.each([
    { name: 'Delivered-To', fields: ['Delivered-To: sav+b.t1@boutique.example'], tags: ['b.t1'] },
    { name: 'X-Original-To', fields: ['X-Original-To: <SAV+b.t1@Boutique.example>'], tags: ['b.t1'] },
    { name: 'Envelope-To', fields: ['Envelope-to: sav@boutique.example, sav+b.t1@boutique.example'], tags: ['b.t1'] },
    { name: 'X-Delivered-To', fields: ['X-Delivered-To: sav+b.t1@boutique.example'], tags: ['b.t1'] },
    {
      name: 'To and several of them, each tag once',
      fields: [
        'Delivered-To: sav+b.t1@boutique.example',
        'X-Original-To: sav+b.t1@boutique.example',
        'To: x+c@y.example',
      ],
      tags: ['c', 'b.t1'],
    },
    { name: 'nothing that is not ours', fields: ['Delivered-To: sav+b.t1@ailleurs.example'], tags: [] },
    { name: 'nothing that is not delivered to us', fields: ['Delivered-To: savon+b.t1@boutique.example'], tags: [] },
    { name: 'nothing that is no address', fields: ['Delivered-To: +b.t1', 'X-Original-To: sav+b.t1'], tags: [] },
    { name: 'nothing without a tag', fields: ['Delivered-To: sav@boutique.example'], tags: [] },
  ])('reads the tags of the envelope from $name', async ({ fields, tags }) => {
    const ownAddresses = ['sav@boutique.example'];
    expect((await readMail(mail([FROM, ...fields]), { ownAddresses })).plusTags).toEqual(tags);
  });

  it('looks at few of the servers that say so', async () => {
    const many = Array.from({ length: 5_000 }, (_, n) => `Delivered-To: sav+t${n}@boutique.example`);
    const { plusTags } = await readMail(mail([FROM, ...many]), { ownAddresses: ['sav@boutique.example'] });
    expect(plusTags).toHaveLength(20);
  });

  it('leaves an unreadable date out instead of inventing one', async () => {
    expect(await readMail(mail([FROM, 'Date: hier soir']))).not.toHaveProperty('dateMs');
  });

  it('reads attachments, without the folders in their names', async () => {
    const read = await readMail(
      mail(
        [FROM, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
        [
          '--b\r\nContent-Type: text/plain\r\n\r\nVoici la photo.\r\n',
          '--b\r\nContent-Type: Image/PNG; name="../../etc/photo.png"\r\nContent-Disposition: attachment\r\n',
          'Content-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--b--\r\n',
        ].join(''),
      ),
    );
    expect(read.text).toBe('Voici la photo.');
    expect(read.attachments).toEqual([
      { name: 'photo.png', type: 'image/png', bytes: 4, content: Buffer.from('iVBORw==', 'base64') },
    ]);
  });

  it('reads a mail that is HTML only, with its quote', async () => {
    const html =
      '<html><head><style>p{}</style></head><body><p>Bonjour,</p><p>O&ugrave; est mon colis&nbsp;?</p>' +
      '<div class="gmail_quote">Le lun. 16 nov. 2026 à 17:40, Boutique &lt;sav@boutique.example&gt; a écrit :<br>' +
      '<blockquote>Votre colis part demain.</blockquote></div></body></html>';
    const read = await readMail(mail([FROM, 'Content-Type: text/html; charset=utf-8'], html));
    expect(read.text).toBe('Bonjour,\n\nOù est mon colis\u00a0?');
    expect(read.quoted).toContain('> Votre colis part demain.');
  });

  it('takes the HTML when the plain part is empty', async () => {
    const parts =
      '--b\r\nContent-Type: text/plain\r\n\r\n \r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Merci</p>\r\n--b--';
    const read = await readMail(mail([FROM, 'Content-Type: multipart/alternative; boundary=b'], parts));
    expect(read.text).toBe('Merci');
  });
});

describe('problems of a mail', () => {
  it.each([
    { name: 'an empty mail', raw: Buffer.alloc(0), codes: ['no-sender', 'no-body'] },
    { name: 'a mail without From', raw: mail(['Subject: x']), codes: ['no-sender'] },
    { name: 'a mail with two From fields', raw: mail([FROM, 'From: b@x.example']), codes: ['no-sender'] },
    { name: 'a mail without body', raw: mail([FROM], ''), codes: ['no-body'] },
    { name: 'a text of 100 001 characters', raw: mail([FROM], `${'mot '.repeat(25_000)}x`), codes: ['too-long'] },
  ])('$name: $codes', async ({ raw, codes }) => {
    const read = await readMail(raw);
    expect(read.problems.map(({ code }) => code)).toEqual(codes);
    expect(read.text.length).toBeLessThanOrEqual(100_000);
  });

  it('reads only the headers of a mail above the limit', async () => {
    const raw = mail([FROM, 'Subject: gros', 'Content-Type: text/plain'], 'x'.repeat(2000));
    const read = await readMail(raw, { maxReadBytes: 1000 });
    expect(read).toMatchObject({ from: { name: 'Solène Abgrall' }, subject: 'gros', text: '' });
    expect(read.problems).toEqual([{ code: 'too-large', detail: `${raw.length} bytes, above 1000` }]);
  });

  it.each([
    { name: 'windows-1252 under an unknown name', bytes: Buffer.from('Reçu à moitié', 'latin1') },
    { name: 'UTF-8 under an unknown name', bytes: Buffer.from('Reçu à moitié') },
  ])('keeps the text in an unknown charset: $name', async ({ bytes }) => {
    const read = await readMail(mail([FROM, 'Content-Type: text/plain; charset="x-inconnu"'], bytes));
    expect(read.text).toBe('Reçu à moitié');
    expect(read.problems).toEqual([{ code: 'unknown-charset', detail: 'x-inconnu' }]);
  });

  it('reads any bytes without an exception', async () => {
    const random = seededRandom(7);
    const pieces = [
      'From: a@b\r\n',
      '\r\n',
      'Content-Type: multipart/mixed; boundary=b\r\n',
      '--b\r\n',
      '--b--',
      '=?x?b?!?=',
    ];
    for (let i = 0; i < 150; i++) {
      const parts = Array.from({ length: 12 }, () =>
        random.next() < 0.5 ? random.bytes(20) : Buffer.from(pieces[Math.floor(random.next() * pieces.length)] ?? ''),
      );
      expect(typeof (await readMail(Buffer.concat(parts))).text).toBe('string');
    }
  });
});
