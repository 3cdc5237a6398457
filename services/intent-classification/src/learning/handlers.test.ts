import { knownTexts } from '@facteur/nlu';
import { describe, expect, it } from '@jest/globals';
import { type Input, inputsUnder } from '../testing/inputs.ts';
import { CASE, type SampleReview } from '../testing/reviews.ts';
import { settle } from './handlers.ts';
import { learningState } from './state.ts';

const rules = {
  known: knownTexts([{ text: 'Je veux être remboursé de ma commande', language: 'fr' }]),
  intents: new Set(['remboursement', 'suivi-commande']),
};
const INTENT = { kind: 'intent', intent: 'remboursement' } as const;

const { asks, decides } = inputsUnder(rules);

/** State and verdicts after all inputs. */
function after(...inputs: readonly Input[]) {
  let state = learningState.initial(CASE);
  const verdicts: unknown[] = [];
  for (const input of inputs) {
    const outcome = input(state);
    state = outcome?.state ?? state;
    verdicts.push(...(outcome?.entries ?? []));
  }
  return { state, verdicts };
}

describe('learning from a case', () => {
  it.each([
    { name: 'review, then decision', inputs: [asks(), decides(INTENT)] },
    { name: 'decision, then review: topics keep no common order', inputs: [decides(INTENT), asks()] },
  ])('judges a request once, and proposes its words: $name', ({ inputs }) => {
    const { state, verdicts } = after(...inputs);
    expect(verdicts).toMatchObject([
      { id: `${CASE}/mail-1`, clear: { model: 'm1' }, content: { isRight: true, intent: 'remboursement' } },
    ]);
    expect(state.proposals).toMatchObject([{ intent: 'remboursement', status: 'proposed', language: 'fr' }]);
    expect(state).toMatchObject({ asked: [], early: [], judged: ['mail-1'] });
  });

  it('takes the first of two decisions on a mail', () => {
    const second = `${CASE}.r2`;
    const again = [asks({ reviewId: second }), decides({ kind: 'intent', intent: 'suivi-commande' }, second)];
    const { state, verdicts } = after(asks(), decides(INTENT), ...again);
    expect(verdicts).toHaveLength(1);
    expect(state.proposals).toMatchObject([{ intent: 'remboursement' }]);
  });

  it('writes nothing for a review from which nothing can be learned', () => {
    expect(asks({ step: 'valider' })(learningState.initial(CASE))).toBeUndefined();
    expect(decides({ kind: 'option', option: 'accepter' })(learningState.initial(CASE))).toBeUndefined();
  });

  it('forgets a decision once it turns out to be about such a review', () => {
    const { state, verdicts } = after(decides(INTENT), asks({ step: 'valider' }));
    expect({ early: state.early, verdicts }).toEqual({ early: [], verdicts: [] });
  });

  it.each<{ name: string; sample?: SampleReview; intent?: string }>([
    {
      name: 'that an example says already',
      sample: { text: 'Je veux être remboursé de ma commande CMD-2026-00001 !' },
    },
    { name: 'of one word', sample: { text: 'Remboursement' } },
    { name: 'of a whole story', sample: { text: 'Il pleuvait ce jour-là. '.repeat(40) } },
    { name: 'of an intent that no journey answers', intent: 'facture' },
  ])('proposes no words $name', ({ sample, intent = 'remboursement' }) => {
    const { state, verdicts } = after(asks(sample), decides({ kind: 'intent', intent }));
    expect({ proposals: state.proposals, verdicts: verdicts.length }).toEqual({ proposals: [], verdicts: 1 });
  });

  it('proposes nothing where the advisor named no intent', () => {
    expect(after(asks(), decides({ kind: 'reply', text: 'Bonjour' })).state.proposals).toEqual([]);
  });
});

describe('a proposal', () => {
  const { state } = after(asks(), decides(INTENT));
  const [proposal] = state.proposals;
  const payload = { id: proposal?.id, by: 'claire' };

  it('is accepted, and refused again: the last word counts', () => {
    const accepted = settle('accepted')(payload, state);
    expect(accepted.answer).toMatchObject({ status: 'accepted', by: 'claire' });
    const refused = settle('refused')(payload, accepted.state ?? state);
    expect(refused.state?.proposals).toMatchObject([{ status: 'refused' }]);
    expect(learningState.clear?.(refused.state ?? state)).toEqual({ refused: 1, since: proposal?.at });
  });

  it('that there is not cannot be settled', () => {
    expect(() => settle('accepted')({ id: 'x', by: 'claire' }, state)).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });
});
