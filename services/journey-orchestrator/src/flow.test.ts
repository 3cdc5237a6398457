import {
  caseChanged,
  type Draft,
  type EventDefinition,
  mailUnderstood,
  replyFailed,
  replyRequested,
  reviewDecided,
  reviewRequested,
} from '@facteur/contracts';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callRunner } from './call.ts';
import { journeyOrchestratorFlow } from './flow.ts';
import { ledgerCollection, openLedger } from './ledger.ts';
import { demoJourneys } from './testing/demo-journeys.ts';
import { type FakeCompany, fakeCompany } from './testing/fake-company.ts';
import { environmentOf } from './testing/scenario.ts';
import { type SampleMail, understoodMail } from './testing/understood-mail.ts';

const CASE = '7Q2K-9MXD-4';
const DAY_MS = 86_400_000;
const REFUND = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const LARGE = { ...REFUND, text: 'Remboursez-moi la commande CMD-2026-00002.', photos: ['facture.jpg'] };
const journeys = await demoJourneys();

let test: TestKernel;
let company: FakeCompany;
beforeEach(async () => {
  test = await openTestKernel();
  company = fakeCompany();
  await start();
});
afterEach(() => test.dispose());

async function start(): Promise<void> {
  const { store, keys, clock } = test.kernel();
  const ledger = openLedger(await store.collection(ledgerCollection), keys, clock);
  const env = environmentOf({ journeys, connector: company });
  await test.run(journeyOrchestratorFlow(env, callRunner(company, ledger, clock)));
}

/** Delivers an event twice. */
async function deliver<Data>(definition: EventDefinition<Data>, data: Data): Promise<void> {
  const wires = await test.send(definition.about(CASE, data) as Draft<never>);
  for (const wire of wires) await test.sendAgain(definition.topic, wire);
  await test.idle();
}

const mail = (sample: SampleMail): Promise<void> => deliver(mailUnderstood, understoodMail(sample));

async function decide(decision: Parameters<typeof reviewDecided.about>[1]['decision']): Promise<void> {
  const review = (await test.published(reviewRequested)).at(-1)?.data;
  if (!review) throw new Error('no review was asked for');
  const { reviewId, runVersion } = review;
  await deliver(reviewDecided, { reviewId, runVersion, decision, advisor: { id: 'lea' } });
}

const replies = async (): Promise<string[]> => (await test.published(replyRequested)).map(({ data }) => data.purpose);
const statuses = async (): Promise<string[]> => (await test.published(caseChanged)).map(({ data }) => data.status);
const reviews = async () => (await test.published(reviewRequested)).map(({ data }) => data);

describe('the orchestrator, every event delivered twice', () => {
  it('answers a mail once, and its calls lead on once', async () => {
    await mail({ ...REFUND, photos: ['facture.jpg'] });
    expect(await replies()).toEqual(['answer']);
    expect(await statuses()).toEqual(['open', 'open', 'closed']);
    expect([company.calls.length, company.effects.length]).toEqual([2, 1]);
  });

  it('obeys a decision once', async () => {
    await mail(LARGE);
    await decide({ kind: 'option', option: 'accepter' });
    expect((await reviews()).length).toBe(1);
    expect([await replies(), company.effects.length]).toEqual([['answer'], 1]);
  });

  it('reminds once, and gives up once', async () => {
    await mail(REFUND);
    await test.clock.advance(3 * DAY_MS);
    await test.idle();
    expect(await replies()).toEqual(['question', 'reminder']);
    await test.clock.advance(11 * DAY_MS);
    await test.idle();
    expect((await reviews()).map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([['no-answer']]);
  });

  it('asks once about a reply that could not leave', async () => {
    await mail({ text: 'Où en est CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 } });
    const [reply] = await test.published(replyRequested);
    const { replyId = '', mailbox = '', purpose = 'answer' } = reply?.data ?? {};
    const failed = {
      replyId,
      mailbox,
      purpose,
      language: 'fr',
      code: 'SMTP_REFUSED',
      detail: '550',
      permanent: true,
    } as const;
    await deliver(replyFailed, failed);
    expect((await reviews()).length).toBe(1);
    expect((await statuses()).at(-1)).toBe('waiting-advisor');
  });

  it('merges once, and does nothing more', async () => {
    await mail(REFUND);
    const merged = {
      change: 'merged',
      status: 'merged',
      revision: 1_000_000,
      into: '5M6J-XXKK-5',
      reasons: [],
    } as const;
    await deliver(caseChanged, { ...merged, reasons: [] });
    await test.clock.advance(14 * DAY_MS);
    await test.idle();
    expect([await replies(), await reviews()]).toEqual([['question'], []]);
  });
});

describe('the orchestrator, started again', () => {
  it('goes on with a run, its timers and its review', async () => {
    await mail(REFUND);
    await test.restart();
    await start();
    await test.clock.advance(3 * DAY_MS);
    await test.idle();
    expect(await replies()).toEqual(['question', 'reminder']);
    await test.restart();
    await start();
    await mail({ text: 'Voici.', photos: ['vase.jpg'] });
    expect([(await replies()).at(-1), company.effects.length]).toEqual(['answer', 1]);
  });
});
