import { caseChanged, type Draft, deadLettered, deadLetterTopic, reviewRequested } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openEffectPool } from './effects.ts';
import type { EffectRunner } from './flow.ts';
import type { Runner } from './runner.ts';
import {
  caseChangedData,
  openTestKernel,
  type Recorded,
  recordingFlow,
  type TestKernel,
  type TestKernelOptions,
} from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
let test: TestKernel;
afterEach(() => test.dispose());

/** The command `do` asks for effects by their ids; each result is noted as `id:value` or `id:code`. */
const flow = (run: EffectRunner) =>
  recordingFlow()
    .onCommand('do', (ids) => ({ effects: (ids as string[]).map((id) => ({ id, kind: 'act', input: id })) }))
    .onEffect('act', run, ({ id }, result, { seen }, { subject }) => ({
      state: { seen: [...seen, `${id}:${result.ok ? result.value : result.code}`] },
      events: [caseChanged.about(subject, caseChangedData(id)) as Draft],
    }));

async function open(run: EffectRunner, options?: TestKernelOptions): Promise<Runner<Recorded>> {
  test = await openTestKernel(options);
  await test.kernel().keys.ensure([CASE]);
  return test.run(flow(run));
}

const state = async (runner: Runner<Recorded>) => (await runner.read(CASE))?.state.seen;
const later = () => new AppError('SMTP_UNREACHABLE', 'away', { retry: 'later' });

