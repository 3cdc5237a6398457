import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { type Row, rowsOf } from '../head/rows.ts';
import { largest } from './cosines.ts';
import { createSparseCosines } from './sparse-cosines.ts';

const COLUMNS = 40;
/** Columns below are in every other row, those above in few. */
const COMMON = 6;

/** Whole numbers below `most`. */
function dice(seed: number): (most: number) => number {
  const random = seededRandom(seed);
  return (most) => Buffer.from(random.bytes(4)).readUInt32LE() % most;
}

/** Values are eighths, so that sums are exact. */
function madeRow(roll: (most: number) => number): Row {
  const columns = Array.from({ length: COLUMNS }, (_, column) => column);
  const indices = columns.filter((column) => roll(column < COMMON ? 2 : 12) === 0);
  return { indices, values: indices.map(() => (1 + roll(8)) / 8) };
}

function product(a: Row, b: Row): number {
  return [...a.indices].reduce((sum, column, at) => {
    const place = b.indices.indexOf(column);
    return place === -1 ? sum : sum + (a.values[at] ?? 0) * (b.values[place] ?? 0);
  }, 0);
}

describe('cosines of a sparse row with every example', () => {
  it('are the sums over what both have, whether a feature is common or rare', () => {
    const roll = dice(3);
    for (const length of [0, 1, 2, 15, 16, 17, 50, 90]) {
      const examples = Array.from({ length }, () => madeRow(roll));
      const texts = Array.from({ length: 3 }, () => madeRow(roll));
      const cosinesOf = createSparseCosines(COLUMNS, rowsOf(COLUMNS, examples));
      const into = new Float32Array(length).fill(7);
      for (const [at, text] of texts.entries()) {
        cosinesOf(rowsOf(COLUMNS, texts), at, into);
        expect([...into]).toEqual(examples.map((example) => product(text, example)));
      }
    }
  });

  it('leave out features that no example has', () => {
    const cosinesOf = createSparseCosines(2, rowsOf(2, [{ indices: [0, 1], values: [0.5, 0.5] }]));
    const into = new Float32Array(1);
    cosinesOf(rowsOf(9, [{ indices: [1, 8], values: [0.5, 0.5] }]), 0, into);
    expect([...into]).toEqual([0.25]);
  });
});

describe('the largest of numbers', () => {
  it('are those above zero, the largest first and the first of equals first', () => {
    const roll = dice(5);
    for (let round = 0; round < 200; round += 1) {
      const all = Array.from({ length: roll(30) }, () => roll(12) - 2);
      const [length, count] = [roll(all.length + 1), 1 + roll(5)];
      const ranked = all.slice(0, length).map((value, at) => ({ at, value }));
      const wanted = ranked.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value || a.at - b.at);
      expect(largest(Float32Array.from(all), length, count)).toEqual(wanted.slice(0, count));
    }
  });
});
