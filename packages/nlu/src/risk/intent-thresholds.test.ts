import { describe, expect, it } from '@jest/globals';
import { addDecisions, emptySummary } from './decision-summary.ts';
import { chooseThresholds, type IntentCases } from './intent-thresholds.ts';

function cases(intent: string, right: number, wrong = 0, risk = 0.01): IntentCases {
  const decisions = Array.from({ length: right + wrong }, (_, at) => ({ score: 0.99, isRight: at < right }));
  return { intent, risk, summary: addDecisions(emptySummary, decisions) };
}

describe('chooseThresholds', () => {
  it('gives each intent its own promise, and says what the others need', () => {
    const thresholds = chooseThresholds([cases('suivi', 400), cases('retour', 100)]);
    expect(thresholds.get('suivi')).toMatchObject({ scope: 'intent', promised: true });
    expect(thresholds.get('retour')).toMatchObject({ scope: 'intent', promised: false, needed: 199 });
  });

  it('lends a promise over all that have few cases, and says that it is about all of them', () => {
    const few = [cases('retour', 150), cases('facture', 200, 0, 0.005)];
    const thresholds = chooseThresholds([cases('suivi', 400), ...few, cases('avoir', 280)], { pool: true });
    expect(thresholds.get('suivi')).toMatchObject({ scope: 'intent', promised: true });
    expect(thresholds.get('facture')).toMatchObject({
      scope: 'global',
      promised: true,
      over: ['retour', 'facture', 'avoir'],
      risk: 0.005,
      automatic: 630,
      own: { promised: false, needed: 398 },
    });
  });

  it('lends nothing to an intent that had its chance', () => {
    const thresholds = chooseThresholds([cases('plainte', 290, 10), cases('retour', 200), cases('avoir', 200)], {
      pool: true,
    });
    expect(thresholds.get('plainte')).toMatchObject({ scope: 'intent', promised: false });
    expect(thresholds.get('retour')).toMatchObject({ scope: 'global', over: ['retour', 'avoir'] });
  });

  it('lends nothing where all together cannot promise either', () => {
    const thresholds = chooseThresholds([cases('retour', 100), cases('avoir', 100)], { pool: true });
    expect(thresholds.get('retour')).toMatchObject({ scope: 'intent', promised: false, needed: 199 });
    expect(chooseThresholds([], { pool: true }).size).toBe(0);
  });
});
