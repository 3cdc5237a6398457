import { describe, expect, it } from '@jest/globals';
import { CASE_NUMBER_ALPHABET, caseNumberFrom, isCaseNumber } from './case-number.ts';

const number = caseNumberFrom(Buffer.from('0123456789abcdef', 'hex'));

describe('case numbers', () => {
  it('use 31 characters, none of which looks like another', () => {
    expect(new Set(CASE_NUMBER_ALPHABET).size).toBe(31);
    expect(CASE_NUMBER_ALPHABET).not.toMatch(/[01OIL]/);
  });

  it('are well formed', () => {
    expect(number).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]$/);
    expect(isCaseNumber(number)).toBe(true);
  });

  it('betray every single wrong character', () => {
    for (let index = 0; index < number.length; index += 1) {
      if (number[index] === '-') continue;
      for (const other of CASE_NUMBER_ALPHABET) {
        if (other === number[index]) continue;
        expect(isCaseNumber(number.slice(0, index) + other + number.slice(index + 1))).toBe(false);
      }
    }
  });

  it('betray two neighbours that changed places', () => {
    const plain = number.replaceAll('-', '');
    for (let index = 0; index < 7; index += 1) {
      if (plain[index] === plain[index + 1]) continue;
      const swapped = plain.slice(0, index) + plain[index + 1] + plain[index] + plain.slice(index + 2);
      expect(isCaseNumber(`${swapped.slice(0, 4)}-${swapped.slice(4, 8)}-${swapped.slice(8)}`)).toBe(false);
    }
  });
});
