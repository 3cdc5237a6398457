import { expect, it } from '@jest/globals';
import { sampleItem } from '../testing/sample-item.ts';
import { addressesOf, nameOf, sortedCases } from './customer-cases.ts';

const at = (day: number): string => `2026-11-${day}T09:00:00Z`;
const cases = [
  sampleItem({ number: 'A', status: 'closed', updatedAt: at(19), customer: { address: 'a@x.example' } }),
  sampleItem({ number: 'B', updatedAt: at(12), customer: { address: 'b@x.example', name: 'Camille' } }),
  sampleItem({ number: 'C', status: 'waiting-customer', updatedAt: at(14), customer: { address: 'a@x.example' } }),
  sampleItem({ number: 'D', state: 'trash', updatedAt: at(18) }),
];
const numbers = (list: readonly { number: string }[]): readonly string[] => list.map(({ number }) => number);

it('has what is open first, the last changed before the others', () => {
  const { open, over } = sortedCases(cases);
  expect(numbers(open)).toEqual(['C', 'B']);
  expect(numbers(over)).toEqual(['A', 'D']);
});

it('names every address once, the one that was asked for first', () => {
  expect(addressesOf({ address: 'b@x.example', cases })).toEqual(['b@x.example', 'a@x.example']);
  expect(addressesOf({ cases })).toEqual(['a@x.example', 'b@x.example']);
});

it.each([
  { name: 'as the server says', given: { name: 'Mme Roux', cases }, expected: 'Mme Roux' },
  { name: 'as their newest case with a name says', given: { cases }, expected: 'Camille' },
  { name: 'nothing when nobody knows', given: { cases: [] }, expected: undefined },
])('calls them $name', ({ given, expected }) => {
  expect(nameOf(given)).toBe(expected);
});
