import { describe, expect, it } from '@jest/globals';
import { findData } from '../find-data.ts';
import { SURE } from '../found.ts';
import { confidenceOf, valuesOf } from '../testing/values.ts';

const IBAN = 'FR7620041010050500013026052';

describe('accounts', () => {
  it.each(['FR76 2004 1010 0505 0001 3026 052', 'fr7620041010050500013026052', 'FR76.2004.1010.0505.0001.3026.052'])(
    'read the IBAN "%s"',
    (text) => {
      expect(valuesOf('iban', text)).toEqual([IBAN]);
    },
  );

  it('leave nothing of an IBAN to phones and numbers, even if its check digits are wrong', () => {
    for (const text of [`${IBAN.slice(0, -1)}3`, 'FR76 2004 1010 0505 0001 3026 053']) {
      expect(findData(text, 'text', { minConfidence: 0 })).toMatchObject([{ type: 'iban' }]);
      expect(confidenceOf('iban', text)).toBeLessThan(SURE);
    }
  });

  it('cut the IBAN from what follows', () => {
    expect(findData('FR76 2004 1010 0505 0001 3026 052 BIC CRLYFRPP', 'text')).toMatchObject([
      { type: 'iban', raw: 'FR76 2004 1010 0505 0001 3026 052' },
      { type: 'bic', value: 'CRLYFRPP' },
    ]);
  });

  it('take a word of eight letters for no BIC', () => {
    expect(valuesOf('bic', 'Votre BANQUE : VENDREDI, mon RIB est joint')).toEqual([]);
    expect(valuesOf('bic', 'GKCCBEBB')).toEqual([]);
  });

  it('cut a mail address from the sentence that is glued to it', () => {
    expect(valuesOf('email', 'à paul@courriel.example.Cordialement')).toEqual(['paul@courriel.example']);
    expect(valuesOf('email', 'Contact@Courriel.Example')).toEqual(['contact@courriel.example']);
  });

  it('read mail addresses in lower case', () => {
    expect(valuesOf('email', 'à Claire.Martin+sav@Courriel.example.')).toEqual(['claire.martin+sav@courriel.example']);
  });
});
