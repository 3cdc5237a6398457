import { describe, expect, it } from '@jest/globals';
import { SURE } from '../found.ts';
import { company } from '../testing/company.ts';
import { confidenceOf, valuesOf } from '../testing/values.ts';
import { type CheckName, passes } from './checks.ts';
import { readNumberPatterns } from './default-numbers.ts';
import { type NumberPattern, readNumberPattern } from './number-pattern.ts';

const orders = (text: string) => valuesOf('order-number', text, company);
const parcels = (text: string) => valuesOf('parcel-number', text, company);

describe('check digits', () => {
  it.each<{ check: CheckName; number: string }>([
    { check: 'luhn', number: '45120078' },
    { check: 'luhn', number: '4539578763621486' },
    { check: 'mod97', number: '3214282912345698765432161182' },
    { check: 'mod11', number: '0365327' },
    { check: 'gs1', number: '376123450000000122' },
    { check: 'gs1', number: '4006381333931' },
    { check: 'upu-s10', number: 'RR473124829FR' },
    { check: 'ups', number: '1Z5R89390357567127' },
    { check: 'ups', number: '1Z879E930346834440' },
    { check: 'colissimo', number: '6A57863659449' },
  ])('$check takes $number and none of its neighbours', ({ check, number }) => {
    expect(passes(check, number)).toBe(true);
    const at = number.search(/\d(?=\D*$)/);
    const digit = Number(number[at]);
    for (let step = 1; step < 10; step += 1) {
      expect(passes(check, number.slice(0, at) + ((digit + step) % 10) + number.slice(at + 1))).toBe(false);
    }
  });
});

describe('declared shapes', () => {
  it.each([
    { text: 'CMD-2O26-10777', value: 'CMD-2026-10777' },
    { text: 'cmd 2026 12l45', value: 'CMD-2026-12145' },
    { text: 'CMD-2026-1234S', value: 'CMD-2026-12345' },
    { text: 'cmd.2026.12345', value: 'CMD-2026-12345' },
    { text: 'CMD – 2026 – 12345', value: 'CMD-2026-12345' },
    { text: 'fr 20264875', value: 'FR20264875' },
  ])('are read in spite of typing: "$text"', ({ text, value }) => {
    expect(orders(text)).toEqual([value]);
  });

  it('are less sure when a character was repaired', () => {
    const written = confidenceOf('order-number', 'CMD-2026-10777', company) ?? 0;
    const repaired = confidenceOf('order-number', 'CMD-2O26-10777', company) ?? 0;
    expect(repaired).toBeLessThan(written);
    expect(repaired).toBeGreaterThanOrEqual(SURE);
  });

  it.each(['CMD-2O26-1O777', 'CMD-2026-1077', 'CMD-2026-107777', 'XCMD-2026-10777', 'CMD-2026\n10777'])(
    'are never made up: "%s" is none',
    (text) => {
      expect(orders(text)).toEqual([]);
    },
  );

  it('need a word beside them where they are digits alone', () => {
    expect(orders('commande n° 45120078')).toEqual(['45120078']);
    expect(orders('le lot 45120078 est arrivé')).toEqual([]);
    expect(orders('ma commande du 3, n° client : 45120078')).toEqual([]);
  });

  it('are given with little confidence when the check digit is wrong, as they were written', () => {
    expect(orders('commande n° 45120079')).toEqual(['45120079']);
    expect(confidenceOf('order-number', 'commande n° 45120079', company)).toBeLessThan(SURE);
  });

  it('are not cut from longer numbers', () => {
    expect(orders('commande 4512 0078 9012 3456')).toEqual([]);
    expect(orders('ma commande, tél 06 45 12 00 78')).toEqual([]);
  });

  it('take the look-alike that makes the check digit fit, where letters and digits may stand', () => {
    const numbers = readNumberPatterns([{ type: 'parcel-number', pattern: '1Z****************', check: 'ups' }]);
    expect(valuesOf('parcel-number', '1ZSR89390357567127', { numbers })).toEqual(['1Z5R89390357567127']);
  });

  it.each<NumberPattern>([
    { type: 'order-number', pattern: '' },
    { type: 'order-number', pattern: '##' },
    { type: 'order-number', pattern: '(a+)+$' },
    { type: 'order-number', pattern: 'CMD-#{5}' },
    { type: 'order-number', pattern: `C${'#'.repeat(50)}` },
    { type: 'order-number', pattern: 'CMD-####', check: 'crc' as CheckName },
    { type: 'Order-number', pattern: 'CMD-####' },
  ])('are refused when they cannot be read: $type $pattern', (pattern) => {
    expect(() => readNumberPattern(pattern)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  it('may name any kind of number', () => {
    const numbers = readNumberPatterns([{ type: 'contract-number', pattern: '@@##/####', near: ['contrat'] }]);
    expect(valuesOf('contract-number', 'mon contrat AB12/3456', { numbers })).toEqual(['AB12/3456']);
  });
});

describe('parcel numbers', () => {
  it.each([
    { text: 'RR 47312482 9 FR', value: 'RR473124829FR' },
    { text: 'suivi 6a57863659449', value: '6A57863659449' },
    { text: '1Z 5R8 939 03 5756 7127', value: '1Z5R89390357567127' },
    { text: 'SSCC (00) 3 76123450 00000012 2', value: '376123450000000122' },
    { text: 'https://www.laposte.example/suivi?code=6A57863659449', value: '6A57863659449' },
  ])('are read from "$text"', ({ text, value }) => {
    expect(parcels(text)).toEqual([value]);
  });

  it('with a wrong check digit are data beside the word parcel only', () => {
    expect(parcels('RR473124820FR')).toEqual([]);
    expect(confidenceOf('parcel-number', 'mon colis RR473124820FR', company)).toBeLessThan(SURE);
  });
});
