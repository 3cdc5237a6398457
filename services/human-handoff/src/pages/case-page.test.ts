import { describe, expect, it } from '@jest/globals';
import { type CaseContent, casePage, gatheredData } from './case-page.ts';
import { SAMPLES, sampleDesk } from './testing/sample-desk.ts';
import { samplePage } from './testing/sample-page.ts';
import { wordsOf } from './words.ts';

async function refund(): Promise<CaseContent> {
  const found = await sampleDesk().case(SAMPLES.refund);
  if (!found) throw new Error('the sample case is missing');
  return found;
}

const until = ({ timeline }: CaseContent, topic: string): Pick<CaseContent, 'timeline'> => ({
  timeline: timeline.slice(
    0,
    timeline.findIndex((entry) => entry.topic === topic),
  ),
});

describe('gatheredData', () => {
  it('is what was found in the mails before a journey says more', async () => {
    const before = until(await refund(), 'reply.requested');
    expect(gatheredData(before, wordsOf('fr'))).toEqual({ 'Numéro de commande': 'CMD-2026-00124' });
  });

  it('is what replies and reviews were last given, without the case number', async () => {
    const item = await refund();
    expect(gatheredData(until(item, 'reply.failed'), wordsOf('fr'))).toEqual({ commande: 'CMD-2026-00124' });
    expect(Object.keys(gatheredData(item, wordsOf('fr')))).toEqual(['commande', 'order', 'justificatif']);
  });
});

describe('casePage', () => {
  it('has a line for every event', async () => {
    const item = await refund();
    const { markup } = casePage(samplePage(), item);
    for (const { eventId } of item.timeline) expect(markup).toContain(`id="event-${eventId}"`);
  });

  it('shows open reviews only', async () => {
    const item = await refund();
    const decided = item.reviews.map((review) => ({ ...review, status: 'decided' as const }));
    expect(casePage(samplePage(), { ...item, reviews: decided }).markup).not.toContain('<form');
  });

  it('says how a closed case ended, not at which step', async () => {
    const { markup } = casePage(samplePage(), {
      ...(await refund()),
      status: 'closed',
      outcome: 'resolved',
      timeline: [],
      reviews: [],
    });
    expect(markup).toContain('<dt>Issue</dt><dd>Résolu</dd>');
    expect(markup).not.toContain('<dt>Étape</dt>');
  });
});
