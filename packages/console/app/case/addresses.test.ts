import { expect, it } from '@jest/globals';
import { addressesIn, notAddressesIn } from './addresses.ts';

it.each([
  { typed: '', expected: [], wrong: [] },
  { typed: 'a@x.example, b@x.example; a@x.example', expected: ['a@x.example', 'b@x.example'], wrong: [] },
  { typed: 'Léa a@x.example', expected: ['a@x.example'], wrong: ['Léa'] },
  { typed: 'a@x.example b@localhost @x.example', expected: ['a@x.example'], wrong: ['b@localhost', '@x.example'] },
])('« $typed » holds $expected, and $wrong are none', ({ typed, expected, wrong }) => {
  expect(addressesIn(typed)).toEqual(expected);
  expect(notAddressesIn(typed)).toEqual(wrong);
});
