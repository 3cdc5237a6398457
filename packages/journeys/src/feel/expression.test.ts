import { describe, expect, it } from '@jest/globals';
import { compileExpression } from './expression.ts';

const eur = (minor: unknown) => ({ minor, currency: 'EUR' });
const chf = (minor: number) => ({ minor, currency: 'CHF' });

function compiled(source: string, names: readonly string[]) {
  const result = compileExpression(source, names);
  if ('fault' in result) throw new Error(`${source}: ${result.fault.message.en} at ${result.fault.offset}`);
  return result.expression;
}

function test(source: string, variables: Record<string, unknown>): boolean | 'undecided' {
  const outcome = compiled(source, Object.keys(variables)).test(variables);
  return outcome.decided ? outcome.value : 'undecided';
}

describe('a rule about money', () => {
  it.each([
    { total: eur(14_999), expected: true, why: 'below the limit' },
    { total: eur(15_000), expected: true, why: 'on the limit' },
    { total: eur(15_001), expected: false, why: 'one cent above' },
    { total: eur(-1), expected: true, why: 'negative' },
    { total: eur(Number.MAX_SAFE_INTEGER), expected: false, why: 'huge' },
    {
      total: { value: '999', currency: 'EUR' },
      expected: 'undecided',
      why: 'a text in another shape (true in bare feelin)',
    },
    { total: { amount: 12, currency: 'EUR' }, expected: 'undecided', why: 'another shape' },
    { total: '999', expected: 'undecided', why: 'a text' },
    { total: 149, expected: 'undecided', why: 'a bare number' },
    { total: null, expected: 'undecided', why: 'null' },
    { total: undefined, expected: 'undecided', why: 'missing' },
    { total: chf(100), expected: 'undecided', why: 'another currency' },
    { total: { minor: 100, currency: 'eur' }, expected: 'undecided', why: 'a currency that is no ISO code' },
    { total: { minor: 100 }, expected: 'undecided', why: 'no currency' },
    { total: eur('100'), expected: 'undecided', why: 'minor units as text' },
    { total: eur(100.5), expected: 'undecided', why: 'half a cent' },
    { total: eur(2 ** 53), expected: 'undecided', why: 'beyond exact integers' },
    { total: eur(Number.NaN), expected: 'undecided', why: 'not a number' },
    { total: { ...eur(100), scale: 3 }, expected: 'undecided', why: 'more than minor and currency' },
    { total: [eur(100)], expected: 'undecided', why: 'a list' },
    { total: true, expected: 'undecided', why: 'a yes/no' },
  ])('gives $expected for order.total <= eur(150) when it is $why', ({ total, expected }) => {
    expect(test('order.total <= eur(150)', { order: { total } })).toBe(expected);
  });

  it.each([
    { source: 'a + b = eur(0.30)', expected: true },
    { source: 'a + a + a = eur(0.3)', expected: true },
    { source: 'b - a = a', expected: true },
    { source: 'a * 3 > b', expected: true },
    { source: '3 * a = eur(.30)', expected: true },
    { source: 'b / a = 2', expected: true },
    { source: 'b / 2 = a', expected: true },
    { source: '-a < eur(0)', expected: true },
    { source: 'a / 3 > eur(0)', expected: 'undecided' },
    { source: 'a * 0.15 > eur(0)', expected: 'undecided' },
    { source: 'a / 0 > eur(0)', expected: 'undecided' },
    { source: 'a + 1 > eur(0)', expected: 'undecided' },
    { source: 'a * b > eur(0)', expected: 'undecided' },
    { source: 'a + francs > eur(0)', expected: 'undecided' },
    { source: 'a = francs', expected: 'undecided' },
    { source: 'a != francs', expected: 'undecided' },
    { source: 'a.minor <= 150', expected: 'undecided' },
    { source: 'a.currency = "EUR"', expected: true },
    { source: 'a in [eur(0.10)..eur(0.20)]', expected: true },
    { source: 'a in ]eur(0.10)..eur(0.20)]', expected: false },
    { source: 'a between eur(0) and b', expected: true },
    { source: 'a in (eur(5), b)', expected: false },
    { source: 'a in (b, francs)', expected: 'undecided' },
    { source: 'francs = money(0.10, "CHF")', expected: true },
    { source: 'money(100, "JPY") = yen', expected: true },
    { source: 'money(1, "Euro") = a', expected: 'undecided' },
    { source: 'eur(0.001) < a', expected: 'undecided' },
    { source: 'eur(text) < a', expected: 'undecided' },
  ])('$source → $expected', ({ source, expected }) => {
    const variables = { a: eur(10), b: eur(20), francs: chf(10), yen: { minor: 100, currency: 'JPY' }, text: '3' };
    expect(test(source, variables)).toBe(expected);
  });
});

