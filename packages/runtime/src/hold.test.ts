/** After a restore nothing is done twice without a decision. */
import { caseChanged, type Draft, mailReceived } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineFlow, type EffectTraits, type Flow } from './flow.ts';
import { type EffectChange, type Hold, type Holds, openHolds } from './hold.ts';
import { mayBeDone } from './hold-gate.ts';
import type { Runner } from './runner.ts';
import { caseChangedData, mailData, openTestKernel, type TestKernel } from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
const OTHER = '8Q2K-9MXD-5';

interface State {
  readonly seen: readonly string[];
}

let test: TestKernel;
let ran: string[];
let isAway: boolean;
beforeEach(async () => {
  test = await openTestKernel();
  ran = [];
  isAway = true;
});
afterEach(() => test.dispose());

const traits: EffectTraits = {
  meaning: ({ id, kind }) => ({ does: `boutique.${kind}`, onceBy: `key-${id}`, changes: CHANGES[kind] ?? 'once' }),
  record: async (_effect, result) => {
    if (typeof result !== 'string') throw new AppError('BAD_INPUT', 'A text is wanted');
    return `recorded ${result}`;
  },
};
const CHANGES: Readonly<Record<string, EffectChange>> = { read: 'nothing', send: 'again', pay: 'once' };

/** A mail whose id is `pay 1` wants the effect `pay`; results are noted. */
function payingFlow(): Flow<State> {
  const run = async ({ id }: { id: string }) => {
    if (isAway) throw new AppError('CONNECTOR_FAILED', 'away', { retry: 'later' });
    ran.push(id);
    return `ran ${id}`;
  };
  const done = ({ id }: { id: string }, result: { ok: boolean; value?: unknown }, { seen }: State) => {
    if (result.value === 'recorded bad') throw new TypeError('secret words of a customer');
    return { state: { seen: [...seen, `${id}: ${result.ok ? result.value : 'failed'}`] } };
  };
  const wanted = (id: string) => [{ id, kind: id.split(' ')[0] ?? '', input: {} }];
  const initial = (): State => ({ seen: [] });
  return defineFlow<State>('journey-orchestrator', { collection: { name: 'paying' }, initial })
    .on(mailReceived, ({ data }) => ({ effects: wanted(data.mailId) }))
    .on(caseChanged, ({ data }) => ({ effects: wanted(data.step ?? '') }))
    .onEffect('pay', run, done, traits)
    .onEffect('send', run, done, traits)
    .onEffect('read', run, done, traits);
}

const mail = (id: string, subject = CASE) => mailReceived.about(subject, mailData(id)) as Draft<never>;
const seen = async (runner: Runner<State>, key = CASE) => (await runner.read(key))?.state.seen ?? [];
const holds = (): Promise<Holds> => openHolds(test.kernel().store);

/** The process ends while its effects could not be done; what follows is as after a restore. */
async function restore(changes: Partial<Hold> = {}, cases: readonly string[] = []): Promise<Runner<State>> {
  await test.restart();
  await test.clock.advance(1_000);
  const now = test.clock.now();
  await (await holds()).begin({ restoredAt: now, backupAt: now - 60_000, ...changes }, cases);
  isAway = false;
  const runner = await test.run(payingFlow());
  await test.idle();
  return runner;
}

/** Begins cases whose effects cannot be done yet. */
async function begin(...drafts: readonly Draft<never>[]): Promise<void> {
  await test.run(payingFlow());
  await test.send(...drafts);
  await test.kernel().bus.idle();
}

