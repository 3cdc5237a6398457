/** The same mail twice is one mail; a thread is one case, whatever comes at the same time. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from './clean-up.ts';
import { compose } from './mail.ts';
import { runCommand } from './program.ts';
import { closeShops, openShop, type Shop } from './shop.ts';
import { unclear, whereIs } from './texts.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(closeShops);

const CUSTOMERS_AT_ONCE = 8;

describe('The same mail', () => {
  it.each([
    {
      name: 'delivered twice by SMTP',
      deliver: async (raw: Buffer) => {
        await shop.product.send(raw);
        await shop.product.send(raw);
      },
    },
    {
      name: 'delivered four times at the same moment',
      deliver: async (raw: Buffer) => {
        await Promise.all([1, 2, 3, 4].map(() => shop.product.send(raw)));
      },
    },
    {
      name: 'delivered by SMTP, answered, and imported afterwards',
      deliver: async (raw: Buffer) => {
        await shop.product.send(raw);
        await shop.product.idle();
        const file = join(await temporaryFolder(), 'mail.eml');
        await writeFile(file, raw);
        const { code, stdout } = await runCommand(['import', '--json', file], { home: shop.product.home });
        expect({ code, isNew: JSON.parse(stdout).isNew }).toEqual({ code: 0, isNew: false });
      },
    },
    {
      name: 'delivered with other trace headers and line ends',
      deliver: async (raw: Buffer) => {
        await shop.product.send(raw);
        const traced = `Received: from mx (mx [10.0.0.1]) by relay; Sun, 22 Nov 2026 09:12:00 +0100\r\n${raw}`;
        await shop.product.post('/api/v1/mail', Buffer.from(traced.replaceAll('\r\n', '\n')));
      },
    },
  ])('$name is one case with one answer, which acknowledges it as well', async ({ deliver }) => {
    const { address, small } = shop.next();
    await deliver(await compose({ from: address, subject: 'Bonjour', text: whereIs(small) }));
    await shop.product.idle();
    expect((await shop.product.casesOf(address)).map(({ mails }) => mails)).toEqual([1]);
    const [answer, ...others] = await shop.product.outboxTo(address);
    expect(answer?.text).toContain('Nous avons bien reçu votre message');
    expect(others).toEqual([]);
  });
});

describe('Two mails of one thread at the same moment', () => {
  it('are one case with one acknowledgement', async () => {
    const writers = await Promise.all(
      Array.from({ length: CUSTOMERS_AT_ONCE }, async () => {
        const { address, small } = shop.next();
        const first = `<${small}@courriel.example>`;
        const mail = { from: address, subject: 'Bonjour', text: unclear(small), messageId: first };
        const more = { from: address, subject: 'Re: Bonjour', text: unclear(small) };
        return {
          address,
          mails: [await compose(mail), await compose({ ...more, inReplyTo: first, references: [first] })],
        };
      }),
    );
    await Promise.all(writers.flatMap(({ mails }) => mails.map((raw) => shop.product.send(raw))));
    await shop.product.idle();
    for (const { address } of writers) {
      expect((await shop.product.casesOf(address)).map(({ mails }) => mails)).toEqual([2]);
      expect(await shop.product.outboxTo(address)).toHaveLength(1);
    }
  });
});

describe('A mail that joins two cases of its sender', () => {
  it('is accepted, and one of them goes on with all three mails', async () => {
    const { address, small, big } = shop.next();
    const ids = [`<${small}@courriel.example>`, `<${big}@courriel.example>`];
    for (const messageId of ids) {
      await shop.product.send({ from: address, subject: 'Bonjour', text: unclear(small), messageId });
      await shop.product.idle();
    }
    const text = 'Bonjour,\n\nJe réponds à vos deux messages à la fois.';
    await shop.product.send({ from: address, subject: 'Re: Bonjour', text, references: ids });
    await shop.product.idle();
    const cases = await shop.product.casesOf(address);
    expect(cases.map(({ status }) => status).sort()).toEqual(['merged', 'waiting-advisor']);
    const [merged, kept] = cases.sort((a) => (a.status === 'merged' ? -1 : 1));
    expect(merged?.into).toBe(kept?.number);
  });
});

describe('A mail for nobody here', () => {
  it('is refused with 550, before its content', async () => {
    const raw = await compose({ from: shop.next().address, text: 'Bonjour' });
    const refused = shop.product.send(raw, { from: 'a@courriel.example', to: ['personne@boutique.example'] });
    await expect(refused).rejects.toMatchObject({ responseCode: 550, command: 'RCPT TO' });
  });
});