describe('a rule about anything else', () => {
  it.each([
    { source: '0.1 + 0.2 = 0.3', expected: true },
    { source: 'n + 0.2 = 0.3', expected: true },
    { source: '1 / 3 * 3 = 1', expected: true },
    { source: '(2 + 3) * 4 = 20', expected: true },
    { source: '1e3 = 1000', expected: true },
    { source: 'stock.available > 0', expected: true },
    { source: 'stock.restock > 0', expected: 'undecided' },
    { source: 'nothing.at.all > 0', expected: 'undecided' },
    { source: 'stock.available > 0 and stock.restock > 0', expected: 'undecided' },
    { source: 'stock.available > 99 and stock.restock > 0', expected: 'undecided' },
    { source: 'stock.available > 0 or stock.restock > 0', expected: 'undecided' },
    { source: 'stock.available > 99 or motif = "abîmé"', expected: true },
    { source: 'stock.available', expected: 'undecided' },
    { source: 'stock.available and yes', expected: 'undecided' },
    { source: 'motif = "abîmé"', expected: true },
    { source: 'motif = "abi\u0302me\u0301"', expected: true },
    { source: 'motif = 1', expected: 'undecided' },
    { source: 'motif < "z"', expected: 'undecided' },
    { source: 'digits > 100', expected: 'undecided' },
    { source: 'digits > "100"', expected: 'undecided' },
    { source: 'digits + 1 = 1000', expected: 'undecided' },
    { source: 'yes', expected: true },
    { source: 'not(yes)', expected: false },
    { source: 'not(digits)', expected: 'undecided' },
    { source: 'yes = true', expected: true },
    { source: 'motif in ("perdu", "abîmé")', expected: true },
    { source: 'n in (1, 2)', expected: false },
    { source: 'stock.available in (> 3)', expected: true },
    { source: 'motif in list', expected: true },
    { source: 'motif in ["perdu", "volé"]', expected: false },
    { source: 'count(list) = 2', expected: true },
    { source: 'contains(motif, "bîm")', expected: true },
    { source: 'starts with(digits, "9")', expected: true },
    { source: 'when < date("2026-11-20")', expected: true },
    { source: 'when = date("2026-11-16")', expected: true },
    { source: 'late < date("2026-11-20")', expected: 'undecided' },
    { source: 'motif < date("2026-11-20")', expected: 'undecided' },
    { source: 'numero-commande = "CMD-1"', expected: true },
    { source: 'is defined(n)', expected: true },
    { source: 'is defined(empty)', expected: false },
    { source: 'is defined(stock.restock)', expected: false },
    { source: 'if is defined(stock.restock) then stock.restock > 3 else yes', expected: true },
    { source: 'several = "a"', expected: 'undecided' },
    { source: 'constructor.name = "Object"', expected: 'undecided' },
  ])('$source → $expected', ({ source, expected }) => {
    const stock = { available: 4 };
    const dates = { when: '2026-11-16', late: '2026-02-30' };
    const several = { several: ['a', 'b'] };
    const names = { motif: 'abîmé', digits: '999', 'numero-commande': 'CMD-1' };
    const variables = { n: 0.1, yes: true, empty: null, list: ['abîmé', 'volé'], stock, several, ...dates, ...names };
    expect(test(source, variables)).toBe(expected);
  });

  it('says what it could not decide', () => {
    const outcome = compiled('order.total <= eur(150)', ['order']).test({ order: { total: chf(1) } });
    expect(outcome).toEqual({
      decided: false,
      why: {
        fr: 'on ne peut pas comparer ou calculer un montant en CHF avec un montant en EUR',
        en: 'cannot compare or compute an amount in CHF with an amount in EUR',
      },
    });
  });

  it('gives values as JSON', () => {
    const variables = { order: { total: eur(4990), number: 'CMD-1' }, n: 0.1 };
    const value = (source: string) => compiled(source, ['order', 'n']).value(variables);
    expect(value('order.total * 2')).toEqual({ decided: true, value: eur(9980) });
    expect(value('order.number')).toEqual({ decided: true, value: 'CMD-1' });
    expect(value('n + 0.2')).toEqual({ decided: true, value: 0.3 });
    expect(value('[n, order]')).toEqual({ decided: true, value: [0.1, variables.order] });
    expect(value('1 / 3')).toMatchObject({ decided: false });
    expect(value('order.customer')).toMatchObject({ decided: false });
  });
});

describe('a faulty rule', () => {
  it.each([
    { source: '', offset: 0 },
    { source: 'order.total <=', offset: 14 },
    { source: 'order.total <= eur(150', offset: 22 },
    { source: 'order.total <= 150,00', offset: 18 },
    { source: 'a && b', offset: 2 },
    { source: 'a == 1', offset: 0 },
    { source: "a = 'b'", offset: 4 },
    { source: 'a = null', offset: 4 },
    { source: 'sum(a) > 1', offset: 0 },
    { source: 'eur(1, 2) = a', offset: 0 },
    { source: 'a ** 2 > 1', offset: 0 },
    { source: 'a[1] = 2', offset: 0 },
    { source: 'date("2026-02-30") < a', offset: 5 },
    { source: 'time("10:00:00") < a', offset: 0 },
    { source: 'some x in a satisfies x > 1', offset: 0 },
  ])('"$source" is told at $offset', ({ source, offset }) => {
    const result = compileExpression(source, ['a', 'b', 'order']);
    expect('fault' in result && result.fault.offset).toBe(offset);
  });

  it('lists the variables that it reads, and whether it guards them', () => {
    const { uses } = compiled('if is defined(montant) then montant != order.total else numero-commande = 1', [
      'numero-commande',
    ]);
    expect(uses).toEqual([
      { root: 'montant', offset: 14, guarded: true },
      { root: 'montant', offset: 28, guarded: true },
      { root: 'order', offset: 39, guarded: false },
      { root: 'numero-commande', offset: 56, guarded: false },
    ]);
  });
});
