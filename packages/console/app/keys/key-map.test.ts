import { describe, expect, it } from '@jest/globals';
import { actionOf, canBeChosen, clashes, DEFAULT_KEYS, KEY_ACTIONS, optionOf } from './key-map.ts';

const on = { singleKeys: true, keys: {} };
const press = (key: string, held: 'ctrlKey' | 'metaKey' | 'altKey' | '' = '') => ({
  key,
  ctrlKey: held === 'ctrlKey',
  metaKey: held === 'metaKey',
  altKey: held === 'altKey',
});

describe('keys', () => {
  it.each([
    { name: 'j goes down', key: press('j'), settings: on, expected: 'next' },
    { name: 'capitals do the same', key: press('J'), settings: on, expected: 'next' },
    {
      name: 'a changed key does it',
      key: press('b'),
      settings: { singleKeys: true, keys: { next: 'b' } },
      expected: 'next',
    },
    {
      name: 'the key it had before does nothing',
      key: press('j'),
      settings: { singleKeys: true, keys: { next: 'b' } },
      expected: undefined,
    },
    {
      name: 'single keys can be turned off',
      key: press('j'),
      settings: { singleKeys: false, keys: {} },
      expected: undefined,
    },
    { name: 'Enter opens even then', key: press('Enter'), settings: { singleKeys: false, keys: {} }, expected: 'open' },
    { name: 'combinations are left to the browser', key: press('j', 'ctrlKey'), settings: on, expected: undefined },
    { name: 'other keys do nothing', key: press('q'), settings: on, expected: undefined },
  ])('$name', ({ key, settings, expected }) => {
    expect(actionOf(key, settings)).toBe(expected);
  });

  it.each([
    { name: 'digits choose options', key: press('3'), settings: on, expected: 2 },
    { name: 'zero does not', key: press('0'), settings: on, expected: undefined },
    {
      name: 'digits do nothing when single keys are off',
      key: press('3'),
      settings: { singleKeys: false, keys: {} },
      expected: undefined,
    },
    { name: 'digits with Alt do nothing', key: press('3', 'altKey'), settings: on, expected: undefined },
  ])('$name', ({ key, settings, expected }) => {
    expect(optionOf(key, settings)).toBe(expected);
  });

  it('no two actions begin with the same key', () => {
    expect(KEY_ACTIONS.flatMap((action) => clashes(action, DEFAULT_KEYS[action], { keys: {} }))).toEqual([]);
  });

  it('a key that is taken is named with what it does', () => {
    expect(clashes('reply', 'N', { keys: {} })).toEqual(['note']);
  });

  it.each([
    { key: 'b', expected: true },
    { key: 'é', expected: true },
    { key: '4', expected: false },
    { key: 'Shift', expected: false },
    { key: ' ', expected: false },
  ])('« $key » can be chosen: $expected', ({ key, expected }) => {
    expect(canBeChosen(key)).toBe(expected);
  });
});
