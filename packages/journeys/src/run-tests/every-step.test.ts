/** Every kind of step in one journey: its tests, what they reach, and random walks. */
import { expect, it } from '@jest/globals';
import { fuzzJourney } from '../fuzz/fuzz-journey.ts';
import { fuzzReport } from '../fuzz/fuzz-text.ts';
import { DEMO_CATALOGUE } from '../testing/demo-catalogue.ts';
import { dataInText } from '../testing/play-conversation.ts';
import { smallJourney } from '../testing/small-journey.ts';
import { testReport } from './report-text.ts';
import { runJourneyTests } from './run-journey-tests.ts';

const TEXT = `collect:
  commande: { type: order-number, ask: demande, give-up: 14d }
  photo: { type: document, accept: [image/*], ask: demande-photo, give-up: 14d }
steps:
  - retrouver: { call: boutique.order, with: { number: commande }, save: order, retry: [5m, 30m], on: { not-found: verifier } }
  - trier: { decide: { table: tri.csv } }
  - demander: { collect: [photo], late: verifier }
  - attendre: { wait: 3d }
  - livraison: { wait: { event: colis-livre, at-most: 10d, late: dater, save: livraison } }
  - dater: { wait: { until: order.expectedOn } }
  - tout:
      each:
        of: order.lines
        as: ligne
        do:
          - stock: { call: boutique.stock, with: { sku: ligne.sku }, save: stock }
          - dire: { reply: ligne }
  - valider: { review: { queue: sav, show: [order], edit: [commande], within: 4h, late: verifier, options: { accepter: finir, refuser: verifier } } }
  - finir: { reply: fin, close: resolved }
  - verifier: { handoff: sav }
`;

const GIVEN = `given:
  boutique.order:
    - { error: unavailable }
    - { output: { status: shipped, expectedOn: 2026-11-30, lines: [{ sku: A }, { sku: B }] } }
  boutique.stock:
    - { when: { sku: A }, output: { available: 1 } }
    - { output: { available: 0 } }
`;

const TESTS = {
  'tests/tout.yaml': `test: tout
${GIVEN}conversation:
  - customer: CMD-2026-00001
  - expect: { calls: [boutique.order] }
  - after: 5m
  - expect: { calls: [boutique.order], reply: demande-photo }
  - customer: Voici.
    documents: [{ name: a.jpg, type: image/jpeg }]
  - expect: { data: { photo: a.jpg } }
  - after: 3d
  - event: colis-livre
    data: { le: 2026-11-20 }
    expect: { data: { livraison: { le: 2026-11-20 } } }
  - after: 10d
  - after: 16h
    expect:
      calls: [{ boutique.stock: { sku: A } }, { boutique.stock: { sku: B } }]
      reply: [ligne, ligne]
      review: step-review
      queue: sav
  - advisor: accepter
    data: { commande: CMD-2026-00009 }
  - expect: { data: { commande: CMD-2026-00009 }, reply: fin, close: resolved }
`,
  'tests/tard.yaml': `test: le conseiller ne répond pas
${GIVEN}conversation:
  - customer: CMD-2026-00001
    documents: [{ name: a.jpg, type: image/jpeg }]
  - after: 5m
  - after: 3d
  - after: 10d
  - after: 16h
  - expect: { reply: [ligne, ligne], review: step-review }
  - after: 4h
    expect: { review: step-review }
`,
};

const journey = smallJourney(TEXT, {
  ...TESTS,
  'tri.csv': 'order.status;go\n"lost";verifier\n"cancelled";verifier\n-;demander\n',
});

it('plays every kind of step, and names what no test reaches, in tables too', () => {
  const result = runJourneyTests(journey, [journey], { findData: dataInText });
  expect(
    testReport(result, { language: 'fr', folder: '.' }),
  ).toBe(`✓ essai : 2 essais réussis ; étapes 100 % (12/12), règles 33 % (1/3)
  · règle 1 de « trier » jamais prise (order.status : lost) — ./essai/tri.csv:2
  · règle 2 de « trier » jamais prise (order.status : cancelled) — ./essai/tri.csv:3
`);
});

it('walks every kind of step without a fault', () => {
  const report = fuzzJourney(journey, { seed: 5, runs: 300, catalogue: DEMO_CATALOGUE });
  expect(fuzzReport('essai', report, 'fr')).toBe('✓ essai : 300 parcours au hasard, 0 faute(s)\n');
});
