import {
  advisorActed,
  caseChanged,
  type Draft,
  type EventDefinition,
  mailUnderstood,
  replyFailed,
  replyRequested,
  reviewDecided,
  reviewRequested,
} from '@facteur/contracts';
import type { Runner } from '@facteur/runtime';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callRunner } from './call.ts';
import { journeyOrchestratorFlow } from './flow.ts';
import { ledgerCollection, openLedger } from './ledger.ts';
import type { CaseState } from './state.ts';
import { demoJourneys } from './testing/demo-journeys.ts';
import { environmentOf } from './testing/environment-of.ts';
import { type FakeCompany, fakeCompany } from './testing/fake-company.ts';
import { type SampleMail, understoodMail } from './testing/understood-mail.ts';

const CASE = '7Q2K-9MXD-4';
const MINUTE_MS = 60_000;
const REFUND = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const LARGE = { ...REFUND, text: 'Remboursez-moi la commande CMD-2026-00002.', photos: ['facture.jpg'] };
// The kernel looks for due timers twice a second: waits of days are minutes here.
const journeys = await demoJourneys((yaml) => yaml.replaceAll(/\b(\d+)d\b/g, '$1m'));

let test: TestKernel;
let company: FakeCompany;
let runner: Runner<CaseState>;
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
  runner = await test.run(journeyOrchestratorFlow(env, callRunner(company, ledger, clock)));
}

/** Delivers an event twice. */
async function deliver<Data>(definition: EventDefinition<Data>, data: Data): Promise<void> {
  const wires = await test.send(definition.about(CASE, data) as Draft<never>);
  for (const wire of wires) await test.sendAgain(definition.topic, wire);
  await test.idle();
}

/** Lets time pass; what fell due meanwhile is handled. */
async function wait(minutes: number): Promise<void> {
  await test.clock.advance(minutes * MINUTE_MS);
  await runner.fireTimers();
  await test.idle();
}

const mail = (sample: SampleMail): Promise<void> => deliver(mailUnderstood, understoodMail(sample));

async function decide(decision: Parameters<typeof reviewDecided.about>[1]['decision']): Promise<void> {
  const review = (await reviews()).at(-1);
  if (!review) throw new Error('no review was asked for');
  const { reviewId, runVersion } = review;
  await deliver(reviewDecided, { reviewId, runVersion, decision, advisor: { id: 'lea' } });
}

/** What was published; once more by the same id is nothing new to whoever consumes it. */
async function said<Data>(definition: EventDefinition<Data>): Promise<Data[]> {
  const events = await test.published(definition);
  return [...new Map(events.map(({ id, data }) => [id, data])).values()];
}

const replies = async (): Promise<string[]> => (await said(replyRequested)).map(({ purpose }) => purpose);
const statuses = async (): Promise<string[]> => (await said(caseChanged)).map(({ status }) => status);
const reviews = () => said(reviewRequested);

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
    await wait(3);
    expect(await replies()).toEqual(['question', 'reminder']);
    await wait(11);
    expect((await reviews()).map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([['no-answer']]);
  });

  it('ends a merged case once, and asks once more once its customer is another', async () => {
    await mail(LARGE);
    const advisor = { id: 'lea' };
    await deliver(advisorActed, { action: 'customer', advisor, customer: { address: 'paul@client.example' } });
    expect((await reviews()).map(({ supersedes }) => supersedes.length)).toEqual([0, 1]);
    await deliver(advisorActed, { action: 'merge', advisor, into: '5M6J-XXKK-5' });
    await decide({ kind: 'option', option: 'accepter' });
    expect([await replies(), company.effects, (await reviews()).length]).toEqual([[], [], 2]);
    expect((await said(caseChanged)).filter(({ outcome }) => outcome === 'merged')).toHaveLength(1);
  });

  it('asks once about a reply that could not leave', async () => {
    await mail({ text: 'Où en est CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 } });
    const [reply] = await said(replyRequested);
    const { replyId = '', mailbox = '', purpose = 'answer' } = reply ?? {};
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
});

describe('the orchestrator, started again', () => {
  it('goes on with a run, its timers and its review', async () => {
    await mail(REFUND);
    await test.restart();
    await start();
    await wait(3);
    expect(await replies()).toEqual(['question', 'reminder']);
    await test.restart();
    await start();
    await mail({ text: 'Voici.', photos: ['vase.jpg'] });
    expect([(await replies()).at(-1), company.effects.length]).toEqual(['answer', 1]);
  });
});
