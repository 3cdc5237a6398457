/** What a trusted filter marked: kept, told to nobody but the case, and let in by one call. */
import { caseChanged, isCaseNumber } from '@facteur/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { quarantineGauge, quarantineRoute, releaseRoute } from './quarantine-routes.ts';
import { openTestIngest, SAV, type TestIngest } from './testing/test-ingest.ts';

const SPAM = { headers: ['X-Spam-Flag: YES'], subject: 'Gagnez un téléphone', id: 'spam@courriel.example' };
let ingest: TestIngest;
beforeEach(async () => {
  ingest = await openTestIngest({ mailbox: { 'spam-headers': ['X-Spam-Flag'] } });
});
afterEach(() => ingest.dispose());

const release = (caseNumber: string) =>
  releaseRoute(ingest.runner()).handle({ params: { caseNumber } } as never) as Promise<{ released: number }>;
const listed = (query: { limit: number; after?: string }) =>
  quarantineRoute(ingest.runner()).handle({ query } as never) as Promise<{ mails: object[]; cursor?: string }>;
const changes = async () => (await ingest.kernel.published(caseChanged)).map(({ data }) => data);

describe('a mail that the own filter marked as spam', () => {
  it('is kept in a case that says why, and neither understood nor acknowledged', async () => {
    const { caseNumber, isNew } = await ingest.receive(SPAM);
    expect([isCaseNumber(caseNumber), isNew]).toEqual([true, true]);
    expect(await ingest.outcome()).toEqual({ mails: [], acknowledged: [] });
    expect(await changes()).toMatchObject([
      {
        ...{ change: 'suppressed', status: 'closed', revision: 0, outcome: 'quarantined' },
        explanation: expect.stringContaining('X-Spam-Flag: YES'),
        data: { subject: 'Gagnez un téléphone', from: { address: 'camille@courriel.example' } },
      },
    ]);
  });

  it('is known when it comes again, and takes no part in anything', async () => {
    const first = await ingest.receive(SPAM);
    expect(await ingest.receive(SPAM)).toEqual({ ...first, isNew: false });
    expect((await ingest.runner().read(first.caseNumber))?.state).toMatchObject({
      participants: [],
      mails: [expect.anything()],
    });
  });

  it('is let in by one call, once, and then acknowledged like any other', async () => {
    const { caseNumber } = await ingest.receive(SPAM);
    expect(await release(caseNumber)).toEqual({ caseNumber, released: 1 });
    expect(await release(caseNumber)).toEqual({ caseNumber, released: 0 });
    expect(await ingest.outcome()).toEqual({ mails: [caseNumber], acknowledged: [caseNumber] });
    expect((await changes()).map(({ change }) => change)).toEqual(['suppressed', 'reopened']);
    expect((await ingest.received())[0]).toMatchObject({ subject: 'Gagnez un téléphone', text: 'Bonjour.' });
  });

  it('waits through a restart', async () => {
    const { caseNumber } = await ingest.receive(SPAM);
    await ingest.restart();
    expect(await release(caseNumber)).toMatchObject({ released: 1 });
  });

  it('is not acknowledged once it is let in when a machine wrote it', async () => {
    const { caseNumber } = await ingest.receive({
      ...SPAM,
      headers: [...SPAM.headers, 'Auto-Submitted: auto-replied'],
    });
    await release(caseNumber);
    expect(await ingest.outcome()).toEqual({ mails: [caseNumber], acknowledged: [] });
  });

  it('waits in the case of its thread, which goes on', async () => {
    const { caseNumber } = await ingest.receive({ id: 'a@courriel.example' });
    const spam = await ingest.receive({ ...SPAM, inReplyTo: 'a@courriel.example' });
    expect(spam.caseNumber).toBe(caseNumber);
    expect(await ingest.outcome()).toEqual({ mails: [caseNumber], acknowledged: [caseNumber] });
    await release(caseNumber);
    expect(await ingest.outcome()).toEqual({ mails: [caseNumber, caseNumber], acknowledged: [caseNumber] });
  });

  it('founds a case of its own where too many wait already', async () => {
    const { caseNumber } = await ingest.receive({ id: 'a@courriel.example' });
    const all = Array.from({ length: 12 }, (_, n) => ({
      ...SPAM,
      id: `s${n}@courriel.example`,
      inReplyTo: 'a@courriel.example',
    }));
    const receipts = await Promise.all(all.map((mail) => ingest.receive(mail)));
    expect(receipts.filter((receipt) => receipt.caseNumber === caseNumber)).toHaveLength(10);
    expect(receipts.every(({ isNew }) => isNew)).toBe(true);
  });
});

describe('what lies in quarantine', () => {
  it('is listed with enough to judge, a page at a time, until it is let in', async () => {
    const first = await ingest.receive(SPAM);
    const second = await ingest.receive({ ...SPAM, id: 'spam2@courriel.example', subject: 'Gagnez encore' });
    await ingest.receive({ id: 'a@courriel.example' });
    const page = await listed({ limit: 1 });
    const rest = await listed({ limit: 1, ...(page.cursor === undefined ? {} : { after: page.cursor }) });
    expect([...page.mails, ...rest.mails]).toHaveLength(2);
    expect([...page.mails, ...rest.mails]).toContainEqual({
      ...{ caseNumber: first.caseNumber, mailId: first.mailId, mailbox: SAV, receivedAt: expect.any(String) },
      ...{ from: { address: 'camille@courriel.example', name: 'Camille' }, subject: 'Gagnez un téléphone' },
      text: 'Bonjour.',
    });
    await release(first.caseNumber);
    expect((await listed({ limit: 10 })).mails).toMatchObject([{ caseNumber: second.caseNumber }]);
  });

  it('is counted by mailbox', async () => {
    const registry = new Registry();
    quarantineGauge(ingest.runner(), [SAV, 'autre@boutique.example'], registry);
    const { caseNumber } = await ingest.receive(SPAM);
    const counts = async () => (await registry.metrics()).split('\n').filter((line) => line.startsWith('facteur_'));
    expect(await counts()).toEqual([
      `facteur_quarantined_mails{mailbox="${SAV}"} 1`,
      'facteur_quarantined_mails{mailbox="autre@boutique.example"} 0',
    ]);
    await release(caseNumber);
    expect(await counts()).toContain(`facteur_quarantined_mails{mailbox="${SAV}"} 0`);
  });
});

describe('a mark', () => {
  it('of a filter that the mailbox does not name says nothing', async () => {
    await ingest.receive({ ...SPAM, headers: ['X-Other-Filter: YES'] });
    expect((await ingest.outcome()).acknowledged).toHaveLength(1);
  });
});

it('a case that is not there lets nothing out', async () => {
  await expect(release('2222-2222-2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
