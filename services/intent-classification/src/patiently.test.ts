import { describe, expect, it } from '@jest/globals';
import { patiently } from './patiently.ts';

/** The rounds, of so many, in which work that fails while `fails` was attempted. */
async function attempts(rounds: number, fails: (attempt: number) => boolean): Promise<number[]> {
  const tried: number[] = [];
  let round = 0;
  const work = patiently(async () => {
    tried.push(round);
    if (fails(tried.length)) throw new Error('failed');
  });
  for (; round < rounds; round += 1) await work().catch(() => undefined);
  return tried;
}

describe('work in rounds', () => {
  it('is done in each while it succeeds', async () => {
    expect(await attempts(4, () => false)).toEqual([0, 1, 2, 3]);
  });

  it('is put off for longer the more often it fails, and never for more than sixty rounds', async () => {
    const tried = await attempts(400, () => true);
    expect(tried.slice(0, 5)).toEqual([0, 2, 6, 14, 30]);
    expect(
      tried
        .slice(1)
        .map((round, at) => round - (tried[at] ?? 0))
        .at(-1),
    ).toBe(60);
  });

  it('is done in each round again after a success', async () => {
    expect(await attempts(6, (attempt) => attempt === 1)).toEqual([0, 2, 3, 4, 5]);
  });
});
