import { describe, expect, it } from '@jest/globals';
import type { JourneyFiles } from '../files/journey-files.ts';
import { checkOverlaps } from './examples.ts';

function journey(folder: string, fr: string, en?: string): JourneyFiles {
  return { folder, files: { 'examples.fr.txt': fr, ...(en !== undefined && { 'examples.en.txt': en }) } };
}

const told = (problems: ReturnType<typeof checkOverlaps>) =>
  problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message.en}`);

describe('sentences of two journeys', () => {
  it.each([
    { name: 'that are equal', other: 'Où est mon colis ?' },
    { name: 'with other accents, case and signs', other: '  ou est  MON colis...' },
    {
      name: 'with other apostrophes and ligatures',
      first: "J'ai commandé des œufs",
      other: 'j’ai commande des OEUFS !',
    },
  ])('are told when they are the same: $name', ({ first = 'Où est mon colis ?', other }) => {
    const problems = checkOverlaps([journey('a', `# note\n${first}\n`), journey('b', `Autre chose\n${other}\n`)]);
    expect(told(problems)).toEqual([
      `b/examples.fr.txt:2:${other.startsWith(' ') ? 3 : 1} this sentence is also in a/examples.fr.txt:2`,
    ]);
  });

  it('are compared within one language only', () => {
    expect(checkOverlaps([journey('a', 'Stop'), journey('b', 'Autre', 'Stop')], () => 1)).toEqual(
      checkOverlaps([journey('a', 'Stop'), journey('b', 'Autre')], () => 1),
    );
  });

  it('of the same journey are not told', () => {
    expect(checkOverlaps([journey('a', 'Bonjour\nBonsoir')], () => 1)).toEqual([]);
  });

  it('that the measure finds too much alike are told once, with the nearest', () => {
    const alike: Record<string, number> = { 'un|trois': 0.98, 'deux|trois': 0.99 };
    const measure = (a: string, b: string) => alike[`${b}|${a}`] ?? 0.2;
    const journeys = [journey('a', 'un\ndeux'), journey('b', 'trois\nquatre')];
    expect(told(checkOverlaps(journeys, measure))).toEqual([
      'b/examples.fr.txt:1:1 this sentence is too much like "deux" (a/examples.fr.txt:2)',
    ]);
    expect(checkOverlaps(journeys, measure, { alike: 0.995 })).toEqual([]);
  });
});
