import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';
import { demoJourneys } from './testing/demo-journeys.ts';

const { open, close } = conversations();
afterEach(close);

const TRACK = { text: 'Où en est ma commande CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 } };
const drawing = (share: string) =>
  demoJourneys((yaml, name) =>
    name === 'suivi-commande' ? yaml.replace('\nrisk:', `\nsample: ${share}\nrisk:`) : yaml,
  );
const all = await drawing('100%');
const half = await drawing('50%');

describe('an automatic answer', () => {
  it('that is drawn is checked afterwards, and nothing waits for that', async () => {
    const talk = await open({ journeys: all });
    await talk.mail(TRACK);
    expect(talk.said()).toEqual(['expediee']);
    expect(talk.status()).toBe('closed');
    expect(talk.reviews()).toMatchObject([
      {
        journey: 'suivi-commande',
        priority: 'low',
        sample: { rate: 1 },
        reasons: [{ code: 'assist-mode', detail: 'réponse automatique tirée au hasard (100 %)' }],
        requests: [{ intents: [{ intent: 'suivi-commande' }] }],
      },
    ]);
  });

  it('that was checked changes nothing of the case, whatever the advisor says', async () => {
    const talk = await open({ journeys: all });
    await talk.mail(TRACK);
    const [review] = talk.reviews();
    const before = talk.events.length;
    if (review) await talk.decide({ kind: 'intent', intent: 'remboursement' }, { review });
    expect(talk.events).toHaveLength(before);
    expect(talk.status()).toBe('closed');
  });

  it('is not drawn where a person decided, nor where the author wants no samples', async () => {
    const doubtful = await open({ journeys: all });
    await doubtful.mail({ ...TRACK, asks: { 'suivi-commande': 0.5 } });
    expect(doubtful.reviews().filter(({ sample }) => sample)).toEqual([]);
    const without = await open();
    await without.mail(TRACK);
    expect(without.reviews()).toEqual([]);
  });

  it('is drawn as often as the author wants', async () => {
    let drawn = 0;
    for (let nth = 0; nth < 200; nth++) {
      const talk = await open({ journeys: half });
      await talk.mail({ ...TRACK, mailId: `mail-${nth}` });
      drawn += talk.reviews().length;
      await close();
    }
    // Binomial(200, 0.5): outside of this once in 10^9; the mails' ids are fixed, so that it never changes.
    expect(drawn).toBeGreaterThan(57);
    expect(drawn).toBeLessThan(143);
  });
});
