import { describe, expect, it } from '@jest/globals';
import { bundleOf, filesFromBundle } from '../files/journey-files.ts';
import type { JourneyInput } from '../machine/run.ts';
import { done, run } from '../testing/inputs.ts';
import { smallFiles, smallJourney, smallProblems } from '../testing/small-journey.ts';

const TEXT = `collect:
  commande: { type: order-number, ask: demande }
  motif: { type: choice, of: [perdu, abîmé], ask: demande-motif }
steps:
  - retrouver: { call: boutique.order, with: { number: commande }, save: order }
  - choisir: { decide: { table: remise.csv } }
  - tout: { close: full }
  - moitie: { close: half }
  - rien: { close: none }
`;
const TABLE = `order.total;motif;order.quantity;note;go
< eur(150);"perdu";-;petite commande;tout
[eur(150)..eur(300)];not("perdu");[1..3];;moitie
> eur(300);-;> 10, 5;;moitie
-;-;-;le reste;rien
`;
const start = (motif: string): JourneyInput => ({
  type: 'start',
  data: { 'order-number': ['CMD-1'] },
  documents: [],
  text: motif,
});
const order = (minor: number, quantity = 1, currency = 'EUR') => ({ total: { minor, currency }, quantity });

describe('a decision table', () => {
  const journey = smallJourney(TEXT, { 'remise.csv': TABLE });

  it.each([
    { motif: 'perdu', of: order(14_999), row: 1, outcome: 'full' },
    { motif: 'abîmé', of: order(14_999), row: 4, outcome: 'none' },
    { motif: 'abîmé', of: order(15_000, 3), row: 2, outcome: 'half' },
    { motif: 'perdu', of: order(15_000, 3), row: 4, outcome: 'none' },
    { motif: 'abîmé', of: order(30_000, 4), row: 4, outcome: 'none' },
    { motif: 'perdu', of: order(30_001, 11), row: 3, outcome: 'half' },
    { motif: 'perdu', of: order(30_001, 5), row: 3, outcome: 'half' },
  ])('takes row $row for $motif and $of', ({ motif, of, row, outcome }) => {
    const { trail, effects } = run(journey, start(motif), done('retrouver', of));
    expect(trail[0]).toEqual({ step: 'choisir', visit: 1, row });
    expect(effects).toEqual([{ type: 'close', outcome }]);
  });

  it.each([
    { of: order(14_999, 1, 'USD'), doubt: 'choisir, remise.csv, row 1' },
    { of: { quantity: 1 }, doubt: 'choisir, remise.csv, row 1' },
    { of: { total: { minor: 20_000, currency: 'EUR' } }, doubt: 'choisir, remise.csv, row 2' },
  ])('asks a human when a cell is in doubt: $doubt', ({ of, doubt }) => {
    const { effects } = run(journey, start('perdu'), done('retrouver', of));
    expect(effects).toMatchObject([
      { type: 'review', reason: 'rule-undecided', options: ['tout', 'moitie', 'rien', 'confier', 'clore'] },
    ]);
    expect(JSON.stringify(effects)).toContain(doubt);
  });

  it('may be cut by commas, with quoted cells, a byte order mark and Windows line ends', () => {
    const table = '\uFEFF"order.total",motif,go\r\n"< eur(150)","""perdu"",""abîmé""",tout\r\n\r\n"-","-",rien\r\n';
    const other = smallJourney(TEXT.replace('  - moitie: { close: half }\n', ''), { 'remise.csv': table });
    expect(run(other, start('abîmé'), done('retrouver', order(1))).effects).toEqual([
      { type: 'close', outcome: 'full' },
    ]);
  });

  it('belongs to the published version', () => {
    const files = smallFiles(TEXT, { 'remise.csv': TABLE, 'tests/autre.csv': 'x' });
    expect(Object.keys(filesFromBundle(bundleOf(files)).files)).toEqual([
      'examples.fr.txt',
      'journey.yaml',
      'remise.csv',
      'templates/demande-motif.fr.md',
      'templates/demande.fr.md',
    ]);
  });

  it.each([
    ['an unknown column', 'order.quantity;note', 'ordre.quantity;note', 'remise.csv:1:19 unset-variable'],
    ['a column cut short', 'order.quantity;note', 'order.quantity >;note', 'remise.csv:1:35 feel-syntax'],
    ['a cell cut short', '< eur(150)', '<  ', 'remise.csv:2:2 feel-syntax'],
    ['a sign too much', '< eur(150)', '< eur(150))', 'remise.csv:2:11 feel-syntax'],
    ['a complete rule in a cell', '< eur(150)', 'order.total < eur(150)', 'remise.csv:2:1 feel-syntax'],
    ['a text without quotes', '"perdu"', 'perdu', 'remise.csv:2:12 unset-variable'],
    ['a variable that is not known', '< eur(150)', '< montant', 'remise.csv:2:3 unset-variable'],
    ['an empty cell', '"perdu"', '', 'remise.csv:2:12 feel-syntax'],
    ['quotes that do not close', '"perdu";', '"perdu;', 'remise.csv:2:12 table-syntax'],
    ['two texts without doubled quotes', '"perdu";', '"perdu", "volé";', 'remise.csv:2:12 table-syntax'],
    ['an unknown step', 'commande;tout', 'commande;tuot', 'remise.csv:2:38 unknown-step'],
    ['a step that is no name', 'commande;tout', 'commande;2 fois', 'remise.csv:2:38 wrong-value'],
    ['a row with too few cells', '"perdu";-;petite commande', '"perdu";-', 'remise.csv:2:1 table-syntax'],
    [
      'no last row that takes everything',
      '-;-;-;le reste;rien',
      '-;-;1;le reste;rien',
      'remise.csv:5:1 otherwise-missing',
    ],
    ['a row that hides those below it', '> eur(300);-;> 10, 5;;moitie', '-;-;-;;moitie', 'remise.csv:4:1 wrong-value'],
    ['no column go', 'note;go', 'go;note;x', 'remise.csv:1:42 table-syntax'],
    ['no row', TABLE, 'order.total;go', 'remise.csv:1:1 table-syntax'],
  ])('tells %s', (_, from, to, expected) => {
    expect(TABLE).toContain(from);
    expect(smallProblems(TEXT, { 'remise.csv': TABLE.replace(from, to) }).join(' ')).toBe(expected);
  });

  it.each([
    ['a table that is not there', 'remise.csv', 'remises.csv', '6:33 missing-file'],
    ['a table elsewhere', 'remise.csv', '../remise.csv', '6:33 wrong-value'],
    ['an unknown word', 'table:', 'tabel:', '6:26 unknown-key'],
  ])('tells %s', (_, from, to, expected) => {
    expect(smallProblems(TEXT.replace(from, to), { 'remise.csv': TABLE }).join(' ')).toBe(expected);
  });
});
