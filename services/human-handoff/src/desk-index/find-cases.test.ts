import { describe, expect, it } from '@jest/globals';
import type { RowFacts } from './case-row.ts';
import { openCaseTable } from './case-table.ts';
import { findCases } from './find-cases.ts';
import { wordsIn } from './fold.ts';
import { factsOf, numberOf } from './testing/sample-facts.ts';

function facts(n: number, subject: string, text: string, address: string, name: string): RowFacts {
  return factsOf(n, { subject, customer: { address, name } }, { words: [...wordsIn(text)].join(' ') });
}

const CASES = [
  facts(
    0,
    'Colis abîmé',
    'Ma commande CMD-2026-00042 est arrivée cassée',
    'camille.durand@courriel.example',
    'Camille Durand',
  ),
  facts(1, 'Où est mon colis ?', 'Bonjour, toujours rien reçu', 'paul@poste.example', 'Paul Légère'),
  facts(2, 'Remboursement', 'Je parle du colis de Durand', 'ines@autre.example', 'Inès'),
  facts(3, 'Durand père et fils', 'Une facture', 'contact@entreprise.example', 'Entreprise'),
];

function tableOf(all: readonly RowFacts[]) {
  const table = openCaseTable();
  for (const one of all) table.put(one);
  return table;
}

describe('the search by telephone', () => {
  const table = tableOf([
    factsOf(0, {}, { phones: ['+33612345678'] }),
    factsOf(1, {}, { phones: ['0612345678'] }),
    factsOf(2, { state: 'trash' }, { phones: ['0612345678'] }),
    factsOf(3, {}, { phones: ['0199999999'] }),
  ]);

  it.each(['06 12 34 56 78', '+33 6 12 34 56 78', '0033612345678', '+33 (0)6.12.34.56.78'])('finds %s', (query) => {
    const found = findCases(table, query, 10).map((slot) => table.numberAt(slot));
    expect(found.toSorted()).toEqual([numberOf(0), numberOf(1)].toSorted());
  });

  it('finds what is in the trash by its whole number alone', () => {
    const numbers = (query: string) => findCases(table, query, 10).map((slot) => table.numberAt(slot));
    expect(numbers(numberOf(2))).toEqual([numberOf(2)]);
    expect(numbers('objet')).not.toContain(numberOf(2));
  });
});

describe('the search', () => {
  it.each([
    { query: 'durand', expected: [0, 3, 2] },
    { query: 'DURAND camille', expected: [0] },
    { query: 'legere', expected: [1] },
    { query: 'Légère', expected: [1] },
    { query: 'rembourse', expected: [2] },
    { query: 'rembousement', expected: [2] },
    { query: 'reboursment', expected: [2] },
    { query: 'cmd-2026-00042', expected: [0] },
    { query: 'cmd202600042', expected: [0] },
    { query: '00042', expected: [0] },
    { query: '00043', expected: [] },
    { query: 'camille.durand@courriel.example', expected: [0] },
    { query: 'entreprise.example', expected: [3] },
    { query: 'colis durand', expected: [0, 2] },
    { query: 'robe', expected: [] },
    { query: '  ?! ', expected: [] },
  ])('finds $expected for « $query »', ({ query, expected }) => {
    const table = tableOf(CASES);
    expect(findCases(table, query, 10)).toEqual(expected.map((n) => table.slotOf(numberOf(n))));
  });

  it.each([
    { name: 'as written', spell: (number: string) => number },
    { name: 'in lower case', spell: (number: string) => number.toLowerCase() },
    { name: 'without dashes', spell: (number: string) => number.replaceAll('-', '').toLowerCase() },
    { name: 'with blanks', spell: (number: string) => ` ${number.replaceAll('-', ' ')} ` },
    { name: 'as in a subject', spell: (number: string) => `[${number}]` },
    { name: 'by its beginning', spell: (number: string) => number.slice(0, 7) },
  ])('finds a case by its number $name, before all others', ({ spell }) => {
    const table = tableOf([...CASES, factsOf(9, { subject: `au sujet de ${numberOf(2)}` })]);
    expect(findCases(table, spell(numberOf(2)), 10)[0]).toBe(table.slotOf(numberOf(2)));
  });

  it('finds the words of a later mail, and a subject that came after the case', () => {
    const table = tableOf([factsOf(0, { subject: '' })]);
    expect(findCases(table, 'facture', 10)).toEqual([]);
    table.put(factsOf(0, { subject: 'Facture' }, { words: 'bonjour' }));
    table.put(factsOf(0, { subject: 'Facture' }, { words: 'bonjour avoir' }));
    for (const query of ['facture', 'bonjour', 'avoir']) expect(findCases(table, query, 10)).toEqual([0]);
    expect(table.words.places).toBe(3);
  });

  it('forgets a case with its words, and gives its place to another', async () => {
    const table = tableOf(CASES);
    const words = table.words.words;
    const forgotten = table.remove([numberOf(0)]);
    expect(findCases(table, 'camille', 10)).toEqual([]);
    await forgotten;
    expect(table.words.words).toBeLessThan(words);
    table.put(factsOf(7, { subject: 'Autre chose' }));
    expect(findCases(table, 'cassee', 10)).toEqual([]);
    expect(findCases(table, 'autre chose', 10)).toEqual([table.slotOf(numberOf(7))]);
    expect(findCases(table, 'durand', 10)).toHaveLength(2);
  });

  it('gives the best ones when there are more than are wanted, the last changed first', () => {
    const table = tableOf(Array.from({ length: 30 }, (_, n) => factsOf(n, { subject: 'Colis' })));
    expect(findCases(table, 'colis', 3).map((slot) => table.numberAt(slot))).toEqual([29, 28, 27].map(numberOf));
  });
});
