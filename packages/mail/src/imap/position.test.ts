import { describe, expect, it } from '@jest/globals';
import { batchesOf, isHistory } from './position.ts';

const MIB = 1024 * 1024;
const mails = (...sizes: number[]) => sizes.map((bytes, index) => ({ uid: index + 1, bytes, receivedMs: 0 }));

describe('mails that are fetched together', () => {
  it.each([
    { name: 'are few', sizes: [1, 2, 3], batches: [[1, 2, 3]] },
    { name: 'are none', sizes: [], batches: [] },
    { name: 'fill sixteen mebibytes', sizes: [8 * MIB, 8 * MIB, 1], batches: [[1, 2], [3]] },
    { name: 'are one when it is large', sizes: [20 * MIB, 20 * MIB], batches: [[1], [2]] },
    { name: 'weigh nothing where only headers are fetched', sizes: [50 * MIB, 50 * MIB, 1], batches: [[1, 2, 3]] },
  ])('$name', ({ sizes, batches }) => {
    const found = batchesOf(mails(...sizes), 35 * MIB);
    expect(found.map((batch) => batch.map(({ uid }) => uid))).toEqual(batches);
  });

  it('are at most sixty-four', () => {
    expect(batchesOf(mails(...Array<number>(130).fill(1)), MIB).map(({ length }) => length)).toEqual([64, 64, 2]);
  });
});

describe('a mail that had come before the first connection', () => {
  const DAY = 86_400_000;
  const sinceMs = 100 * DAY;
  const position = { validity: 'v', uid: 0, sinceMs, historyUntilMs: sinceMs - 10, rereadTo: 9, areDatesNew: false };
  it.each([
    { name: 'is history when it is listed again', mail: { receivedMs: sinceMs - 10 }, expected: true },
    { name: 'is not what came after it', mail: { receivedMs: sinceMs - 9 }, expected: false },
    { name: 'is not told by a sender’s clock', mail: { receivedMs: sinceMs, sentMs: 0 }, expected: false },
    {
      name: 'is told by its Date where all dates are new',
      mail: { receivedMs: sinceMs + DAY, sentMs: sinceMs - 8 * DAY },
      changes: { areDatesNew: true },
      expected: true,
    },
    {
      name: 'is not one that was on its way for days, where all dates are new',
      mail: { receivedMs: sinceMs + DAY, sentMs: sinceMs - 6 * DAY },
      changes: { areDatesNew: true },
      expected: false,
    },
    {
      name: 'is history when it is moved there later',
      mail: { uid: 10, receivedMs: sinceMs - DAY - 1 },
      expected: true,
    },
    {
      name: 'is not what came that day with a later UID',
      mail: { uid: 10, receivedMs: sinceMs - 10 },
      expected: false,
    },
    {
      name: 'is taken in like others when that is asked for',
      mail: { receivedMs: 1 },
      changes: { sinceMs: 0 },
      expected: false,
    },
  ])('$name', ({ mail, changes = {}, expected }) => {
    expect(isHistory({ uid: 9, bytes: 1, ...mail }, { ...position, ...changes })).toBe(expected);
  });
});
