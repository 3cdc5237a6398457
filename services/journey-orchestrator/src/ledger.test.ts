import { fakeClock } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Claim, LedgerEntry, Recorded } from './ledger.ts';
import { openTestLedger, type TestLedger } from './testing/test-ledger.ts';

const A = '7Q2K-9MXD-4';
const B = '5M6J-XXKK-5';
const FIRST: Claim = {
  caseNumber: A,
  effectId: 'run/refund/1',
  operation: 'refund',
  oncePer: 'CMD-1',
  input: { order: 'CMD-1', amount: { minor: 100, currency: 'EUR' } },
  notDone: [],
};
const AGAIN: Claim = { ...FIRST, effectId: 'run/refund/2' };
const OTHER_CASE: Claim = { ...FIRST, caseNumber: B, effectId: 'other/refund/1' };
const DONE: Recorded = { kind: 'done', output: { refund: 'RB-1' } };
const REFUSED: Recorded = { kind: 'refused', code: 'refused', message: 'non' };

let test: TestLedger;
beforeEach(async () => {
  test = await openTestLedger(fakeClock(), [A, B]);
});
afterEach(() => test.dispose());

async function entryOf(claim: Claim): Promise<LedgerEntry> {
  const state = await test.ledger.claim(claim);
  if (state.kind !== 'free' && state.kind !== 'sent') throw new Error(`the claim is ${state.kind}`);
  return state.entry;
}

async function begun(claim: Claim): Promise<LedgerEntry> {
  const entry = await test.ledger.begin(await entryOf(claim), 5_000);
  if (!entry) throw new Error('another attempt is under way');
  return entry;
}

async function ended(claim: Claim, result: Recorded): Promise<void> {
  await test.ledger.end(await begun(claim), claim.caseNumber, result);
}

describe('the ledger', () => {
  it.each<{ name: string; before: () => Promise<unknown>; claim: Claim; expected: string }>([
    { name: 'is free at first', before: async () => {}, claim: FIRST, expected: 'free' },
    {
      name: 'stays free for the same effect until it is sent',
      before: () => entryOf(FIRST),
      claim: FIRST,
      expected: 'free',
    },
    { name: 'knows that an attempt was begun', before: () => begun(FIRST), claim: FIRST, expected: 'sent' },
    {
      name: 'gives the same effect its result again',
      before: () => ended(FIRST, DONE),
      claim: FIRST,
      expected: 'ended',
    },
    {
      name: 'is taken for another case once claimed',
      before: () => entryOf(FIRST),
      claim: OTHER_CASE,
      expected: 'taken',
    },
    { name: 'is taken for another case once sent', before: () => begun(FIRST), claim: OTHER_CASE, expected: 'taken' },
    {
      name: 'is taken for another case once done',
      before: () => ended(FIRST, DONE),
      claim: OTHER_CASE,
      expected: 'taken',
    },
    { name: 'is taken for another visit once done', before: () => ended(FIRST, DONE), claim: AGAIN, expected: 'taken' },
    {
      name: 'is free for another case once refused',
      before: () => ended(FIRST, REFUSED),
      claim: OTHER_CASE,
      expected: 'free',
    },
    {
      name: 'is free for another visit when nothing was sent',
      before: () => entryOf(FIRST),
      claim: AGAIN,
      expected: 'free',
    },
    {
      name: 'is in doubt for another visit when something was sent',
      before: () => begun(FIRST),
      claim: AGAIN,
      expected: 'sent',
    },
    {
      name: 'is free for another visit when an advisor said that it was not done',
      before: () => begun(FIRST),
      claim: { ...AGAIN, notDone: [FIRST.effectId] },
      expected: 'free',
    },
    {
      name: 'takes no advisor’s word about another case',
      before: () => begun(FIRST),
      claim: { ...OTHER_CASE, notDone: [FIRST.effectId] },
      expected: 'taken',
    },
  ])('$name', async ({ before, claim, expected }) => {
    await before();
    expect((await test.ledger.claim(claim)).kind).toBe(expected);
  });

  it('goes on under the same idempotency key while something sent is in doubt, and under a new one otherwise', async () => {
    const first = await begun(FIRST);
    const doubted = await entryOf(AGAIN);
    expect(doubted).toMatchObject({ idempotencyKey: first.idempotencyKey, wasSent: true });
    const fresh = await entryOf({ ...AGAIN, effectId: 'run/refund/3', notDone: [AGAIN.effectId] });
    expect(fresh.wasSent).toBe(false);
    expect(fresh.idempotencyKey).not.toBe(first.idempotencyKey);
  });

  it.each([
    { name: 'the same effect', claim: FIRST },
    { name: 'what is in doubt', claim: AGAIN },
  ])('refuses other inputs for $name', async ({ claim }) => {
    await begun(FIRST);
    const other = { ...claim, input: { order: 'CMD-1', amount: { minor: 999, currency: 'EUR' } } };
    await expect(test.ledger.claim(other)).rejects.toMatchObject({ code: 'CONFLICT', retry: 'never' });
  });

  it('takes the same inputs in another order for the same', async () => {
    await begun(FIRST);
    const turned = { ...FIRST, input: { amount: { currency: 'EUR', minor: 100 }, order: 'CMD-1' } };
    expect((await test.ledger.claim(turned)).kind).toBe('sent');
  });

  it('lets one of two attempts begin', async () => {
    const entry = await entryOf(FIRST);
    const both = await Promise.all([test.ledger.begin(entry, 5_000), test.open().begin(entry, 5_000)]);
    expect(both.filter((each) => each !== undefined)).toHaveLength(1);
  });

  it('never tells one of two processes that the other’s same effect was done before', async () => {
    await ended(FIRST, REFUSED);
    const both = await Promise.allSettled([test.ledger.claim(OTHER_CASE), test.open().claim(OTHER_CASE)]);
    const kinds = both.map((each) => (each.status === 'fulfilled' ? each.value.kind : each.reason.code));
    expect(kinds.sort()).toEqual(['CONFLICT', 'free']);
  });

  it('lets nobody write at a version that has passed', async () => {
    const old = await begun(FIRST);
    await test.ledger.begin(await entryOf(FIRST), 5_000);
    await expect(test.ledger.end(old, A, DONE)).rejects.toMatchObject({ code: 'CONFLICT', retry: 'later' });
    await expect(test.ledger.release(old)).rejects.toMatchObject({ code: 'CONFLICT', retry: 'later' });
  });

  it('keeps results sealed', async () => {
    await ended(FIRST, DONE);
    expect(JSON.stringify(await test.entries())).not.toContain('RB-1');
    expect(await test.ledger.claim(FIRST)).toEqual({ kind: 'ended', result: DONE });
  });
});
