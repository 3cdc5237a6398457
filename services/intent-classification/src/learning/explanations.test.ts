import { knownTexts } from '@facteur/nlu';
import { describe, expect, it } from '@jest/globals';
import { type Input, inputsUnder } from '../testing/inputs.ts';
import { CASE, type SampleReview, splitActed } from '../testing/reviews.ts';
import { pairsIn } from './explanations.ts';
import { acted } from './handlers.ts';
import { learningState } from './state.ts';

const rules = { known: knownTexts([]), intents: new Set(['remboursement', 'suivi-commande']) };
const SEVERAL: SampleReview = { reasons: ['several-intents'], beside: ['suivi-commande'] };
const SECOND = `${CASE}.r2`;

const { asks, decides } = inputsUnder(rules, SEVERAL);
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
