/** What rules did, over a real store. */
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openRuleMemory, type RuleMemory } from './rule-memory.ts';

const DAY_MS = 86_400_000;

let kernel: TestKernel;
let memory: RuleMemory;
beforeEach(async () => {
  kernel = await openTestKernel();
  memory = await openRuleMemory(kernel.kernel());
});
afterEach(() => kernel.dispose());

describe('the memory of rules', () => {
  it('says what was not noted before', async () => {
    expect(await memory.note('A', ['r1', 'r2'])).toEqual(['r1', 'r2']);
    expect(await memory.note('A', ['r2', 'r3'])).toEqual(['r3']);
    expect([...(await memory.done('A'))]).toEqual(['r1', 'r2', 'r3']);
    expect((await memory.done('B')).size).toBe(0);
  });

  it('loses nothing of what two note at once', async () => {
    const fresh = await Promise.all(['r1', 'r2', 'r1', 'r3'].map((rule) => memory.note('A', [rule])));
    expect(fresh.flat().sort()).toEqual(['r1', 'r2', 'r3']);
  });

  it.each([
    { before: 'low', after: 'urgent', left: 'urgent' },
    { before: 'urgent', after: 'low', left: 'urgent' },
    { before: 'high', after: undefined, left: 'high' },
    { before: undefined, after: 'low', left: 'low' },
  ] as const)('keeps the more urgent of $before and $after', async ({ before, after, left }) => {
    await memory.note('A', ['r1'], before);
    await memory.note('A', ['r2'], after);
    expect(await memory.priorityOf('A')).toBe(left);
    expect([...(await memory.prioritiesOf(['B', 'A']))]).toEqual([['A', left]]);
  });

  it('counts the matches of the last thirty days', async () => {
    await memory.count(['r1', 'r2']);
    await kernel.clock.advance(29 * DAY_MS);
    await memory.count(['r1']);
    expect(await memory.matches('r1')).toEqual({ matches30d: 2, lastMatchAt: '2026-02-03T09:00:00.000Z' });
    await kernel.clock.advance(DAY_MS);
    expect((await memory.matches('r1')).matches30d).toBe(1);
    expect(await memory.matches('r2')).toEqual({ matches30d: 0, lastMatchAt: '2026-01-05T09:00:00.000Z' });
    expect(await memory.matches('r3')).toEqual({ matches30d: 0 });
  });

  it('counts what many do at once, also in two processes', async () => {
    const other = await openRuleMemory(kernel.kernel());
    const many = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? memory : other).count(['r1']));
    await Promise.all(many);
    expect((await memory.matches('r1')).matches30d).toBe(20);
  });

  it('forgets a rule', async () => {
    await memory.count(['r1']);
    await memory.forget('r1');
    await memory.forget('r2');
    expect(await memory.matches('r1')).toEqual({ matches30d: 0 });
  });
});
