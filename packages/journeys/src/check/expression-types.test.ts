import { describe, expect, it } from '@jest/globals';
import { typeOfExpression } from './expression-types.ts';
import { type StaticType, type TypeEnvironment, typeOfOutputs } from './static-type.ts';

const ENVIRONMENT: TypeEnvironment = new Map<string, StaticType>([
  ['numero-commande', { kind: 'text' }],
  ['motif', { kind: 'text', of: ['perdu', 'abîmé'] }],
  ['montant', { kind: 'money' }],
  ['achat', { kind: 'date' }],
  ['retour', { kind: 'date' }],
  ['photo', { kind: 'list' }],
  [
    'order',
    typeOfOutputs({
      total: 'money',
      quantity: 'number',
      status: { of: ['shipped', 'delivered'] },
      sku: 'text',
      refunded: 'boolean',
      orderedOn: 'date',
      lines: 'list',
      extra: 'object',
      'address.city': 'text',
    }),
  ],
]);

/** `offset what was said` of every fault. */
function faultsIn(source: string): string[] {
  const { faults } = typeOfExpression(source, [], ENVIRONMENT);
  return faults.map(({ offset, message }) => `${offset} ${message.en}`);
}

describe('the type of an expression', () => {
  it.each([
    ['order.total', 'money'],
    ['order.quantity * 2 + 1', 'number'],
    ['order.total * 2', 'money'],
    ['2 * order.total', 'money'],
    ['order.total / order.quantity', 'money'],
    ['order.total / montant', 'number'],
    ['order.total - montant', 'money'],
    ['-order.total', 'money'],
    ['order.total > eur(150)', 'flag'],
    ['order.address.city', 'text'],
    ['order.extra.anything', 'unknown'],
    ['order.total.currency', 'text'],
    ['inconnu.total', 'unknown'],
    ['if order.refunded then 1 else 2', 'number'],
    ['if order.refunded then 1 else "x"', 'unknown'],
    ['date("2026-11-16")', 'date'],
    ['count(order.lines)', 'number'],
    ['["a", "b"]', 'list'],
    ['(montant)', 'money'],
  ])('of « %s » is %s', (source, kind) => {
    const { type, faults } = typeOfExpression(source, [], ENVIRONMENT);
    expect({ kind: type.kind, faults }).toEqual({ kind, faults: [] });
  });

  it.each([
    'order.total <= eur(150)',
    'order.total = montant',
    'order.total between eur(1) and money(20, "EUR")',
    'order.total in [eur(1)..eur(20)]',
    'order.quantity in (1, 2, 3)',
    'order.quantity in (> 3, < 1)',
    'order.status in ("shipped", "delivered")',
    'order.status in ["shipped"]',
    'motif = "abîmé" or motif = "perdu"',
    'motif != order.sku',
    'numero-commande = "CMD-1"',
    'achat < date("2026-11-16")',
    'achat = "2026-11-16"',
    'achat > "2026-11-16"',
    'retour >= achat',
    'not(order.refunded) and count(photo) > 0',
    'contains(order.sku, "A") or starts with(order.sku, "B")',
    'is defined(order.total)',
    'inconnu > 3 and order.extra.n < eur(3)',
    'if is defined(montant) then montant != order.total else false',
  ])('has nothing against « %s »', (source) => {
    expect(faultsIn(source)).toEqual([]);
  });
});

describe('a wrong type', () => {
  it.each([
    ['order.total > 150', '14 "order.total" is an amount of money: it does not compare with a number'],
    ['150 < order.total', '0 "order.total" is an amount of money: it does not compare with a number'],
    ['order.total = "150"', '14 "order.total" is an amount of money: it does not compare with a text'],
    ['order.total > order.quantity', '14 "order.total" is an amount of money: it does not compare with a number'],
    ['order.total between 1 and eur(2)', '20 "order.total" is an amount of money: it does not compare with a number'],
    ['order.total in (1, eur(2))', '16 "order.total" is an amount of money: it does not compare with a number'],
    ['order.total in [1..2]', ['16 ', '19 ']],
    ['order.quantity = "deux"', '17 "order.quantity" is a number: it does not compare with a text'],
    ['order.refunded = "yes"', '17 "order.refunded" is a yes/no: it does not compare with a text'],
    ['order.refunded > true', '0 "order.refunded" is a yes/no: it can be equal (= or !=), not greater'],
    ['order.sku < "B"', '0 "order.sku" is a text: it can be equal (= or !=), not greater'],
    ['achat = "16/11/2026"', '8 "achat" is a date: it does not compare with a text'],
    ['achat = order.sku', '8 "achat" is a date: it does not compare with a text'],
    ['order = photo', '8 "order" is a record: it does not compare with a list'],
    ['motif = "abime"', '8 "motif" is never "abime"'],
    ['"abime" = motif', '0 "motif" is never "abime"'],
    ['order.status in ("shiped", "delivered")', '17 "order.status" is never "shiped"'],
    ['order.totl > eur(1)', '6 "order" has no "totl"'],
    ['order.address.town = "x"', '14 "order.address" has no "town"'],
    ['order.total.minor = 3', '12 "order.total" is an amount of money: there is no "minor" in it'],
    ['is defined(order.totl)', '17 "order" has no "totl"'],
    ['order.sku + 1', '0 "order.sku" is a text: it cannot be computed with'],
    ['order.total + 10', '14 an amount of money + a number has no meaning'],
    ['order.total * montant', '14 an amount of money * an amount of money has no meaning'],
    ['achat + 3', '0 "achat" is a date: it cannot be computed with'],
    ['-order.sku', '1 "order.sku" is a text: it cannot be computed with'],
    ['order.refunded and order.total', '19 "order.total" is an amount of money; expected here: a yes/no'],
    ['if montant then 1 else 2', '3 "montant" is an amount of money; expected here: a yes/no'],
    ['not(order.total)', '4 not(…) takes a yes/no; "order.total" is an amount of money'],
    ['eur(order.total) > montant', '4 eur(…) takes a number; "order.total" is an amount of money'],
    ['count(order.sku) > 1', '6 count(…) takes a list; "order.sku" is a text'],
    ['contains(montant, "a")', '9 contains(…) takes a text; "montant" is an amount of money'],
  ])('in « %s » is told', (source, expected) => {
    expect(faultsIn(source)).toEqual([expected].flat().map((each) => expect.stringContaining(each)));
  });

  it.each([
    ['order.total > 150', 'un montant se compare avec eur(150)'],
    ['order.total > order.quantity', 'un montant se compare avec eur(150)'],
    ['order.total + 10', 'un montant se calcule avec eur(10)'],
    ['achat > "16/11/2026"', 'une date s’écrit date("2026-11-16")'],
    ['motif = "abime"', 'vouliez-vous écrire « abîmé » ?'],
    ['order.totl > eur(1)', 'vouliez-vous écrire « total » ?'],
  ])('in « %s » says how to write it', (source, hint) => {
    expect(typeOfExpression(source, [], ENVIRONMENT).faults[0]?.hint?.fr).toBe(hint);
  });
});
