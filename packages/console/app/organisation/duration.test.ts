import { describe, expect, it } from '@jest/globals';
import { formatDelay, parseDelay } from './duration.ts';

describe('a delay', () => {
  it.each([
    { written: '30 min', minutes: 30 },
    { written: '45', minutes: 45 },
    { written: '4 h', minutes: 240 },
    { written: '4h', minutes: 240 },
    { written: '1 h 30', minutes: 90 },
    { written: '1,5 h', minutes: 90 },
    { written: '2 j', minutes: 2880 },
    { written: '2 days', minutes: 2880 },
    { written: '1 J 2 H', minutes: 1560 },
    { written: '1\u00a0h\u00a030\u00a0min', minutes: 90 },
  ])('« $written » counts $minutes minutes', ({ written, minutes }) => {
    expect(parseDelay(written)).toBe(minutes);
  });

  it.each(['', '0', '0 h', 'demain', '-4 h', '4 h demain', '30 4 h', '400 j', 'h'])('« %s » is none', (written) => {
    expect(parseDelay(written)).toBeUndefined();
  });

  it('that was written by us is read as it was', () => {
    for (const language of ['fr', 'en'] as const)
      for (const minutes of [1, 59, 60, 61, 90, 1439, 1440, 1441, 1500, 4321, 129_600])
        expect(parseDelay(formatDelay(minutes, language))).toBe(minutes);
  });
});
