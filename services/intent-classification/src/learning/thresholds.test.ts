import { describe, expect, it } from '@jest/globals';
import type { Verdict } from './state.ts';
import { thresholdsFor, withoutPromise, withVerdicts } from './thresholds.ts';

const TERMS = [{ intent: 'remboursement', risk: 0.01, provisional: 0.6 }];

/** So many verdicts at a score. */
function verdicts(count: number, changes: Partial<Verdict> = {}): Verdict[] {
  const verdict: Verdict = {
    ...{ intent: 'remboursement', probability: 0.97, outOfScope: 0.01, model: 'm1' },
    ...{ isRight: true, sampling: 'whole', language: 'fr', at: '2026-11-22T10:00:00.000Z' },
  };
  return Array.from({ length: count }, () => ({ ...verdict, ...changes }));
}

const thresholdAfter = (...all: readonly Verdict[][]) =>
  thresholdsFor(TERMS, withVerdicts(new Map(), all.flat(), 'm1')).get('remboursement');

describe('the threshold in force', () => {
  it('is the author’s, not guaranteed, without a single case', () => {
    expect(thresholdAfter()).toEqual({ value: 0.6, isGuaranteed: false, risk: 0.01, cases: 0, needed: 299 });
  });

  it('is guaranteed by 299 right cases at 1 %, and not by 298', () => {
    expect(thresholdAfter(verdicts(298))).toMatchObject({ isGuaranteed: false, cases: 298, needed: 1 });
    const promised = thresholdAfter(verdicts(299));
    expect(promised).toMatchObject({ isGuaranteed: true, risk: 0.01, cases: 299, coverage: 1 });
    expect(promised?.value).toBeGreaterThan(0.95);
    expect(promised?.value).toBeLessThanOrEqual(0.97);
  });

  it('covers the share of cases that reaches it', () => {
    const promised = thresholdAfter(verdicts(300), verdicts(100, { probability: 0.2, isRight: false }));
    expect(promised).toMatchObject({ isGuaranteed: true, cases: 400, coverage: 0.75 });
  });

  it.each<{ name: string; changes: Partial<Verdict> }>([
    { name: 'another model scored', changes: { model: 'm0' } },
    { name: 'no model is named for', changes: { model: undefined } },
    { name: 'came to an advisor because of their score', changes: { sampling: 'chosen' } },
  ])('does not lean on cases that $name', ({ changes }) => {
    expect(thresholdAfter(verdicts(1_000, changes))).toMatchObject({ isGuaranteed: false, cases: 0, needed: 299 });
  });

  it('leans on random samples of automatic answers as on cases in assist mode', () => {
    const drawn = verdicts(299, { sampling: 'drawn', rate: 0.05 });
    expect(thresholdAfter(drawn)).toMatchObject({ isGuaranteed: true, cases: 299, coverage: 1 });
    const wrong = verdicts(20, { sampling: 'drawn', rate: 0.05, isRight: false });
    expect(thresholdAfter(verdicts(299), wrong)).toMatchObject({ isGuaranteed: false });
  });

  it('is none where the author gave none, and guaranteed there all the same', () => {
    const terms = [{ intent: 'remboursement', risk: 0.01 }];
    expect(thresholdsFor(terms, new Map()).get('remboursement')).not.toHaveProperty('value');
    const evidence = withVerdicts(new Map(), verdicts(299), 'm1');
    expect(thresholdsFor(terms, evidence).get('remboursement')?.isGuaranteed).toBe(true);
  });

  it('is the author’s for a request that is not alone in its mail: no such case was validated', () => {
    const [term] = TERMS;
    const [none, promised] = [thresholdAfter(), thresholdAfter(verdicts(299))];
    if (!term || !none || !promised) throw new Error('no threshold');
    expect(withoutPromise(promised, term)).toEqual({ value: 0.6, isGuaranteed: false, risk: 0.01, cases: 0 });
    expect(withoutPromise(promised, { intent: 'remboursement', risk: 0.01 })).not.toHaveProperty('value');
    expect(withoutPromise(none, term)).toBe(none);
  });

  it('promises nothing to an author who accepts no error at all', () => {
    const terms = [{ intent: 'remboursement', risk: 0, provisional: 0.6 }];
    const evidence = withVerdicts(new Map(), verdicts(5_000), 'm1');
    expect(thresholdsFor(terms, evidence).get('remboursement')).toEqual({
      value: 0.6,
      isGuaranteed: false,
      risk: 0,
      cases: 5_000,
    });
  });

  it('is the same whether cases are read at once or page by page', () => {
    const all = [...verdicts(200), ...verdicts(150, { probability: 0.8 })];
    const pages = [all.slice(0, 120), all.slice(120)];
    const evidence = pages.reduce<Parameters<typeof withVerdicts>[0]>(
      (sum, page) => withVerdicts(sum, page, 'm1'),
      new Map(),
    );
    expect(thresholdsFor(TERMS, evidence).get('remboursement')).toEqual(thresholdAfter(all));
  });
});
