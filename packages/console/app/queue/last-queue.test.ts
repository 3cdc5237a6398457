import { expect, it } from '@jest/globals';
import { neighbour, rememberQueue, takeNext } from './last-queue.ts';

it('a decision leads through the list to its end', () => {
  rememberQueue(['A', 'B', 'C']);
  rememberQueue([]);
  expect(neighbour('B', -1)).toBe('A');
  expect(neighbour('C', 1)).toBeUndefined();
  expect(takeNext('B')).toBe('C');
  expect(takeNext('C')).toBe('A');
  expect(takeNext('A')).toBeUndefined();
});
