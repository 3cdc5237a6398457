/** Bounds: numbers that collide, a full disk, a mail at fault among others, and events that stay below the bus' limit. */

import { afterEach, describe, expect, it } from '@jest/globals';
import { openTestIngest, rawMail, type TestIngest, type TestIngestOptions } from './testing/test-ingest.ts';

/** The largest event (DESIGN §2). */
const MAX_EVENT_BYTES = 900_000;

let ingest: TestIngest;
const open = async (options: TestIngestOptions = {}): Promise<void> => {
  ingest = await openTestIngest(options);
};
afterEach(() => ingest.dispose());

/** Every mail draws the same number at its first `count` draws. */
const colliding = (count: number): TestIngestOptions => ({
  keys: (keys) => ({
    ...keys,
    digest: (purpose, value) => {
      const isSame = purpose === 'case-number' && Number(value.split('/')[0]) < count;
      return keys.digest(purpose, isSame ? (value.split('/')[0] ?? '') : value);
    },
  }),
});

describe('case numbers that collide', () => {
  it.each([
    { name: 'at once', isAtOnce: true },
    { name: 'one after the other', isAtOnce: false },
  ])('are drawn again, $name', async ({ isAtOnce }) => {
    await open(colliding(2));
    const mails = [1, 2, 3].map((n) => ({ id: `m${n}@x.example`, from: `m${n}@x.example`, text: `mail ${n}` }));
    const receipts = isAtOnce
      ? await Promise.all(mails.map((mail) => ingest.receive(mail)))
      : [
          await ingest.receive(mails[0] ?? {}),
          await ingest.receive(mails[1] ?? {}),
          await ingest.receive(mails[2] ?? {}),
        ];
    expect(new Set(receipts.map(({ caseNumber }) => caseNumber)).size).toBe(3);
    expect((await ingest.received()).map(({ claims }) => claims)).toEqual([[], [], []]);
    for (const [index, { caseNumber }] of receipts.entries()) {
      const answer = { from: `m${index + 1}@x.example`, inReplyTo: `m${index + 1}@x.example`, text: 'suite' };
      expect((await ingest.receive(answer)).caseNumber).toBe(caseNumber);
    }
    expect(await ingest.receive(mails[2] ?? {})).toEqual({ ...receipts[2], isNew: false });
  });

  it('are given up after a bounded number of draws, for now', async () => {
    await open(colliding(1_000));
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => ingest.receive({ text: `mail ${n}`, from: `m${n}@x.example` })),
    );
    await expect(ingest.receive({ text: 'un de trop' })).rejects.toMatchObject({ retry: 'later' });
  });
});

describe('attachments', () => {
  const part = (name: string, content: string) =>
    `--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${content}\r\n`;
  const withFiles = (...parts: readonly string[]) => {
    const head = 'From: camille@courriel.example\r\nTo: sav@boutique.example\r\nSubject: Photos\r\n';
    return Buffer.from(`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`);
  };

  it('have the type that their bytes say and a name that is safe', async () => {
    await open();
    await ingest.receive(withFiles(part('../../facture\u0000.pdf', '%PDF-1.4\n%%EOF')));
    const [file] = (await ingest.received())[0]?.attachments ?? [];
    expect(file?.type).toBe('application/pdf');
    expect(file?.name).toMatch(/^[^/\\\p{Cc}]+\.pdf$/u);
  });

  it('that are too large are listed and stay in the raw mail; the others keep their own bytes', async () => {
    await open({ maxAttachmentBytes: 100 });
    await ingest.receive(
      withFiles(part('a.txt', 'petit'), part('b.txt', 'g'.repeat(200)), part('c.txt', 'aussi petit')),
    );
    const [mail] = await ingest.received();
    expect(mail?.attachments.map(({ name, bytes, blob }) => [name, bytes, blob?.bytes])).toEqual([
      ['a.txt', 5, 5],
      ['b.txt', 200, undefined],
      ['c.txt', 11, 11],
    ]);
    expect(mail?.problems).toMatchObject([{ code: 'large-attachments' }]);
  });
});

describe('a batch', () => {
  it('is refused for now when the disk is nearly full, and taken when there is room', async () => {
    let free = 0;
    await open({ freeBytes: () => free });
    await expect(ingest.receive({ text: 'plein' })).rejects.toMatchObject({ code: 'DISK_FULL', retry: 'later' });
    free = 1e9;
    await ingest.kernel.clock.advance(2_000);
    expect(await ingest.receive({ text: 'plein' })).toMatchObject({ isNew: true });
  });

  it('fails only for the mail at fault', async () => {
    await open();
    const answers = await Promise.allSettled([
      ingest.receive({ text: 'un' }),
      ingest.receive({ text: 'deux' }, { recipients: ['x@ailleurs.example'] }),
      ingest.receive({ text: 'trois' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

describe('an enormous mail', () => {
  const attachment = (n: number): string =>
    `--x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${`é${n}`.padEnd(250, 'é')}.pdf"\r\n\r\n${n}\r\n`;
  const enormous = (text: string): Buffer =>
    rawMail({
      from: `"${'ñ'.repeat(20_000)}" <camille@courriel.example>`,
      subject: 'é'.repeat(50_000),
      references: Array.from({ length: 100 }, (_, n) => `<${`${n}`.padEnd(900, 'r')}@x.example>`).join('\r\n '),
      text: `ignored\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${(
        Buffer.from(text)
          .toString('base64')
          .match(/.{1,76}/g) ?? []
      ).join('\r\n')}\r\n${Array.from({ length: 250 }, (_, n) => attachment(n)).join('')}--x--`,
      headers: ['Message-ID: <big@x.example>', 'MIME-Version: 1.0'],
    });
  const asMultipart = (raw: Buffer): Buffer =>
    Buffer.from(
      raw
        .toString('utf8')
        .replace('Content-Type: text/plain; charset=utf-8', 'Content-Type: multipart/mixed; boundary=x'),
    );

  it.each([
    { name: 'letters', character: 'a', length: 100_000 },
    { name: 'characters of three bytes', character: '语', length: 100_000 },
    { name: 'control characters', character: '\u0001', length: 100_000 },
    { name: 'pairs of surrogates', character: '😀', length: 50_000 },
  ])('of $name gives an event that leaves room for its understanding', async ({ character, length }) => {
    await open();
    await ingest.receive(asMultipart(enormous(character.repeat(length))));
    const [mail] = await ingest.received();
    const [message] = ingest.kernel.faults.published;
    const bytes = Buffer.byteLength(JSON.stringify(message?.value));
    expect(mail?.references).toHaveLength(50);
    expect(mail?.attachments).toHaveLength(200);
    expect(mail?.attachments[0]?.name).toMatch(/\.pdf$/);
    expect(mail?.text.length).toBeGreaterThan(30_000);
    expect(Buffer.from(mail?.text ?? '').includes('\ufffd')).toBe(false);
    expect(mail?.problems.map(({ code }) => code)).toContain('too-many-attachments');
    // Understanding repeats the mail and, as requests, at most its whole text.
    expect(bytes + (4 / 3) * 200_000).toBeLessThan(MAX_EVENT_BYTES - 100_000);
  });
});
