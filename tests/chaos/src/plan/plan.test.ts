import { describe, expect, it } from '@jest/globals';
import { MODES } from '../options.ts';
import { BACK_OFFICE, PRODUCT } from './faults.ts';
import { makePlan } from './plan.ts';

describe.each(MODES)('a plan, %s', (mode) => {
  const plan = makePlan({ mode, seed: 1, minutes: 20 });

  it('is the same for the same seed', () => {
    expect(makePlan({ mode, seed: 1, minutes: 20 })).toEqual(plan);
  });

  it('is another for another seed', () => {
    const other = makePlan({ mode, seed: 2, minutes: 20 });
    expect(other.customers).not.toEqual(plan.customers);
    expect(other.faults).not.toEqual(plan.faults);
  });

  it('has every kind of customer, by both channels, and some who hand the same mail in twice', () => {
    const { customers } = plan;
    expect(new Set(customers.map(({ wish }) => wish)).size).toBe(5);
    expect(new Set(customers.map(({ first }) => first.channel))).toEqual(new Set(['smtp', 'api']));
    const twice = customers.filter(({ first }) => first.again !== undefined);
    expect(new Set(twice.map(({ first }) => first.again?.afterMs === 0))).toEqual(new Set([true, false]));
    expect(customers.map(({ index }) => index)).toEqual(customers.map((_, index) => index));
  });

  it('answers our question only where there is one', () => {
    for (const { wish, answer } of plan.customers) expect(answer !== undefined).toBe(wish === 'refund-when-asked');
  });

  it('has all its mails and faults within the stream, in order', () => {
    const times = [plan.customers.map(({ first }) => first.afterMs), plan.faults.map(({ atMs }) => atMs)];
    for (const each of times) {
      expect(each.toSorted((a, b) => a - b)).toEqual(each);
      expect(each.at(-1)).toBeLessThan(plan.streamMs);
    }
  });
});

describe('the faults of a plan', () => {
  const kindsOf = (mode: (typeof MODES)[number]) =>
    new Set(makePlan({ mode, seed: 1, minutes: 60 }).faults.map(({ kind }) => kind));
  const common = ['kill', 'freeze', 'lose-answers', 'delay-answers', 'lose-mail-answers'];

  it('fit the mode', () => {
    expect(kindsOf('embedded')).toEqual(new Set(common));
    expect(kindsOf('kafka')).toEqual(new Set([...common, 'restart-broker', 'cut-database', 'redeliver']));
  });

  it('kill the product and the back office', () => {
    const { faults } = makePlan({ mode: 'embedded', seed: 1, minutes: 60 });
    const killed = faults.flatMap((fault) => (fault.kind === 'kill' ? [fault.target] : []));
    expect(new Set(killed)).toEqual(new Set([PRODUCT, BACK_OFFICE]));
  });

  it('kill each of several processes, and freeze some for longer than their consumer group waits', () => {
    const { faults } = makePlan({ mode: 'kafka', seed: 1, minutes: 60 });
    const killed = faults.flatMap((fault) => (fault.kind === 'kill' ? [fault.target] : []));
    expect(killed).toEqual(expect.arrayContaining(['journey-orchestrator-2', 'reply-composer-1', 'ingest-1']));
    expect(faults.some((fault) => fault.kind === 'freeze' && fault.forMs > 30_000)).toBe(true);
  });
});
