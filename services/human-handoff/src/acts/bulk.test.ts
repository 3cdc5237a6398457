import { describe, expect, it } from '@jest/globals';
import type { Review } from '../reviews.ts';
import { reviewData } from '../testing/sample-events.ts';
import { type Candidate, firstProposal, proposalOf, refusalOf } from './bulk.ts';

const ACTS = { accepter: 'money', refuser: 'nothing' } as const;
type Request = Review['request'];

function candidate(id: string, request: Partial<Request> = {}, review: Partial<Review> = {}): Candidate {
  const asked = reviewData(id, { journey: 'remboursement', step: 'valider', acts: { ...ACTS }, ...request });
  return { reviewId: asked.reviewId, review: { request: asked, requestedAt: '', status: 'open', ...review } };
}
const proposal = (one: Candidate): string | undefined => one.review && proposalOf(one.review);
const PLAIN = candidate('a');

describe('a bulk decision', () => {
  it.each<{ name: string; one: Candidate; option?: string; why: RegExp | undefined }>([
    { name: 'takes what is identical and moves nothing', one: candidate('b'), why: undefined },
    { name: 'takes what the same advisor has claimed', one: candidate('b', {}, { claimedBy: 'lea' }), why: undefined },
    { name: 'refuses money', one: candidate('b'), option: 'accepter', why: /argent/ },
    { name: 'refuses goods', one: candidate('b', { acts: { refuser: 'goods' } }), why: /argent/ },
    { name: 'refuses what nobody said the effect of', one: candidate('b', { acts: {} }), why: /argent/ },
    {
      name: 'refuses an option named like what every object has',
      one: candidate('b', { options: ['constructor'] }),
      option: 'constructor',
      why: /argent/,
    },
    { name: 'refuses another step', one: candidate('b', { step: 'relire' }), why: /même/ },
    { name: 'refuses another reason', one: candidate('b', { reasons: [{ code: 'changed-since' }] }), why: /même/ },
    { name: 'refuses another journey', one: candidate('b', { journey: 'renvoi-colis' }), why: /même/ },
    {
      name: 'refuses the same words with other effects',
      one: candidate('b', { acts: { refuser: 'nothing', accepter: 'goods' } }),
      why: /même/,
    },
    { name: 'refuses what is decided', one: candidate('b', {}, { status: 'decided' }), why: /plus ouverte/ },
    { name: 'refuses what another has', one: candidate('b', {}, { claimedBy: 'paul' }), why: /paul/ },
    {
      name: 'refuses a case that another has taken over',
      one: { ...candidate('b'), holder: { id: 'paul', name: 'Paul' } },
      why: /Paul a pris/,
    },
    {
      name: 'takes a case that the same advisor has taken over',
      one: { ...candidate('b'), holder: { id: 'lea' } },
      why: undefined,
    },
    { name: 'refuses what is no choice', one: candidate('b', { options: ['accepter'] }), why: /choix/ },
    { name: 'refuses what is not there', one: { reviewId: 'x', review: undefined }, why: /pas de validation/ },
  ])('$name', ({ one, option = 'refuser', why }) => {
    const refusal = refusalOf(one, option, proposal(PLAIN), 'lea');
    if (why === undefined) expect(refusal).toBeUndefined();
    else expect(refusal).toMatch(why);
  });

  it('follows the first that can be decided so', () => {
    const money = candidate('m', { acts: { refuser: 'money', accepter: 'nothing' } });
    const other = candidate('o', { step: 'relire' });
    expect(firstProposal([money, PLAIN, other], 'refuser', 'lea')).toBe(proposal(PLAIN));
    expect(firstProposal([money], 'refuser', 'lea')).toBeUndefined();
  });

  it.each([
    { name: 'without a step', request: { step: undefined } as unknown as Partial<Request> },
    { name: 'when every choice moves something', request: { acts: { accepter: 'money', refuser: 'goods' } } as const },
    { name: 'when nobody said what choices lead to', request: { acts: undefined } as unknown as Partial<Request> },
  ])('has no proposal $name', ({ request }) => {
    expect(proposal(candidate('b', request))).toBeUndefined();
  });
});
