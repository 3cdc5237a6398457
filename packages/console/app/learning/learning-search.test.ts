import { describe, expect, it } from '@jest/globals';
import { readPart } from './learning-search.ts';

describe('the address of the learning page', () => {
  it.each([
    { name: 'names another part', search: { part: 'thresholds' }, expected: { part: 'thresholds' } },
    { name: 'leaves out the part that comes first', search: { part: 'proposed' }, expected: {} },
    { name: 'leaves out what is unknown', search: { part: 'models', other: 1 }, expected: {} },
  ])('$name', ({ search, expected }) => {
    expect(readPart(search)).toEqual(expected);
  });
});
