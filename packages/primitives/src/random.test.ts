import { describe, expect, it } from '@jest/globals';
import { derivedId } from './random.ts';

describe('derivedId', () => {
  it('gives the same identifier for the same parts', () => {
    expect(derivedId('mail', '1')).toBe(derivedId('mail', '1'));
  });

  it('keeps parts apart', () => {
    expect(derivedId('a', 'bc')).not.toBe(derivedId('ab', 'c'));
  });
});
