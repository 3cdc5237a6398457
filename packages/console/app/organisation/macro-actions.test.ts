import { describe, expect, it } from '@jest/globals';
import type { MacroAction } from '../api/setup-types.ts';
import { ACTION_KINDS, actionInWords, isComplete, moved, newAction } from './macro-actions.ts';

const words = {
  said: Object.fromEntries(ACTION_KINDS.map((kind) => [kind, (value: string) => `${kind}:${value}`])) as Record<
    (typeof ACTION_KINDS)[number],
    (value: string) => string
  >,
  quoted: (text: string) => `<${text}>`,
  assign: (to: string | null) => to ?? 'nobody',
  delay: (minutes: number) => `${minutes}m`,
  template: (id: string) => `T${id}`,
  outcome: (outcome: string) => outcome.toUpperCase(),
};

const rows: readonly { action: MacroAction; said: string; lacking?: MacroAction }[] = [
  { action: { do: 'tag', tag: 'vip' }, said: 'tag:<vip>', lacking: { do: 'tag', tag: ' ' } },
  { action: { do: 'untag', tag: 'vip' }, said: 'untag:<vip>', lacking: { do: 'untag', tag: '' } },
  { action: { do: 'assign', to: null }, said: 'assign:nobody', lacking: { do: 'assign', to: '' } },
  { action: { do: 'snooze', minutes: 90 }, said: 'snooze:90m', lacking: { do: 'snooze', minutes: 0 } },
  { action: { do: 'note', text: 'Vu\navec Karim' }, said: 'note:<Vu avec Karim>', lacking: { do: 'note', text: '' } },
  { action: { do: 'reply', template: '1' }, said: 'reply:T1', lacking: { do: 'reply', template: '' } },
  { action: { do: 'close', outcome: 'resolved' }, said: 'close:RESOLVED', lacking: { do: 'close', outcome: '' } },
];

describe('the actions of a macro', () => {
  it.each(rows)('read as « $said »', ({ action, said }) => {
    expect(actionInWords(action, words)).toBe(said);
  });

  it.each(rows)('are complete with what they need only: $said', ({ action, lacking }) => {
    expect(isComplete(action)).toBe(true);
    expect(lacking && isComplete(lacking)).toBe(false);
  });

  it('cut long notes', () => {
    expect(actionInWords({ do: 'note', text: 'a'.repeat(200) }, words)).toHaveLength('note:<>'.length + 60);
  });

  it('begin as their kind', () => {
    expect(ACTION_KINDS.map((kind) => newAction(kind).do)).toEqual(ACTION_KINDS);
  });

  it.each([
    { name: 'up', place: 1, by: -1, expected: 'bac' },
    { name: 'down', place: 1, by: 1, expected: 'acb' },
    { name: 'not past the first', place: 0, by: -1, expected: 'abc' },
    { name: 'not past the last', place: 2, by: 1, expected: 'abc' },
  ] as const)('move $name', ({ place, by, expected }) => {
    expect(moved([...'abc'], place, by).join('')).toBe(expected);
  });
});
