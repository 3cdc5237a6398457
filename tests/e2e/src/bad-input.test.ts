/** Mails that cannot be read, or hardly: kept as they came, shown to an advisor, and the product goes on. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openEnvironment } from '@facteur/store/embedded';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAILBOX } from './mail.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { whereIs } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

const MIB = 1024 * 1024;

const head = (from: string, ...more: readonly string[]): string =>
  [
    `From: ${from}`,
    `To: ${MAILBOX}`,
    'Subject: Bonjour',
    `Message-ID: <bad.${from}>`,
    'MIME-Version: 1.0',
    ...more,
  ].join('\r\n');

function nested(depth: number): string {
  const opening = Array.from({ length: depth }, (_, level) => {
    return `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n`;
  });
  return `${opening.join('')}Content-Type: text/plain\r\n\r\nOù en est ma commande ?\r\n`;
}

function large(): string {
  const line = `${'QUJD'.repeat(19)}\r\n`;
  return line.repeat(Math.ceil((30 * MIB) / line.length));
}

const UNREADABLE = [
  { name: 'with 10 000 nested parts', raw: (from: string) => `${head(from)}\r\n${nested(10_000)}` },
  {
    name: 'of 30 MiB',
    raw: (from: string) =>
      `${head(from, 'Content-Type: application/pdf; name="plan.pdf"', 'Content-Transfer-Encoding: base64')}\r\n\r\n${large()}`,
  },
  {
    name: 'in an unknown charset',
    raw: (from: string) =>
      Buffer.concat([
        Buffer.from(`${head(from, 'Content-Type: text/plain; charset=x-klingon-8')}\r\n\r\n`),
        Buffer.from('O\xf9 en est ma commande ?\r\n', 'latin1'),
      ]),
  },
  { name: 'with an empty body', raw: (from: string) => `${head(from, 'Content-Type: text/plain')}\r\n\r\n` },
  {
    name: 'with 1 MB of text',
    raw: (from: string) =>
      `${head(from, 'Content-Type: text/plain; charset=utf-8')}\r\n\r\n${'Où en est ma commande ?\r\n'.repeat(40_000)}`,
  },
  { name: 'whose header never ends', raw: (from: string) => head(from, 'X-Last: nothing follows') },
  {
    name: 'of binary noise',
    raw: (from: string) =>
      Buffer.concat([
        Buffer.from(`${head(from, 'Content-Type: multipart/mixed; boundary="')}\r\n\r\n`),
        Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * 131) % 256)),
      ]),
  },
] as const;

/** As the disk has it: in a file of its own, or among the small ones. */
async function keptBytes(id: string): Promise<number> {
  const folder = join(shop.product.home, 'blobs');
  const files = await readdir(folder, { recursive: true });
  const file = files.find((name) => name.endsWith(id));
  if (file !== undefined) return (await stat(join(folder, file))).size;
  const small = await openEnvironment(join(folder, 'small'));
  const key = Buffer.from(id, 'hex');
  const [entry] = await small.reading(() => small.range(key, Buffer.concat([key, Buffer.alloc(1)]), 1));
  await small.close();
  return entry?.value.length ?? 0;
}

describe('A mail', () => {
  it.each(UNREADABLE)(
    '$name is kept as it came and waits for an advisor',
    async ({ raw }) => {
      const { address } = shop.next();
      const mail = Buffer.from(raw(address));
      await shop.product.send(mail, { from: address, to: [MAILBOX] });
      await shop.product.idle();
      const cases = await shop.product.casesOf(address);
      expect(cases.map(({ status, reasons }) => ({ status, reasons }))).toEqual([
        { status: 'waiting-advisor', reasons: expect.arrayContaining(['unreadable-mail']) },
      ]);
      const received = cases[0]?.timeline.find(({ topic }) => topic === 'mail.received');
      const blob = received?.data.raw as { id: string; bytes: number };
      expect(blob.bytes).toBeGreaterThanOrEqual(mail.length);
      expect(await keptBytes(blob.id)).toBeGreaterThanOrEqual(mail.length);
    },
    120_000,
  );

  it('with 30 000 header fields is read all the same', async () => {
    const { address, small } = shop.next();
    const fields = Array.from({ length: 30_000 }, (_, index) => `X-Field-${index}: value ${index}`);
    await shop.product.send(Buffer.from(`${head(address, ...fields)}\r\n\r\n${whereIs(small)}\r\n`));
    await shop.product.idle();
    expect((await shop.product.casesOf(address)).map(({ outcome }) => outcome)).toEqual(['resolved']);
    expect(await shop.product.outboxTo(address)).toHaveLength(1);
  });

  it('without any sender is kept, waits for an advisor, and is answered by nobody', async () => {
    const raw = Buffer.from(`To: ${MAILBOX}\r\nSubject: Bonjour\r\n\r\n${whereIs('CMD-2026-10000')}\r\n`);
    const before = (await shop.product.outbox()).length;
    const { body } = await shop.product.post<{ caseNumber: string }>('/api/v1/mail', raw);
    await shop.product.idle();
    const { status, reasons } = await shop.product.case(body.caseNumber);
    expect({ status, reasons }).toEqual({
      status: 'waiting-advisor',
      reasons: expect.arrayContaining(['unreadable-mail']),
    });
    expect(await shop.product.outbox()).toHaveLength(before);
  });

  it('above the listener’s limit is refused with 552, and the connection’s other mails are not', async () => {
    const { address } = shop.next();
    const mail = Buffer.concat([Buffer.from(`${head(address)}\r\n\r\n`), Buffer.alloc(36 * MIB, 'a\r\n')]);
    const refused = shop.product.send(mail, { from: address, to: [MAILBOX] });
    await expect(refused).rejects.toMatchObject({ responseCode: 552 });
    expect(await shop.product.casesOf(address)).toEqual([]);
  }, 120_000);

  it('that is fine is answered after all those, and nothing was put aside', async () => {
    const { address, small } = shop.next();
    await shop.product.send({ from: address, subject: 'Bonjour', text: whereIs(small) });
    await shop.product.idle();
    expect(await shop.product.outboxTo(address)).toHaveLength(1);
    expect((await shop.product.status()).deadLetters).toBe(0);
  });
});
