import { AppError, isAppError, type Random } from '@facteur/primitives';
import { type FakeClock, fakeClock, seededRandom } from '@facteur/primitives/testing';
import type { Collection } from '@facteur/store';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CallAnswer, type CallInput, callRunner } from './call.ts';
import { type CompanyOptions, type FakeCompany, fakeCompany, type Trouble } from './testing/fake-company.ts';
import { passing } from './testing/passing.ts';
import { openTestLedger, type TestLedger } from './testing/test-ledger.ts';

const CASE = '7Q2K-9MXD-4';
const REFUND: CallInput = {
  operation: 'comptabilite.refund',
  input: { order: 'CMD-2026-00001', amount: { minor: 4_990, currency: 'EUR' } },
  sender: { address: 'claire@client.example', proven: true },
  oncePer: 'CMD-2026-00001',
};
const DONE = { kind: 'done', output: { refund: 'RB-1' } };

let clock: FakeClock;
let ledger: TestLedger;
beforeEach(async () => {
  clock = fakeClock();
  ledger = await openTestLedger(clock, [CASE]);
});
afterEach(() => ledger.dispose());

interface Attempted {
  readonly input?: Partial<CallInput>;
  readonly effectId?: string;
  readonly through?: Collection;
  readonly signal?: AbortSignal;
}

function call(company: FakeCompany, { input, effectId = 'run/refund/1', through, signal }: Attempted = {}) {
  const runner = callRunner(company, ledger.open(through), clock);
  const effect = { id: effectId, kind: 'call', input: { ...REFUND, ...input } };
  return passing(
    runner(effect, { key: CASE, subject: CASE, signal: signal ?? new AbortController().signal }) as Promise<CallAnswer>,
    clock,
  );
}

/** A collection whose writes fail when `isDown` says so, before or after they took effect. */
function failing(isDown: () => 'before' | 'after' | undefined): Collection {
  return {
    ...ledger.collection,
    async write(writes) {
      const down = isDown();
      const lost = new AppError('STORE_UNAVAILABLE', 'the process died', { retry: 'later' });
      if (down === 'before') throw lost;
      const outcomes = await ledger.collection.write(writes);
      if (down === 'after') throw lost;
      return outcomes;
    },
  };
}

/** A process that dies at the `nth` write. */
function dyingAt(nth: number, when: 'before' | 'after'): Collection {
  let writes = 0;
  return failing(() => {
    writes += 1;
    return writes === nth ? when : undefined;
  });
}

const POINTS = [1, 2, 3].flatMap((nth) => [
  { nth, when: 'before' as const },
  { nth, when: 'after' as const },
]);
const SYSTEMS: (CompanyOptions & { system: string })[] = [
  { system: 'a system that is idempotent', idempotent: true, hasStatus: false },
  { system: 'a system that tells what it did', idempotent: false, hasStatus: true },
];

