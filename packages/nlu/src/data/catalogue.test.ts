import { describe, expect, it } from '@jest/globals';
import { openCatalogue } from './catalogue.ts';
import { company } from './testing/company.ts';
import { confidenceOf, valuesOf } from './testing/values.ts';

const products = (text: string) => valuesOf('product', text, company);

describe('products', () => {
  it.each([
    { text: 'le tabouret Oslo', expected: 'tabouret-oslo' },
    { text: 'les TABOURETS OSLO', expected: 'tabouret-oslo' },
    { text: 'une lampe de chevet lune', expected: 'lampe-lune' },
    { text: 'la marmitte en fonte', expected: 'marmite-fonte' },
    { text: 'ma théiere sakura', expected: 'theiere-sakura' },
    { text: 'le canpaé Bergen', expected: 'canape-bergen' },
    { text: 'une chaise nomade', expected: 'chaise-nomade' },
  ])('"$text" is $expected', ({ text, expected }) => {
    expect(products(text)).toEqual([expected]);
  });

  it.each(['un tabouret', 'la lune', 'une lampe de bureau', 'le tabourot Oslu de Bargen', 'Oslo, tabouret'])(
    '"%s" is none',
    (text) => {
      expect(products(text)).toEqual([]);
    },
  );

  it('are less sure with each typing error', () => {
    const exact = confidenceOf('product', 'tapis berbère', company) ?? 0;
    const typed = confidenceOf('product', 'tapis berbéré', company) ?? 0;
    const wrong = confidenceOf('product', 'tapis berbre', company) ?? 0;
    expect(typed).toBe(exact);
    expect(wrong).toBeLessThan(exact);
  });

  it('take the longest name of those that fit', () => {
    const catalogue = openCatalogue([
      { id: 'a', name: 'Lampe' },
      { id: 'b', name: 'Lampe Lune' },
    ]);
    expect(valuesOf('product', 'ma lampe lune', { catalogue })).toEqual(['b']);
    expect(valuesOf('product', 'ma lampe', { catalogue })).toEqual(['a']);
  });

  it('are none without names', () => {
    expect(valuesOf('product', 'lampe', { catalogue: openCatalogue([{ id: 'x', name: '…' }]) })).toEqual([]);
  });

  it('are found in bounded time among thousands that begin alike', () => {
    const catalogue = openCatalogue(
      Array.from({ length: 5_000 }, (_, at) => ({ id: `${at}`, name: `Chaise Modèle${at}` })),
    );
    const before = process.cpuUsage();
    expect(valuesOf('product', `chaise modele77 ${'chaise '.repeat(14_000)}`, { catalogue })).toEqual(['77']);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(5_000);
  });
});
