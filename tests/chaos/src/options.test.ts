import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

const drawSeed = () => 0.5;

describe('readOptions', () => {
  it('takes what is said', () => {
    const words = ['--mode', 'kafka', '--seed', '7', '--minutes', '0.5', '--json'];
    expect(readOptions(words, drawSeed)).toEqual({ mode: 'kafka', seed: 7, minutes: 0.5, isJson: true });
  });

  it('runs three minutes embedded, with a seed of its own, when nothing is said', () => {
    expect(readOptions([], drawSeed)).toEqual({ mode: 'embedded', seed: 2 ** 31, minutes: 3, isJson: false });
  });

  it.each([
    { name: 'an unknown mode', words: ['--mode', 'redis'], message: /--mode redis/ },
    { name: 'a seed that is no number', words: ['--seed', 'x'], message: /--seed x/ },
    { name: 'a seed above 32 bits', words: ['--seed', '4294967296'], message: /--seed 4294967296/ },
    { name: 'no time at all', words: ['--minutes', '0'], message: /--minutes 0/ },
    { name: 'more minutes than there are orders for', words: ['--minutes', '61'], message: /--minutes 61/ },
    { name: 'an unknown option', words: ['--fast'], message: /--fast/ },
  ])('refuses $name', ({ words, message }) => {
    expect(() => readOptions(words, drawSeed)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
    expect(() => readOptions(words, drawSeed)).toThrow(message);
  });
});