describe('a call of money', () => {
  it('is made once, and its result is given again', async () => {
    const company = fakeCompany();
    expect(await call(company)).toMatchObject(DONE);
    expect(await call(company)).toMatchObject(DONE);
    expect(company.calls).toHaveLength(1);
    expect(await ledger.entries()).toMatchObject([{ status: 'done' }]);
  });

  it.each(SYSTEMS.flatMap((system) => POINTS.map((point) => ({ ...system, ...point }))))(
    'is made once by $system when the process dies $when write $nth',
    async ({ nth, when, ...options }) => {
      const company = fakeCompany(options);
      await call(company, { through: dyingAt(nth, when) }).catch(() => undefined);
      const again = await call(company).catch(() => call(company));
      expect(again).toMatchObject(DONE);
      expect(company.effects).toHaveLength(1);
    },
  );

  it('is in doubt, and made no second time, where nobody can tell after a crash', async () => {
    const company = fakeCompany({ idempotent: false, hasStatus: false });
    company.fail('comptabilite.refund', 'lost-answer');
    expect((await call(company)).kind).toBe('in-doubt');
    expect((await call(company)).kind).toBe('in-doubt');
    expect(company.effects).toHaveLength(1);
  });

  it('gives an answer that the ledger could not record, where asking again would leave it in doubt', async () => {
    const company = fakeCompany({ idempotent: false, hasStatus: false });
    expect(await call(company, { through: dyingAt(3, 'before') })).toMatchObject(DONE);
  });

  it('waits until no one can be sending before it asks what was done', async () => {
    const company = fakeCompany({ idempotent: false });
    company.fail('comptabilite.refund', 'lost-answer');
    const before = clock.now();
    await call(company);
    expect(clock.now() - before).toBeGreaterThanOrEqual(15_000);
    expect(company.calls.map(({ operation }) => operation)).toEqual(['comptabilite.refund', 'comptabilite.effect']);
  });

  it('stops waiting when the process stops, to be taken up again', async () => {
    const company = fakeCompany({ idempotent: false });
    company.fail('comptabilite.refund', 'lost-request');
    await expect(call(company, { signal: AbortSignal.abort() })).rejects.toMatchObject({ retry: 'later' });
    expect(company.calls).toHaveLength(1);
  });

  it('is in doubt when the system cannot be asked', async () => {
    const company = fakeCompany({ idempotent: false });
    company.fail('comptabilite.refund', 'lost-answer');
    company.fail('comptabilite.effect', 'unsent', 'unsent', 'unsent');
    expect((await call(company)).kind).toBe('in-doubt');
    expect(await call(company)).toMatchObject(DONE);
    expect(company.effects).toHaveLength(1);
  });

  it('is not sent by a process that slept since it began', async () => {
    const company = fakeCompany();
    const through = {
      ...ledger.collection,
      async write(writes: Parameters<Collection['write']>[0]) {
        const outcomes = await ledger.collection.write(writes);
        await clock.advance(6_000);
        return outcomes;
      },
    };
    await expect(call(company, { through })).rejects.toMatchObject({ code: 'CONFLICT', retry: 'later' });
    expect(company.calls).toEqual([]);
    expect(await ledger.entries()).toMatchObject([{ status: 'claimed' }]);
    expect(await call(company)).toMatchObject(DONE);
  });

  it('is free again when nothing left', async () => {
    const company = fakeCompany({ idempotent: false, hasStatus: false });
    company.fail('comptabilite.refund', 'unsent');
    await expect(call(company)).rejects.toMatchObject({ code: 'CONNECTOR_FAILED', retry: 'later' });
    expect(await call(company)).toMatchObject(DONE);
  });

  it('stays in doubt when a later try could not leave', async () => {
    const company = fakeCompany();
    company.fail('comptabilite.refund', 'lost-answer', 'unsent');
    await expect(call(company)).rejects.toThrow();
    await expect(call(company)).rejects.toThrow();
    expect(await ledger.entries()).toMatchObject([{ status: 'sent' }]);
    expect(await call(company, { effectId: 'run/refund/2' })).toMatchObject(DONE);
    expect(company.effects).toHaveLength(1);
  });

  it.each([
    { name: 'without once-per', input: { oncePer: undefined }, code: 'CONNECTOR_FAILED' },
    { name: 'that no connector has', input: { operation: 'nothing.at-all' }, code: 'CONNECTOR_FAILED' },
  ])('$name is not made', async ({ input, code }) => {
    const company = fakeCompany();
    await expect(call(company, { input: input as Partial<CallInput> })).rejects.toMatchObject({ code, retry: 'never' });
    expect(company.calls).toEqual([]);
  });

  it('with other inputs under the same key is refused', async () => {
    const company = fakeCompany();
    await call(company);
    const input = { ...REFUND.input, amount: { minor: 1, currency: 'EUR' } };
    await expect(call(company, { input: { input } })).rejects.toMatchObject({ code: 'CONFLICT', retry: 'never' });
  });
});

describe('a call that changes nothing', () => {
  it('is made each time, without the ledger', async () => {
    const company = fakeCompany();
    const input = { operation: 'boutique.order', input: { number: 'CMD-2026-00001' } };
    for (const _ of [1, 2]) expect((await call(company, { input })).kind).toBe('done');
    expect([company.calls.length, await ledger.entries()]).toEqual([2, []]);
  });
});

describe('two processes that do the same effect, dying at random', () => {
  const chance = (random: Random, share: number): boolean => random.next() < share;

  async function oneProcess(company: FakeCompany, random: Random): Promise<CallAnswer | undefined> {
    const through = failing(() => (chance(random, 0.15) ? (chance(random, 0.5) ? 'before' : 'after') : undefined));
    const runner = callRunner(company, ledger.open(through), clock);
    const effect = { id: 'run/refund/1', kind: 'call', input: REFUND };
    for (let tries = 0; tries < 12; tries += 1) {
      try {
        return (await runner(effect, { key: CASE, subject: CASE, signal: new AbortController().signal })) as CallAnswer;
      } catch (error) {
        if (!isAppError(error) || error.retry === 'never') throw error;
      }
    }
    return undefined;
  }

  it.each(Array.from({ length: 24 }, (_, seed) => ({ seed, ...SYSTEMS[seed % 2] })))(
    'never do it twice, and never lose its result: $system, seed $seed',
    async ({ seed, system: _, ...options }) => {
      const random = seededRandom(seed);
      const company = fakeCompany(options);
      const troubles: Trouble[] = ['lost-request', 'lost-answer', 'unsent'];
      for (let index = 0; index < 3; index += 1) {
        const trouble = troubles[Math.floor(random.next() * 6)];
        if (trouble) company.fail('comptabilite.refund', trouble);
      }
      const answers = await passing(Promise.all([oneProcess(company, random), oneProcess(company, random)]), clock);
      const last = await call(company);
      expect(company.effects).toHaveLength(1);
      expect(last).toMatchObject(DONE);
      const told = answers.filter((answer) => answer !== undefined && answer.kind !== 'in-doubt');
      for (const answer of told) expect(answer).toMatchObject(DONE);
    },
  );
});
