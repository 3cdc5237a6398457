import { describe, expect, it } from '@jest/globals';
import { readMail } from '../read-mail.ts';
import { composeMime } from './compose-mime.ts';
import { sampleMail } from './testing/mail-out-contract.ts';

describe('composeMime', () => {
  it('composes what reads back as it was', async () => {
    const attachments = [{ name: 'avis é.pdf', type: 'application/pdf', content: Buffer.from('%PDF') }];
    const read = await readMail(
      await composeMime(sampleMail({ attachments, replyTo: { address: 'r@boutique.example' } })),
    );
    expect(read).toMatchObject({
      from: { address: 'sav@boutique.example', name: 'La Boutique Claire' },
      replyTo: { address: 'r@boutique.example' },
      to: [{ address: 'solene@ovh.example', name: 'Solène Abgrall' }],
      subject: 'Votre demande [7Q2K-9MXD-4] : réponse',
      text: 'Bonjour,\n\nVotre colis part demain.',
      messageId: '<r1@boutique.example>',
      inReplyTo: '<m1@ovh.example>',
      references: ['<m0@ovh.example>', '<m1@ovh.example>'],
      dateMs: Date.UTC(2026, 10, 17, 15, 9, 12),
      attachments: [{ name: 'avis é.pdf', type: 'application/pdf', content: Buffer.from('%PDF') }],
      kind: 'loop',
      problems: [],
    });
  });

  it('keeps every byte of its files, whatever they are said to be', async () => {
    const content = Buffer.from(Array.from({ length: 3_000 }, (_, n) => n % 256));
    const types = ['image/png', 'text/csv', 'message/rfc822', 'multipart/mixed', 'nothing'];
    const attachments = [
      ...types.map((type, n) => ({ name: `../${n}.bin`, type, content })),
      { name: 'vide.txt', type: 'text/plain', content: Buffer.alloc(0) },
    ];
    const raw = await composeMime(sampleMail({ attachments }));
    const read = await readMail(raw);
    expect(read.attachments.map(({ name }) => name)).toEqual([...types.map((_, n) => `${n}.bin`), 'vide.txt']);
    for (const [n, { content: back }] of read.attachments.entries()) expect(back).toEqual(attachments[n]?.content);
    expect(read).toMatchObject({ text: 'Bonjour,\n\nVotre colis part demain.', problems: [] });
    expect(String(await composeMime(sampleMail({ attachments })))).toBe(String(raw));
    expect(
      Math.max(
        ...String(raw)
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThan(200);
  });

  it('gives the same mail the same bytes, and another id other boundaries', async () => {
    const [once, again, other] = await Promise.all(['a', 'a', 'b'].map((id) => composeMime(sampleMail({ id }))));
    expect(String(again)).toBe(String(once));
    expect(String(other)).not.toBe(String(once));
  });

  it('ends every line in CRLF', async () => {
    expect(String(await composeMime(sampleMail())).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it.each([
    { field: 'subject', changes: { subject: 'x\r\nBcc: v@x.example' } },
    { field: 'a name', changes: { to: [{ address: 'a@x.example', name: 'A\r\nBcc: v@x.example' }] } },
    { field: 'a header', changes: { headers: { 'X-A': 'x\r\nBcc: v@x.example' } } },
    { field: 'Message-ID', changes: { messageId: '<x@y>\r\nBcc: v@x.example' } },
    { field: 'a reference', changes: { references: ['<x@y>\nBcc: v@x.example'] } },
    {
      field: 'a file name',
      changes: { attachments: [{ name: 'a\r\nBcc: v', type: 'text/x\r\nBcc: v', content: Buffer.alloc(1) }] },
    },
  ])('lets no header in through $field', async ({ changes }) => {
    expect(String(await composeMime(sampleMail(changes)))).not.toMatch(/^bcc/im);
  });

  it.each([
    { fault: 'header name', changes: { headers: { 'X-A: b\r\nBcc': 'x' } } },
    { fault: 'header that has its own field', changes: { headers: { bcc: 'v@x.example' } } },
    { fault: 'address', changes: { from: { address: 'a@x.example>\r\nBcc: <v@x.example' } } },
    { fault: 'envelope sender', changes: { envelopeFrom: 'a@x.example> SIZE=1' } },
  ])('refuses an unsafe $fault', async ({ changes }) => {
    await expect(composeMime(sampleMail(changes))).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});
