import { describe, expect, it } from '@jest/globals';
import { type WaitingCall, waitingTexts } from './waiting.ts';

const call = (...texts: string[]): WaitingCall => ({ texts, taken: 0 });
const limits = { texts: 4, characters: 100 };

describe('texts that wait', () => {
  it('go one of each call in turn', () => {
    const waiting = waitingTexts();
    waiting.add(call('a1', 'a2', 'a3', 'a4'));
    waiting.add(call('b1'));
    waiting.add(call('c1', 'c2'));
    expect(waiting.take(limits).map(({ call, index }) => call.texts[index])).toEqual(['a1', 'b1', 'c1', 'a2']);
    expect(waiting.take(limits).map(({ call, index }) => call.texts[index])).toEqual(['c2', 'a3', 'a4']);
    expect(waiting.size).toBe(0);
  });

  it('let a newcomer go before the rest of a long call', () => {
    const waiting = waitingTexts();
    waiting.add(call(...new Array<string>(1_000).fill('long')));
    waiting.take(limits);
    waiting.add(call('newcomer'));
    expect(waiting.take(limits).map(({ call, index }) => call.texts[index])).toContain('newcomer');
  });

  it.each([
    { name: 'stop before too many characters', texts: ['x'.repeat(60), 'x'.repeat(60), 'y'], expected: [1, 2] },
    { name: 'go alone when one is too long by itself', texts: ['x'.repeat(500), 'y'], expected: [1, 1] },
  ])('$name', ({ texts, expected }) => {
    const waiting = waitingTexts();
    waiting.add(call(...texts));
    expect(expected.map(() => waiting.take(limits).length)).toEqual(expected);
    expect(waiting.size).toBe(0);
  });

  it('are counted when a call is given up halfway', () => {
    const waiting = waitingTexts();
    const given = call('a', 'b', 'c', 'd', 'e');
    waiting.add(given);
    waiting.add(call('f'));
    waiting.take({ texts: 2, characters: 100 });
    waiting.remove(given);
    expect(waiting.size).toBe(0);
    waiting.remove(given);
    expect(waiting.take(limits)).toEqual([]);
    expect(waiting.size).toBe(0);
  });

  it('are all given up at once', () => {
    const waiting = waitingTexts();
    const both = [call('a'), call('b')];
    for (const one of both) waiting.add(one);
    expect(waiting.clear()).toEqual(both);
    expect(waiting.take(limits)).toEqual([]);
  });
});
