import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findData } from '@facteur/nlu/data';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { companyDataOf } from './company-data.ts';
import { loadSettings } from './load-settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facteur-company-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const settingsOf = (yaml: string) => {
  writeFileSync(join(folder, 'facteur.yaml'), yaml);
  return loadSettings({ FACTEUR_CONFIG: join(folder, 'facteur.yaml') });
};
const found = (yaml: string, text: string, isDemo = false) =>
  findData(text, 'text', companyDataOf(settingsOf(yaml), isDemo)).map(({ type, value }) => [type, value]);

describe('the company’s data', () => {
  it('are found by the shapes that it declares, beside carriers’ parcel numbers', () => {
    const yaml = "numbers: [{ type: invoice-number, pattern: 'FA-####', near: [facture] }]";
    expect(found(yaml, 'ma facture FA-1234, colis RR473124829FR, CMD-2026-00123')).toEqual([
      ['invoice-number', 'FA-1234'],
      ['parcel-number', 'RR473124829FR'],
    ]);
  });

  it('are the demo company’s until they are declared', () => {
    expect(found('', 'CMD-2026-00123 et TIL-20417, mon fauteil en rotin', true)).toEqual([
      ['order-number', 'CMD-2026-00123'],
      ['booking-number', 'TIL-20417'],
      ['product', 'FAUTEUIL-ROTIN'],
    ]);
  });

  it.each([
    { form: 'YAML', text: '- { id: P1, name: Pantoufles, aliases: [chaussons] }' },
    { form: 'JSON', text: '[{"id":"P1","name":"Pantoufles","aliases":["chaussons"]}]' },
  ])('take the products from a file in $form', ({ text }) => {
    writeFileSync(join(folder, 'produits'), text);
    expect(found(`products: ${join(folder, 'produits')}`, 'les choussons sont troués')).toEqual([['product', 'P1']]);
  });

  it.each([
    { name: 'a file that is missing', text: undefined, says: /produits.*ENOENT/s },
    { name: 'an article without a name', text: '- { id: P1 }', says: /produits.*name/s },
  ])('tell of $name', ({ text, says }) => {
    if (text !== undefined) writeFileSync(join(folder, 'produits'), text);
    const settings = settingsOf(`products: ${join(folder, 'produits')}`);
    expect(() => companyDataOf(settings, false)).toThrow(says);
  });

  it('tell of a shape that cannot be read at its place in the settings', () => {
    const yaml = "numbers:\n  - { type: order-number, pattern: '(a+)+' }";
    expect(() => settingsOf(yaml)).toThrow(/facteur\.yaml:2:\d+: numbers\.0\.pattern/);
  });
});
