import { describe, expect, it } from '@jest/globals';
import { filterKey, isNarrowed, readFilter, withFilter, withState } from './desk-filter.ts';

describe('the filter of a queue', () => {
  it.each([
    {
      name: 'keeps what it knows',
      search: { state: 'mine', reason: 'no-answer' },
      expected: { state: 'mine', reason: 'no-answer' },
    },
    { name: 'knows what was put away', search: { state: 'trash' }, expected: { state: 'trash' } },
    { name: 'leaves the defaults out', search: { state: 'unassigned', sort: 'due' }, expected: {} },
    { name: 'drops unknown states and names', search: { state: 'gone', colour: 'red', sort: 'x' }, expected: {} },
    { name: 'drops empty and non-text values', search: { tag: '', queue: 3 }, expected: {} },
  ])('$name', ({ search, expected }) => {
    expect(readFilter(search)).toEqual(expected);
  });

  it('takes a value away when it is chosen again', () => {
    expect(withFilter({ tag: 'vip' }, 'tag', 'vip')).toEqual({});
    expect(withFilter({ tag: 'vip' }, 'tag', 'retard')).toEqual({ tag: 'retard' });
  });

  it('keeps the other filters when the state changes', () => {
    expect(withState({ tag: 'vip', state: 'mine' }, 'unassigned')).toEqual({ tag: 'vip' });
  });

  it('is narrowed by filters, not by state or order', () => {
    expect(isNarrowed({ state: 'done', sort: 'age' })).toBe(false);
    expect(isNarrowed({ queue: 'logistique' })).toBe(true);
  });

  it('has one key whatever the order of its names', () => {
    expect(filterKey({ tag: 'a', queue: 'b' })).toBe(filterKey({ queue: 'b', tag: 'a' }));
  });
});
