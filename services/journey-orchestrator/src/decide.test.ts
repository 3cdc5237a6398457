import { describe, expect, it } from '@jest/globals';
import { type DecisionContext, decide } from './decide.ts';
import { demoJourneys } from './testing/demo-journeys.ts';
import { request, type SampleMail, understoodMail } from './testing/understood-mail.ts';

const journeys = await demoJourneys();
const context: DecisionContext = {
  journeyOf: (intent) => journeys.find((journey) => journey.intent === intent),
  mode: 'auto',
};
const SURE = { requests: [request({ remboursement: 0.97 })] };
const problem = { code: 'charset', detail: 'jeu de caractères inconnu' };

function reasonsOf(mail: SampleMail, mode: 'auto' | 'assist' = 'auto'): string[] {
  const decision = decide(understoodMail(mail), { ...context, mode });
  return decision.kind === 'automatic' ? [] : decision.reasons.map(({ code }) => code);
}

describe('decide', () => {
  it.each<{ name: string; mail: SampleMail; mode?: 'assist'; expected: string[] }>([
    { name: 'answers one sure request', mail: SURE, expected: [] },
    { name: 'takes a probability on the threshold', mail: { asks: { remboursement: 0.75 } }, expected: [] },
    { name: 'doubts below the threshold', mail: { asks: { remboursement: 0.749 } }, expected: ['low-confidence'] },
    {
      name: 'sees a request that is more likely none of ours',
      mail: { requests: [request({ remboursement: 0.45 }, 0.5)] },
      expected: ['out-of-scope'],
    },
    { name: 'sees that nothing is asked', mail: {}, expected: ['out-of-scope'] },
    { name: 'sees a request without any intent', mail: { requests: [request({})] }, expected: ['out-of-scope'] },
    { name: 'needs a journey', mail: { asks: { facture: 0.99 } }, expected: ['no-journey'] },
    {
      name: 'leaves two requests to an advisor',
      mail: { asks: { remboursement: 0.97, 'suivi-commande': 0.97 } },
      expected: ['several-intents'],
    },
    {
      name: 'handles together what the journeys allow',
      mail: { asks: { 'suivi-commande': 0.97, 'renvoi-colis': 0.97 } },
      expected: [],
    },
    {
      name: 'wants every request of several to be sure',
      mail: { asks: { 'suivi-commande': 0.97, 'renvoi-colis': 0.4 } },
      expected: ['low-confidence'],
    },
    {
      name: 'takes the same request said twice for one',
      mail: { requests: [request({ remboursement: 0.97 }), request({ remboursement: 0.8 })] },
      expected: [],
    },
    { name: 'wants a proven sender', mail: { ...SURE, proof: 'none' }, expected: ['unproven-sender'] },
    { name: 'believes the loopback', mail: { ...SURE, proof: 'local' }, expected: [] },
    {
      name: 'sees a stranger who names a case',
      mail: { ...SURE, claims: ['5M6J-XXKK-5'] },
      expected: ['unproven-sender'],
    },
    { name: 'validates everything in assist mode', mail: SURE, mode: 'assist', expected: ['assist-mode'] },
    { name: 'hands over an upset customer', mail: { ...SURE, tone: 'upset' }, expected: ['customer-upset'] },
    {
      name: 'hands over a mail that was not read whole',
      mail: { ...SURE, problems: [problem] },
      expected: ['unreadable-mail'],
    },
    {
      name: 'answers a mail with a file whose text could not be read',
      mail: { ...SURE, problems: [{ code: 'file-not-read', detail: 'facture.pdf' }] },
      expected: [],
    },
    {
      name: 'hands over a mail with a file that a virus scanner held back',
      mail: { ...SURE, problems: [{ code: 'file-infected', detail: 'facture.pdf' }] },
      expected: ['unreadable-mail'],
    },
    {
      name: 'never answers into the void',
      mail: { ...SURE, from: null },
      expected: ['reply-undelivered'],
    },
    {
      name: 'names every reason, each once',
      mail: {
        requests: [request({ remboursement: 0.3 }), request({ facture: 0.9 }), request({ 'suivi-commande': 0.1 }, 0.8)],
        proof: 'none',
        claims: ['5M6J-XXKK-5'],
        tone: 'threat',
        problems: [problem],
      },
      mode: 'assist',
      expected: [
        'unreadable-mail',
        'customer-upset',
        'unproven-sender',
        'assist-mode',
        'several-intents',
        'low-confidence',
        'no-journey',
        'out-of-scope',
      ],
    },
  ])('$name', ({ mail, mode, expected }) => {
    expect(reasonsOf(mail, mode)).toEqual(expected);
  });

  it('lets the most urgent of compatible journeys lead, whichever was asked first', () => {
    const asks = { 'suivi-commande': 0.97, 'renvoi-colis': 0.97 };
    expect(decide(understoodMail({ asks }), context)).toMatchObject({
      kind: 'automatic',
      journey: { name: 'renvoi-colis' },
      explanation: 'suivi-commande 97 % ; renvoi-colis 97 %, seuil provisoire non garanti',
    });
  });

  it('says the figures by which it doubts', () => {
    const { reasons } = decide(understoodMail({ asks: { remboursement: 0.749 } }), context) as { reasons: unknown };
    expect(reasons).toEqual([{ code: 'low-confidence', detail: 'remboursement 74,9 % < 75 %' }]);
  });

  it.each([
    { name: 'answers at a promised threshold below the provisional one', probability: 0.45, value: 0.4, expected: [] },
    {
      name: 'doubts below a promised threshold above the provisional one',
      probability: 0.85,
      value: 0.9,
      expected: ['low-confidence'],
    },
  ])('$name', ({ probability, value, expected }) => {
    const threshold = { value, isGuaranteed: true, risk: 0.001, cases: 5_000, coverage: 0.6 };
    expect(reasonsOf({ requests: [{ ...request({ remboursement: probability }), threshold }] })).toEqual(expected);
  });

  it('says what a promise rests on', () => {
    const threshold = { value: 0.9, isGuaranteed: true, risk: 0.001, cases: 5_000, coverage: 0.6 };
    const mail = understoodMail({ requests: [{ ...request({ remboursement: 0.97 }), threshold }] });
    expect(decide(mail, context)).toMatchObject({
      kind: 'automatic',
      explanation: 'remboursement 97 %, seuil garanti (au plus 0,1 % d’erreurs, 5000 cas validés)',
    });
  });

  it('names the rival of a doubtful intent', () => {
    const mail = understoodMail({ requests: [request({ remboursement: 0.5, 'renvoi-colis': 0.46 })] });
    expect(decide(mail, context)).toMatchObject({
      reasons: [{ code: 'low-confidence', detail: 'remboursement 50 % < 75 %, de peu devant renvoi-colis 46 %' }],
    });
  });

  it('says how many validated cases a journey without a threshold needs', () => {
    const [first] = journeys;
    if (!first) throw new Error('no journey');
    const { provisionalThreshold: _, ...journey } = first;
    const threshold = { isGuaranteed: false, risk: 0.01, cases: 287, needed: 12 };
    const mail = understoodMail({ requests: [{ ...request({ [journey.intent]: 0.97 }), threshold }] });
    expect(decide(mail, { ...context, journeyOf: () => journey })).toMatchObject({
      reasons: [{ code: 'assist-mode', detail: expect.stringContaining('encore 12 cas validés') }],
    });
  });

  it('answers nothing alone while a journey has no threshold, however sure', () => {
    const [first] = journeys;
    if (!first) throw new Error('no journey');
    const { provisionalThreshold: _, ...journey } = first;
    const without = { ...context, journeyOf: () => journey };
    const decision = decide(understoodMail({ asks: { remboursement: 0.999 } }), without);
    expect(decision).toMatchObject({ kind: 'review', reasons: [{ code: 'assist-mode' }] });
  });
});
