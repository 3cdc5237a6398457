import { describe, expect, it } from '@jest/globals';
import { mentionAt, withMention } from './mention.ts';

describe('a mention', () => {
  it.each([
    { text: '@', expected: '' },
    { text: 'Vois avec @lé', expected: 'lé' },
    { text: 'Vois avec @lea ', expected: undefined },
    { text: 'ecrire a sav@boutique', expected: undefined },
    { text: 'rien', expected: undefined },
  ])('in « $text » asks for $expected', ({ text, expected }) => {
    expect(mentionAt(text)).toBe(expected);
  });

  it('becomes the id of the person', () => {
    expect(withMention('Vois avec @lé', 'lea')).toBe('Vois avec @lea ');
  });
});
