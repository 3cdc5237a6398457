import { describe, expect, it } from '@jest/globals';
import { filledClauses, renamedClause, withoutClause } from './clauses.ts';

const clauses = { mailbox: 'a@x.example', words: ['vase'], priority: '' };

describe('the clauses of a rule', () => {
  it('change in their place, and begin empty', () => {
    expect(Object.entries(renamedClause(clauses, 'mailbox', 'journey'))).toEqual([
      ['journey', ''],
      ['words', ['vase']],
      ['priority', ''],
    ]);
    expect(renamedClause({ assign: 'lea' }, 'assign', 'tags')).toEqual({ tags: [] });
    const amount = { atLeast: { minor: 0, currency: 'EUR' } };
    expect(renamedClause({ reason: 'no-journey' }, 'reason', 'amount')).toEqual({ amount });
  });

  it('can be taken away', () => {
    expect(withoutClause(clauses, 'words')).toEqual({ mailbox: 'a@x.example', priority: '' });
  });

  it('are read without those that are still empty', () => {
    expect(filledClauses(clauses)).toEqual([
      ['mailbox', ['a@x.example']],
      ['words', ['vase']],
    ]);
    const amount = { atLeast: { minor: 15_000, currency: 'EUR' } };
    expect(filledClauses({ amount })).toEqual([['amount', amount]]);
    expect(filledClauses({ amount: { atLeast: { minor: 0, currency: 'EUR' } } })).toEqual([]);
  });
});
