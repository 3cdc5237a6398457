import { describe, expect, it } from '@jest/globals';
import { decide, type Held, NO_VERDICTS, nextAfter, undecided, type VerdictAction, type Verdicts } from './verdicts.ts';

const ITEMS = ['a', 'b', 'c'].map((id) => ({ id }));
const accept = (...ids: string[]): Held => ({ verdict: 'accept', from: 'proposed', ids });
const after = (...actions: VerdictAction[]): Verdicts => actions.reduce(decide, NO_VERDICTS);
const shown = (verdicts: Verdicts): string => undecided(ITEMS, verdicts).reduce((all, { id }) => all + id, '');

describe('what an author just decided', () => {
  it.each([
    { name: 'leaves the list while it is held', actions: [{ kind: 'hold', held: accept('b') }], expected: 'ac' },
    {
      name: 'comes back when it is undone',
      actions: [{ kind: 'hold', held: accept('b') }, { kind: 'undo' }],
      expected: 'abc',
    },
    {
      name: 'stays away while it is sent',
      actions: [{ kind: 'hold', held: accept('b') }, { kind: 'send' }],
      expected: 'ac',
    },
    {
      name: 'cannot be undone once the next one is held',
      actions: [{ kind: 'hold', held: accept('a') }, { kind: 'hold', held: accept('b') }, { kind: 'undo' }],
      expected: 'bc',
    },
    {
      name: 'is shown as the lists say once they were loaded anew',
      actions: [{ kind: 'hold', held: accept('a', 'b') }, { kind: 'send' }, { kind: 'told', ids: ['a', 'b'] }],
      expected: 'abc',
    },
    {
      name: 'keeps what was sent later when earlier ones are told',
      actions: [
        { kind: 'hold', held: accept('a') },
        { kind: 'hold', held: accept('b') },
        { kind: 'send' },
        { kind: 'told', ids: ['a'] },
      ],
      expected: 'ac',
    },
  ] as { name: string; actions: VerdictAction[]; expected: string }[])('$name', ({ actions, expected }) => {
    expect(shown(after(...actions))).toBe(expected);
  });

  it('is held for one decision at a time', () => {
    const verdicts = after({ kind: 'hold', held: accept('a') }, { kind: 'hold', held: accept('b') });
    expect(verdicts).toEqual({ held: accept('b'), sent: new Set(['a']) });
  });
});

describe('the cursor', () => {
  it.each([
    { name: 'goes to the next one', decided: ['b'], expected: 'c' },
    { name: 'goes to the last before when it was the last', decided: ['c'], expected: 'b' },
    { name: 'skips what goes as well', decided: ['a', 'b'], expected: 'c' },
    { name: 'goes between those that go', decided: ['a', 'c'], expected: 'b' },
    { name: 'goes nowhere when nothing stays', decided: ['a', 'b', 'c'], expected: undefined },
  ])('$name', ({ decided, expected }) => {
    expect(nextAfter(['a', 'b', 'c'], decided)).toBe(expected);
  });
});
