import { describe, expect, it } from '@jest/globals';
import { reviewAsked, reviewDecision, type SampleReview } from '../testing/reviews.ts';
import { askedIn, judge, saidIn } from './judge.ts';

const RIGHT = { kind: 'intent', intent: 'remboursement' } as const;
const OTHER = { kind: 'intent', intent: 'suivi-commande' } as const;
const REPLY = { kind: 'reply', text: 'Je vous appelle.' } as const;
const CLOSE = { kind: 'close', outcome: 'resolved' } as const;

describe('a decision', () => {
  it.each([
    {
      name: 'that names the predicted intent says that it was right',
      decision: RIGHT,
      isRight: true,
      truth: 'remboursement',
    },
    { name: 'that names another says that it was wrong', decision: OTHER, isRight: false, truth: 'suivi-commande' },
    { name: 'to write by hand counts as wrong: the journey was not what was wanted', decision: REPLY, isRight: false },
    { name: 'to close counts as wrong', decision: CLOSE, isRight: false },
  ])('$name', ({ decision, isRight, truth }) => {
    const [asked, said] = [askedIn(reviewAsked()), saidIn(reviewDecision(decision))];
    if (!asked || !said) throw new Error('nothing was read');
    const verdict = judge(asked, said);
    expect(verdict).toMatchObject({
      isRight,
      intent: 'remboursement',
      probability: 0.9,
      model: 'm1',
      sampling: 'whole',
    });
    expect(verdict?.truth).toBe(truth);
  });

  it('on an option says nothing of the intent', () => {
    expect(saidIn(reviewDecision({ kind: 'option', option: 'accepter' }))).toBeUndefined();
  });

  it('says nothing of a prediction that was out of scope: none would have been answered', () => {
    const asked = askedIn(reviewAsked({ intents: [{ intent: 'remboursement', probability: 0.3 }], outOfScope: 0.6 }));
    const said = saidIn(reviewDecision(RIGHT));
    if (!asked || !said) throw new Error('nothing was read');
    expect(judge(asked, said)).toBeUndefined();
  });
});

describe('a review', () => {
  it.each<{ name: string; sample: SampleReview; sampling: string }>([
    { name: 'in assist mode', sample: { reasons: ['assist-mode'] }, sampling: 'whole' },
    { name: 'in assist mode, and unsure', sample: { reasons: ['assist-mode', 'low-confidence'] }, sampling: 'whole' },
    { name: 'only because it is unsure', sample: { reasons: ['low-confidence'] }, sampling: 'chosen' },
    {
      name: 'in assist mode, of a mail that would be reviewed in any case',
      sample: { reasons: ['assist-mode', 'customer-upset'] },
      sampling: 'chosen',
    },
  ])('$name is a sample of the kind $sampling', ({ sample, sampling }) => {
    expect(askedIn(reviewAsked(sample))?.sampling).toBe(sampling);
  });

  it('of an automatic answer that was drawn at random says at which rate', () => {
    const asked = reviewAsked({ reasons: ['assist-mode'] });
    const drawn = askedIn({ ...asked, data: { ...asked.data, sample: { rate: 0.05 } } });
    const said = saidIn(reviewDecision(RIGHT));
    if (!drawn || !said) throw new Error('nothing was read');
    expect(judge(drawn, said)).toMatchObject({ sampling: 'drawn', rate: 0.05, isRight: true });
  });

  it.each<{ name: string; sample: SampleReview }>([
    { name: 'of a step', sample: { step: 'valider', reasons: ['step-review'] } },
    { name: 'of several requests', sample: { count: 2 } },
    { name: 'of no request', sample: { count: 0 } },
    { name: 'of no mail', sample: { mailId: undefined } },
    { name: 'without an intent', sample: { intents: [] } },
    {
      name: 'of a mail that came while a journey was under way',
      sample: { reasons: ['assist-mode', 'unexpected-reply'] },
    },
    { name: 'of a reply that could not leave', sample: { reasons: ['reply-undelivered'] } },
  ])('$name teaches nothing', ({ sample }) => {
    expect(askedIn(reviewAsked(sample))).toBeUndefined();
  });
});
