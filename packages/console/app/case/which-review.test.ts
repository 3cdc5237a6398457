import { describe, expect, it } from '@jest/globals';
import type { Case, Review } from '../api/types.ts';
import { answersUnderCheck, openChecks, predictedIntent, reviewToDecide } from './which-review.ts';

const review = (reviewId: string, more: Partial<Review> = {}) => ({ reviewId, status: 'open', ...more }) as Review;
const check = review('check', { sample: { rate: 0.05 } });
const entry = (topic: string, data: object) => ({ at: '1', topic, eventId: topic, data });
const mail = (mailId: string) => entry('mail.received', { mailId });
const sent = (replyId: string, purpose = 'answer', id = 'bot') =>
  entry('reply.sent', { replyId, purpose, author: { id } });

describe('the review that a case waits for', () => {
  it.each([
    { name: 'is the open one', reviews: [review('old', { status: 'decided' }), review('now')], found: 'now' },
    { name: 'is never a check of an answer that left', reviews: [check, review('now')], found: 'now' },
    { name: 'is none where only a check is open', reviews: [check], found: undefined },
  ])('$name', ({ reviews, found }) => {
    expect(reviewToDecide({ reviews })?.reviewId).toBe(found);
  });

  it('leaves checks apart', () => {
    const reviews = [review('now'), check, review('done', { status: 'decided', sample: { rate: 0.05 } })];
    expect(openChecks({ reviews }).map(({ reviewId }) => reviewId)).toEqual(['check']);
  });
});

describe('the answers under check', () => {
  it.each<{ name: string; timeline: Case['timeline']; found: string[] }>([
    {
      name: 'are what the bot sent to that mail',
      timeline: [mail('m0'), sent('before'), mail('m1'), sent('a1'), sent('a2', 'question'), mail('m2'), sent('after')],
      found: ['a1', 'a2'],
    },
    {
      name: 'are no acknowledgements',
      timeline: [mail('m1'), sent('ack', 'acknowledgement'), sent('a1')],
      found: ['a1'],
    },
    { name: 'are nothing that a person wrote', timeline: [mail('m1'), sent('a1', 'answer', 'lea')], found: [] },
    { name: 'are none where the mail is not there', timeline: [sent('a1')], found: [] },
  ])('$name', ({ timeline, found }) => {
    expect(answersUnderCheck({ timeline }, { mailId: 'm1' }).map(({ replyId }) => replyId)).toEqual(found);
  });
});

describe('what the bot took a request for', () => {
  const requests = [{ intents: [{ intent: 'suivi', probability: 0.9 }] }] as never;
  it.each([
    { name: 'is what its journey is for', journey: 'ou-est-ma-commande', found: 'suivi-commande' },
    { name: 'is the likeliest where the journey is not live any more', journey: 'ancien', found: 'suivi' },
  ])('$name', ({ journey, found }) => {
    const journeys = [{ journey: 'ou-est-ma-commande', intent: 'suivi-commande' }];
    expect(predictedIntent({ journey, requests }, journeys)).toBe(found);
  });
});
