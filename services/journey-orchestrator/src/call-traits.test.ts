import type { Connector } from '@facteur/connectors';
import type { JsonObject } from '@facteur/primitives';
import { fakeClock } from '@facteur/primitives/testing';
import type { EffectRequest } from '@facteur/runtime';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { callTraits } from './call-traits.ts';
import type { Claim } from './ledger.ts';
import { openTestLedger, type TestLedger } from './testing/test-ledger.ts';

const HERE = '7Q2K-9MXD-4';
const ELSEWHERE = '5M6J-XXKK-5';
const RESULT = { kind: 'done', output: { refund: 'RB-1' } };
const operations = [
  { name: 'boutique.order', effect: 'none' },
  { name: 'comptabilite.refund', effect: 'money' },
] as unknown as Connector['operations'];

let test: TestLedger;
beforeEach(async () => {
  test = await openTestLedger(fakeClock(), [HERE, ELSEWHERE]);
});
afterEach(() => test.dispose());

const effectOf = (operation: string, oncePer?: string): EffectRequest =>
  ({
    id: `run/${operation}/1`,
    kind: 'call',
    input: { operation, input: { order: 'CMD-1' }, ...(oncePer === undefined ? {} : { oncePer }) } as JsonObject,
  }) as unknown as EffectRequest;

const claimOf = (caseNumber: string, effectId: string): Claim => ({
  caseNumber,
  effectId,
  operation: 'comptabilite.refund',
  oncePer: 'CMD-1',
  input: { order: 'CMD-1' },
  notDone: [],
});
const about = { subject: HERE, key: HERE };

describe('what a call means to whoever decides on it after a restore', () => {
  it('is nothing to fear for one that only reads', () => {
    const { meaning } = callTraits({ operations }, test.ledger);
    expect(meaning?.(effectOf('boutique.order'), about as never)).toEqual({
      does: 'boutique.order',
      changes: 'nothing',
    });
  });

  it('is told with the very key that the receiver knows it by', async () => {
    const { meaning } = callTraits({ operations }, test.ledger);
    const effect = effectOf('comptabilite.refund', 'CMD-1');
    const state = await test.ledger.claim(claimOf(HERE, effect.id));
    const key = state.kind === 'free' ? state.entry.idempotencyKey : undefined;
    expect(key).toMatch(/./);
    expect(meaning?.(effect, about as never)).toEqual({ does: 'comptabilite.refund', changes: 'once', onceBy: key });
  });

  it('once told as made, keeps every other case from making it again', async () => {
    const { record } = callTraits({ operations }, test.ledger);
    const answer = await record?.(effectOf('comptabilite.refund', 'CMD-1'), RESULT, about as never);
    expect(answer).toEqual(RESULT);
    expect(await test.ledger.claim(claimOf(ELSEWHERE, 'other/1'))).toMatchObject({ kind: 'taken', caseNumber: HERE });
  });

  it('cannot be told as made when another case made it', async () => {
    await test.ledger.claim(claimOf(ELSEWHERE, 'other/1'));
    const { record } = callTraits({ operations }, test.ledger);
    await expect(record?.(effectOf('comptabilite.refund', 'CMD-1'), RESULT, about as never)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(ELSEWHERE),
    });
  });

  it.each([undefined, {}, { kind: 'done' }, { kind: 'refused' }, 'yes'])('is not taken from %j', async (result) => {
    const { record } = callTraits({ operations }, test.ledger);
    await expect(record?.(effectOf('comptabilite.refund', 'CMD-1'), result, about as never)).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });
});
