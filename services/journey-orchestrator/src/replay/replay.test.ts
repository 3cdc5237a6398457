import type { Journey } from '@facteur/journeys';
import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from '../testing/conversation.ts';
import { CATALOGUE, demoJourneys } from '../testing/demo-journeys.ts';
import type { Scenario } from '../testing/scenario.ts';
import { type SampleMail, understoodMail } from '../testing/understood-mail.ts';
import { compareCase, totalsOf } from './compare.ts';
import { type PastCase, type PastEntry, pastCase } from './past-case.ts';
import { type Played, playPast } from './play-past.ts';
import { withJourneys } from './with-journeys.ts';

const { open, close } = conversations();
afterEach(close);

const HOUR_MS = 3_600_000;
const live = await demoJourneys();
/** Above 20 € a refund is validated. */
const stricter = await demoJourneys((yaml, name) =>
  name === 'remboursement' ? yaml.replace('eur(150)', 'eur(20)') : yaml,
);

const play = (past: PastCase, journeys: readonly Journey[], mode: 'auto' | 'assist' = 'auto'): Played => {
  const config = { mailboxes: [{ address: 'sav@boutique.example', mode }] };
  return playPast(withJourneys(journeys, config, CATALOGUE), past, CATALOGUE);
};

/** A conversation that happens, kept as a timeline keeps it. */
async function happened(lines: readonly (SampleMail | { readonly option: string })[]): Promise<PastCase> {
  const talk = await open();
  const timeline: PastEntry[] = [];
  let at = 0;
  for (const line of lines) {
    at += HOUR_MS;
    timeline.push(...(await say(talk, line, new Date(at).toISOString())));
  }
  return pastCase('7Q2K-9MXD-4', timeline);
}

async function say(talk: Scenario, line: SampleMail | { readonly option: string }, at: string): Promise<PastEntry[]> {
  const told = talk.events.length;
  const entries: PastEntry[] = [];
  if ('option' in line) {
    const { reviewId, runVersion } = talk.review();
    const decision = { kind: 'option', option: line.option } as const;
    await talk.decide(decision);
    entries.push({ at, topic: 'review.decided', data: { reviewId, runVersion, decision, advisor: { id: 'lea' } } });
  } else {
    const { mail, ...rest } = understoodMail(line);
    await talk.mail(line);
    entries.push({ at, topic: 'mail.received', data: mail });
    entries.push({ at, topic: 'mail.understood', data: { ...rest, mailId: mail.mailId } });
  }
  const since = talk.events.slice(told).map(({ definition, data }) => ({ at, topic: definition.topic, data }));
  return [...entries, ...since];
}

const REFUND = {
  text: 'Remboursez-moi la commande CMD-2026-00001.',
  asks: { remboursement: 0.97 },
  photos: ['facture.jpg'],
};
const CUSTOMER = { id: 'C-1', name: 'Claire', balance: { minor: 0, currency: 'EUR' }, since: '2024-01-01', orders: [] };
const LARGE = { ...REFUND, text: 'Remboursez-moi la commande CMD-2026-00002.' };

describe('a past case, played again', () => {
  it('goes as it went, without anything leaving', async () => {
    const past = await happened([REFUND]);
    const played = play(past, live);
    expect(played).toMatchObject({ journeys: ['remboursement'], reviews: [], status: 'closed', outcome: 'resolved' });
    expect(played.replies.map(({ templates }) => templates)).toEqual([['confirmation']]);
    expect(played.replies[0]?.text).toContain('CMD-2026-00001');
    expect(played.effects.map(({ operation }) => operation)).toEqual(['comptabilite.refund']);
  });

  it('takes the advisor’s decisions of then', async () => {
    const past = await happened([LARGE, { option: 'accepter' }]);
    expect(play(past, live)).toMatchObject({ status: 'closed', reviews: [{ step: 'valider' }] });
  });

  it('waits with the customer: an answer that never came is reminded of', async () => {
    const past = await happened([{ ...REFUND, photos: [] }]);
    const later = { ...past, inputs: [...past.inputs, { ...past.inputs[0], atMs: 4 * 24 * HOUR_MS }] } as PastCase;
    expect(play(later, live).replies.map(({ templates }) => templates)).toContainEqual(['relance']);
  });

  it('shows a case that the draft would have sent to an advisor, with the money that would not have moved', async () => {
    const past = await happened([REFUND]);
    const before = play(past, live);
    const { missing } = play(past, stricter);
    expect(missing).toMatchObject({ operation: 'boutique.customer', sender: { address: 'claire@client.example' } });
    const lookedUp = { step: '', operation: 'boutique.customer', input: missing?.input ?? {}, output: CUSTOMER };
    const after = play({ ...past, calls: [...past.calls, lookedUp] }, stricter);
    expect(compareCase(past.number, 'Ma commande', before, after).differences).toEqual([
      'now-reviewed',
      'other-replies',
      'other-effects',
      'other-outcome',
    ]);
    expect(totalsOf([before], 1)).toMatchObject({ automatic: 1, reviews: 0, moved: { EUR: expect.any(Number) } });
    expect(totalsOf([after], 1)).toMatchObject({ automatic: 0, reviews: 1, reviewsPerDay: 1, moved: {} });
  });

  it('changes nothing with the same journeys', async () => {
    const past = await happened([LARGE, { option: 'accepter' }]);
    expect(compareCase(past.number, '', play(past, live), play(past, live)).differences).toEqual([]);
  });

  it('says what it cannot know: a look-up that was never made', async () => {
    const past = await happened([REFUND]);
    const blind = play({ ...past, calls: [] }, live);
    expect(blind.unknown).toMatch(/boutique\.order.*CMD-2026-00001/);
    expect(compareCase(past.number, '', play(past, live), blind).differences).toEqual(['unknown']);
  });

  it('imagines an effect that was not made then, with its amount', async () => {
    const past = await happened([LARGE]);
    const lax = await demoJourneys((yaml, name) =>
      name === 'remboursement' ? yaml.replace('eur(150)', 'eur(5000)') : yaml,
    );
    const after = play(past, lax);
    expect(after).toMatchObject({ status: 'closed', reviews: [] });
    expect(totalsOf([after], 1).moved).toEqual({ EUR: expect.any(Number) });
    expect(compareCase(past.number, '', play(past, live), after).differences).toContain('now-automatic');
  });
});
