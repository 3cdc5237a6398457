import { describe, expect, it } from '@jest/globals';
import { requestLines, type ToldRequest } from './understood-words.ts';

const doubtful: ToldRequest = {
  intents: [
    { intent: 'suivi-commande', probability: 0.53 },
    { intent: 'remboursement', probability: 0.46 },
  ],
  outOfScope: 0.01,
  threshold: { value: 0.6, isGuaranteed: false, risk: 0.01, cases: 287, needed: 12 },
  missing: [
    { code: 'below-threshold', by: 0.07 },
    { code: 'close-to', intent: 'remboursement', by: 0.07 },
    { code: 'not-guaranteed', needed: 12 },
  ],
};
const sure: ToldRequest = {
  intents: [{ intent: 'remboursement', probability: 0.985 }],
  outOfScope: 0.015,
  threshold: { value: 0.912, isGuaranteed: true, risk: 0.01, cases: 412, coverage: 0.63 },
  missing: [],
};

describe('an account of a request', () => {
  it.each([
    {
      name: 'says in French what a doubtful one lacks',
      request: doubtful,
      language: 'fr' as const,
      expected: [
        'suivi-commande 53 % · remboursement 46 % · hors sujet 1 %',
        'seuil provisoire 60 %, non garanti',
        'il manque 7 % pour atteindre le seuil · à 7 % seulement de remboursement · encore 12 cas validés pour garantir le seuil',
      ],
    },
    {
      name: 'says in English what a doubtful one lacks',
      request: doubtful,
      language: 'en' as const,
      expected: [
        'suivi-commande 53 % · remboursement 46 % · out of scope 1 %',
        'provisional threshold 60 %, not guaranteed',
        '7 % below the threshold · only 7 % ahead of remboursement · 12 more validated cases for the promise',
      ],
    },
    {
      name: 'says what was not taken for a request',
      request: {
        ...sure,
        explainedBy: [
          { span: { in: 'text' as const, start: 0, end: 21 }, text: 'Mon colis est perdu.', intent: 'suivi-commande' },
        ],
      },
      language: 'fr' as const,
      expected: [
        'remboursement 98,5 % · hors sujet 1,5 %',
        'n’est lu que comme explication, et non comme une demande (suivi-commande) : « Mon colis est perdu. »',
        'seuil 91,2 %, garanti : au plus 1 % d’erreurs, sur 412 cas validés, dont 63 % l’atteignent',
      ],
    },
    {
      name: 'says what a promise rests on',
      request: sure,
      language: 'fr' as const,
      expected: [
        'remboursement 98,5 % · hors sujet 1,5 %',
        'seuil 91,2 %, garanti : au plus 1 % d’erreurs, sur 412 cas validés, dont 63 % l’atteignent',
      ],
    },
    {
      name: 'says what there is of an event of an older version',
      request: { intents: [], outOfScope: 1 },
      language: 'en' as const,
      expected: ['out of scope 100 %'],
    },
    {
      name: 'says that nothing may be answered alone',
      request: {
        ...sure,
        threshold: { isGuaranteed: false, risk: 0.01, cases: 0, needed: 299 },
        missing: [{ code: 'no-threshold' as const }, { code: 'not-guaranteed' as const, needed: 299 }],
      },
      language: 'en' as const,
      expected: [
        'remboursement 98.5 % · out of scope 1.5 %',
        'no threshold: an advisor validates everything · 299 more validated cases for the promise',
      ],
    },
  ])('$name', ({ request, language, expected }) => {
    expect(requestLines(request, language)).toEqual(expected);
  });
});
