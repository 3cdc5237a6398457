import { AppError } from '@facteur/primitives';
import { describe, expect, it } from '@jest/globals';
import { batcher } from './batcher.ts';

describe('batcher', () => {
  it('handles what comes while a batch is under way as the next batch, at most so many', async () => {
    const batches: number[][] = [];
    const { submit, idle } = batcher<number, number>(2, async (items) => {
      batches.push([...items]);
      return items.map((item) => ({ ok: item * 2 }));
    });
    expect(await Promise.all([1, 2, 3].map(submit))).toEqual([2, 4, 6]);
    await idle();
    expect(batches).toEqual([[1, 2], [3]]);
  });

  it('lets what is patient wait for all others, in order', async () => {
    const batches: string[][] = [];
    const { submit } = batcher<string, string>(
      2,
      async (items) => {
        batches.push([...items]);
        return items.map((item) => ({ ok: item }));
      },
      (item) => item.startsWith('old'),
    );
    await Promise.all(['old1', 'old2', 'old3', 'new1', 'new2', 'old4', 'new3'].map(submit));
    expect(batches).toEqual([['new1', 'new2'], ['new3', 'old1'], ['old2', 'old3'], ['old4']]);
  });

  it.each([
    {
      name: 'fails whole for now',
      error: new AppError('STORE_UNAVAILABLE', 'down', { retry: 'later' }),
      calls: 1,
      ok: 0,
    },
    { name: 'goes on one by one when it fails for good', error: new AppError('BAD_INPUT', 'poison'), calls: 4, ok: 2 },
    { name: 'goes on one by one when it breaks', error: new TypeError('bug'), calls: 4, ok: 2 },
  ])('$name', async ({ error, calls, ok }) => {
    let handled = 0;
    const { submit } = batcher<string, string>(10, async (items) => {
      handled += 1;
      if (items.includes('poison')) throw error;
      return items.map((item) => ({ ok: item }));
    });
    const answers = await Promise.allSettled(['a', 'poison', 'b'].map(submit));
    expect(handled).toBe(calls);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(ok);
    expect(answers[1]).toEqual({ status: 'rejected', reason: error });
  });
});