describe('After a restore', () => {
  it('what the restored state wants done waits for a decision, restarts included', async () => {
    await begin(mail('pay 1'), mail('send 2', OTHER));
    await restore();
    await test.restart();
    const runner = await test.run(payingFlow());
    await test.clock.advance(120_000);
    await test.idle();
    expect(ran).toEqual([]);
    expect(runner.busy()).toBe(false);
    expect(await (await holds()).list()).toMatchObject([
      { case: CASE, does: 'boutique.pay', onceBy: 'key-pay 1', changes: 'once', status: 'held' },
      { case: OTHER, does: 'boutique.send', onceBy: 'key-send 2', changes: 'again', status: 'held' },
    ]);
    expect(await (await holds()).count()).toBe(2);
  });

  it('an effect that is released is done once', async () => {
    await begin(mail('pay 1'));
    const runner = await restore();
    const [held] = await (await holds()).list();
    await (await holds()).decide(held?.id ?? '', 'released');
    await runner.resume(CASE, CASE);
    await runner.resume(CASE, CASE);
    await test.idle();
    expect(ran).toEqual(['pay 1']);
    expect(await seen(runner)).toEqual(['pay 1: ran pay 1']);
    expect(await (await holds()).count()).toBe(0);
    await expect((await holds()).decide(held?.id ?? '', 'released')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('an effect that was done outside is not done, and its case goes on with the result that is told', async () => {
    await begin(mail('pay 1'));
    const runner = await restore();
    const [held] = await (await holds()).list();
    await (await holds()).decide(held?.id ?? '', 'told');
    await expect((await holds()).decide(held?.id ?? '', 'released')).rejects.toMatchObject({ code: 'CONFLICT' });
    await runner.tellResult(CASE, 'pay 1', 'R-7');
    await (await holds()).decide(held?.id ?? '', 'done');
    await test.idle();
    expect(ran).toEqual([]);
    expect(await seen(runner)).toEqual(['pay 1: recorded R-7']);
    await expect(runner.tellResult(CASE, 'pay 1', 'R-8')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    { name: 'that the effect cannot have', result: 7 },
    { name: 'that its handler cannot take', result: 'bad' },
  ])('a result $name is refused, and the effect goes on waiting', async ({ result }) => {
    await begin(mail('pay 1'));
    const runner = await restore();
    const refused = runner.tellResult(CASE, 'pay 1', result);
    await expect(refused).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(refused).rejects.not.toThrow(/secret/);
    await test.idle();
    expect((await runner.read(CASE))?.effects).toHaveLength(1);
    expect(await (await holds()).count()).toBe(1);
  });

  it('reads need no decision', async () => {
    await begin(mail('read 1'));
    const runner = await restore();
    await runner.resumeAll();
    await test.idle();
    expect(ran).toEqual(['read 1']);
  });

  it('cases that begin afterwards go on', async () => {
    await begin(mail('pay 1'));
    await restore();
    await test.clock.advance(1);
    await test.send(mail('pay 2', OTHER));
    await test.idle();
    expect(ran).toEqual(['pay 2']);
  });

  it('what must happen once waits in every case that began before, whatever leads to it now', async () => {
    await begin(mail('read 1'));
    await restore();
    await test.clock.advance(1);
    await test.send(caseChanged.about(CASE, caseChangedData('pay 2')) as Draft<never>);
    await test.idle();
    expect(ran).toEqual(['read 1']);
    expect(await (await holds()).list()).toMatchObject([{ does: 'boutique.pay', status: 'held' }]);
  });

  it('what must happen once waits in cases whose events had not been handled', async () => {
    await begin();
    await restore({}, [CASE]);
    await test.clock.advance(1);
    await test.send(mail('pay 1'), mail('send 2'));
    await test.send(mail('pay 3', OTHER));
    await test.idle();
    expect(ran).not.toContain('pay 1');
    expect(ran).toContain('pay 3');
  });

  it('a new mail of a case waits behind what is held of it, and follows', async () => {
    await begin(mail('pay 1'), mail('read 3', OTHER));
    const runner = await restore();
    await test.clock.advance(1);
    await test.send(mail('send 2'), mail('send 4', OTHER));
    await test.idle();
    expect(ran.toSorted()).toEqual(['read 3', 'send 4']);
    const [held, behind] = await (await holds()).list();
    expect(behind).toMatchObject({ does: 'boutique.send', status: 'behind' });
    await (await holds()).decide(held?.id ?? '', 'released');
    await runner.resume(CASE, CASE);
    await test.idle();
    expect(ran.toSorted()).toEqual(['pay 1', 'read 3', 'send 2', 'send 4']);
  });

  it('ending the hold lets everything go, here and in processes that do not know of it', async () => {
    await begin(mail('pay 1'), mail('pay 2', OTHER));
    const runner = await restore();
    await (await holds()).end();
    await test.clock.advance(60_000);
    await test.idle();
    expect(ran.toSorted()).toEqual(['pay 1', 'pay 2']);
    expect(runner.busy()).toBe(false);
    expect(await (await holds()).inForce()).toBeUndefined();
  });

  it('a second restore forgets what was decided after the first', async () => {
    await begin(mail('pay 1'));
    await restore();
    const [held] = await (await holds()).list();
    await (await holds()).decide(held?.id ?? '', 'released');
    await restore();
    expect(ran).toEqual([]);
    expect(await (await holds()).count()).toBe(1);
  });
});

describe('mayBeDone', () => {
  it.each([
    { name: 'a read', since: 1, bornMs: 1, changes: 'nothing' as const, expected: false },
    { name: 'a mail asked for before', since: 9, bornMs: 1, changes: 'again' as const, expected: true },
    {
      name: 'a mail asked for at an unknown time',
      since: undefined,
      bornMs: 1,
      changes: 'again' as const,
      expected: true,
    },
    { name: 'a mail asked for since', since: 10, bornMs: 1, changes: 'again' as const, expected: false },
    {
      name: 'a payment asked for since, of an older case',
      since: 10,
      bornMs: 9,
      changes: 'once' as const,
      expected: true,
    },
    {
      name: 'a payment of a case of unknown age',
      since: 10,
      bornMs: undefined,
      changes: 'once' as const,
      expected: true,
    },
    { name: 'a payment of a case that began since', since: 10, bornMs: 10, changes: 'once' as const, expected: false },
  ])('of $name is $expected', ({ since, bornMs, changes, expected }) => {
    expect(mayBeDone({ since }, { bornMs }, changes, 10)).toBe(expected);
  });
});