/** A promise that a test resolves. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('an effect', () => {
  it('runs after the write that asks for it, and its result is applied once', async () => {
    let versionSeen: number | undefined;
    const runner: Runner<Recorded> = await open(async () => {
      versionSeen = (await runner.read(CASE))?.version;
      return 'done';
    });
    await runner.command({ key: CASE }, 'do', ['a']);
    await test.idle();
    expect(versionSeen).toBe(1);
    expect(await state(runner)).toEqual(['a:done']);
    expect((await runner.read(CASE))?.effects).toEqual([]);
    expect((await test.published(caseChanged)).map(({ data }) => data.step)).toEqual(['a']);
  });

  it.each([
    { name: 'under way', wait: false },
    { name: 'done', wait: true },
  ])('asked for again while it is $name is not done again', async ({ wait }) => {
    let runs = 0;
    const runner = await open(async () => {
      runs += 1;
      return runs;
    });
    await runner.command({ key: CASE }, 'do', ['a', 'a']);
    if (wait) await test.idle();
    await runner.command({ key: CASE }, 'do', ['a']);
    await test.idle();
    await test.clock.advance(120_000);
    await test.idle();
    expect(runs).toBe(1);
    expect(await state(runner)).toEqual(['a:1']);
    expect((await runner.read(CASE))?.pending).toBeUndefined();
  });

  it('does not run twice at once, however often its document is touched and swept', async () => {
    const { opened, open: finish } = gate();
    let runs = 0;
    const runner = await open(async () => {
      runs += 1;
      await opened;
    });
    await runner.command({ key: CASE }, 'do', ['a']);
    await runner.command({ key: CASE }, 'do', ['a']);
    await test.clock.advance(120_000);
    await test.clock.advance(120_000);
    finish();
    await test.idle();
    expect(runs).toBe(1);
  });

  it('is not taken from another process that does it, when that process’s case is touched here', async () => {
    const { opened, open: finish } = gate();
    const runs: string[] = [];
    const run = (name: string) => async () => {
      runs.push(name);
      await opened;
    };
    const one = await open(run('one'));
    const two = await test.run(flow(run('two')));
    await one.command({ key: CASE }, 'do', ['a']);
    await two.command({ key: CASE }, 'do', ['b']);
    finish();
    await test.idle();
    expect(runs).toEqual(['one', 'two']);
    expect(await state(one)).toHaveLength(2);
  });

  it('is tried again with growing waits, and succeeds', async () => {
    const at: number[] = [];
    const runner = await open(
      async () => {
        at.push(test.clock.now());
        if (at.length < 4) throw later();
        return 'done';
      },
      { limits: { effectBackOff: { baseMs: 10_000, maxMs: 100_000 }, effectAttempts: 6 } },
    );
    await runner.command({ key: CASE }, 'do', ['a']);
    while (at.length < 4) await test.clock.advance(1_000);
    await test.idle();
    const waits = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(5_000 * 2 ** index);
    expect(await state(runner)).toEqual(['a:done']);
  });

  it.each([
    { name: 'after its attempts', thrown: later(), expectedRuns: 3, code: 'SMTP_UNREACHABLE' },
    {
      name: 'at once when trying again is useless',
      thrown: new AppError('SMTP_REFUSED', 'no'),
      expectedRuns: 1,
      code: 'SMTP_REFUSED',
    },
    { name: 'at once on an error that nobody foresaw', thrown: new Error('bug'), expectedRuns: 1, code: 'INTERNAL' },
  ])('gives its error as the result $name', async ({ thrown, expectedRuns, code }) => {
    let runs = 0;
    const runner = await open(
      async () => {
        runs += 1;
        throw thrown;
      },
      { limits: { effectAttempts: 3 } },
    );
    await runner.command({ key: CASE }, 'do', ['a']);
    await test.idle();
    expect(runs).toBe(expectedRuns);
    expect(await state(runner)).toEqual([`a:${code}`]);
  });

  it.each([
    { name: 'before it began', point: 'write recordings', runs: 1 },
    { name: 'after it was done, before its result was written', point: undefined, runs: 2 },
  ])('is taken up after a crash $name', async ({ point, runs: expectedRuns }) => {
    let runs = 0;
    const run = async () => {
      runs += 1;
      if (runs === 1 && point === undefined) test.faults.crash();
      return 'done';
    };
    const runner = await open(run);
    if (point) test.faults.crashAt(({ when, op, name }) => when === 'after' && `${op} ${name}` === point);
    await Promise.allSettled([runner.command({ key: CASE }, 'do', ['a'])]);
    await test.until(() => test.faults.isDead());
    await test.restart();
    const next = await test.run(flow(run));
    await test.idle();
    expect(runs).toBe(expectedRuns);
    expect(await state(next)).toEqual(['a:done']);
  });

  it('that runs is waited for by the stop, and its result is written', async () => {
    const { opened, open: finish } = gate();
    const runner = await open(async () => {
      await opened;
      return 'done';
    });
    await runner.command({ key: CASE }, 'do', ['a']);
    const stopped = runner.stop();
    finish();
    await stopped;
    expect(await state(runner)).toEqual(['a:done']);
  });

  it.each([
    { name: 'waits to be tried again', limits: { effectBackOff: { baseMs: 60_000, maxMs: 60_000 } }, run: later },
    { name: 'was cut short by it', limits: {}, run: undefined },
  ])('that $name stays written over a stop, and is done after it', async ({ limits, run }) => {
    let begun = false;
    const runner = await open(
      async (_, { signal }) => {
        begun = true;
        if (run) throw run();
        await test.clock.wait(1e12, signal);
        throw new Error('cut short');
      },
      { limits },
    );
    await runner.command({ key: CASE }, 'do', ['a']);
    await test.until(() => begun);
    await test.restart();
    const next = await test.run(flow(async () => 'done'));
    await test.idle();
    expect(await state(next)).toEqual(['a:done']);
  });

  it('whose result no handler can take is not done again; people are told, without what was in it', async () => {
    let runs = 0;
    test = await openTestKernel();
    await test.kernel().keys.ensure([CASE]);
    const failing = recordingFlow()
      .onCommand('do', (ids) => ({ effects: (ids as string[]).map((id) => ({ id, kind: 'act', input: 'secret' })) }))
      .onEffect(
        'act',
        async () => {
          runs += 1;
          return 'secret';
        },
        () => {
          throw new Error('secret');
        },
      );
    const runner = await test.run(failing);
    await runner.command({ key: CASE }, 'do', ['a']);
    await test.idle();
    await test.clock.advance(200_000);
    await test.idle();
    expect(runs).toBe(1);
    expect((await runner.read(CASE))?.effects).toEqual([]);
    const [letter] = await test.published(deadLettered, deadLetterTopic('journey-orchestrator'));
    expect(letter?.data).toMatchObject({ topic: 'effect.act', code: 'INTERNAL' });
    expect(JSON.stringify(letter)).not.toMatch(/secret/);
    expect((await test.published(reviewRequested))[0]?.data.reasons[0]?.code).toBe('handler-failed');
  });

  it('runs beside others up to the limit', async () => {
    let running = 0;
    let most = 0;
    const { opened, open: finish } = gate();
    const runner = await open(
      async () => {
        running += 1;
        most = Math.max(most, running);
        await opened;
        running -= 1;
      },
      { limits: { effectsAtOnce: 3 } },
    );
    await runner.command({ key: CASE }, 'do', ['a', 'b', 'c', 'd', 'e']);
    await test.until(() => running === 3);
    finish();
    await test.idle();
    expect(most).toBe(3);
    expect(await state(runner)).toHaveLength(5);
  });

  it('gives its place to the next one while its result is being written', async () => {
    test = await openTestKernel({ limits: { effectsAtOnce: 1 } });
    const ran: string[] = [];
    const { opened: written, open: write } = gate();
    const pool = openEffectPool(
      flow(async ({ id }) => ran.push(id)),
      test.kernel(),
      { isShut: () => false, holds: async () => false },
      () => written,
    );
    for (const id of ['a', 'b']) pool.start({ id, kind: 'act', input: id }, { key: CASE, subject: CASE, bornMs: 0 });
    await test.until(() => ran.length === 2);
    expect(pool.size()).toBe(2);
    write();
    await pool.below(1);
  });
});
