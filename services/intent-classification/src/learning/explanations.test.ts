import { knownTexts } from '@facteur/nlu';
import { describe, expect, it } from '@jest/globals';
import { CASE, reviewAsked, reviewDecision, type SampleReview, splitActed } from '../testing/reviews.ts';
import { pairsIn } from './explanations.ts';
import { acted, decided, requested } from './handlers.ts';
import { type LearningState, learningState } from './state.ts';

const rules = { known: knownTexts([]), intents: new Set(['remboursement', 'suivi-commande']) };
const context = { now: 0, key: CASE, subject: CASE, revision: 1, inputId: 'input' };
const SEVERAL: SampleReview = { reasons: ['several-intents'], beside: ['suivi-commande'] };
const SECOND = `${CASE}.r2`;

type Input = (state: LearningState) => ReturnType<ReturnType<typeof requested>>;
const asks =
  (sample: SampleReview = SEVERAL): Input =>
  (state) =>
    requested(rules)(reviewAsked(sample), state, context);
const decides =
  (decision: Parameters<typeof reviewDecision>[0], reviewId?: string): Input =>
  (state) =>
    decided(rules)(reviewDecision(decision, reviewId), state, context);
const starts = (intent: string, reviewId?: string): Input => decides({ kind: 'intent', intent }, reviewId);
const splits =
  (mailId: string): Input =>
  (state) =>
    acted(splitActed(mailId), state);

/** What is known after all inputs, as `reason → request: told` or `asked`. */
function known(...inputs: readonly Input[]): string[] {
  const state = inputs.reduce((before, input) => input(before)?.state ?? before, learningState.initial(CASE));
  const pairs = (state.several ?? []).flatMap(pairsIn);
  expect(learningState.clear?.(state)?.told).toBe(pairs.length > 0 ? 1 : undefined);
  return pairs.map(({ reason, request, isAsked }) => `${reason} → ${request}: ${isAsked ? 'asked' : 'told'}`);
}

const TOLD = ['suivi-commande → remboursement: told'];
const BOTH = ['suivi-commande → remboursement: asked', 'remboursement → suivi-commande: asked'];

describe('what explains what, seen in a mail with several requests', () => {
  it.each([
    { name: 'one is started: the other one was told', inputs: [asks(), starts('remboursement')], expected: TOLD },
    { name: 'the decision came first', inputs: [starts('remboursement'), asks()], expected: TOLD },
    { name: 'nobody decided', inputs: [asks()], expected: [] },
    { name: 'something else is started', inputs: [asks(), starts('reservation')], expected: [] },
    {
      name: 'the advisor writes or closes',
      inputs: [asks(), decides({ kind: 'reply', text: 'Bonjour' })],
      expected: [],
    },
    {
      name: 'the other one is started later',
      inputs: [
        asks(),
        starts('remboursement'),
        asks({ ...SEVERAL, reviewId: SECOND }),
        starts('suivi-commande', SECOND),
      ],
      expected: BOTH,
    },
    {
      name: 'the advisor writes by hand later: perhaps about the other one',
      inputs: [asks(), starts('remboursement'), decides({ kind: 'reply', text: 'Votre colis arrive' }, SECOND)],
      expected: BOTH,
    },
    { name: 'the mail is split', inputs: [asks(), starts('remboursement'), splits('mail-1')], expected: BOTH },
    { name: 'another mail is split', inputs: [asks(), starts('remboursement'), splits('mail-2')], expected: TOLD },
    {
      name: 'both requests are for one intent',
      inputs: [asks({ ...SEVERAL, beside: ['remboursement'] }), starts('remboursement')],
      expected: [],
    },
    {
      name: 'a step of a journey is asked about',
      inputs: [asks({ ...SEVERAL, step: 'valider' }), starts('remboursement')],
      expected: [],
    },
  ])('$name', ({ inputs, expected }) => {
    expect(known(...inputs)).toEqual(expected);
  });
});
