import { expect, it } from '@jest/globals';
import { addressesIn } from './addresses.ts';

it.each([
  { typed: '', expected: [] },
  { typed: 'a@x.example, b@x.example; a@x.example', expected: ['a@x.example', 'b@x.example'] },
  { typed: 'Léa a@x.example', expected: ['a@x.example'] },
])('« $typed » holds $expected', ({ typed, expected }) => {
  expect(addressesIn(typed)).toEqual(expected);
});
