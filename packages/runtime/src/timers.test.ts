import { caseChanged, type Draft, timerFired } from '@facteur/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Runner } from './runner.ts';
import { caseChangedData, openTestKernel, type Recorded, recordingFlow, type TestKernel } from './testing/index.ts';
import { repeat } from './timers.ts';

const CASE = '7Q2K-9MXD-4';
let test: TestKernel;
afterEach(() => test.dispose());

type Set = Record<string, number | null>;

/** Sets timers by command; notes each that falls. */
const flow = () =>
  recordingFlow()
    .onCommand('set', (timers) => ({ timers: timers as Set }))
    .onTimer((timer, { seen }, { subject }) => ({
      state: { seen: [...seen, timer] },
      events: [caseChanged.about(subject, caseChangedData(timer)) as Draft],
    }));

/** Scans only when told to. */
async function open(): Promise<Runner<Recorded>> {
  test = await openTestKernel({ limits: { timerPollMs: 1e12 } });
  await test.kernel().keys.ensure([CASE]);
  return test.run(flow());
}

const inMs = (ms: number): number => test.clock.now() + ms;
const seen = async (runner: Runner<Recorded>) => (await runner.read(CASE))?.state.seen;

describe('a timer', () => {
  it('fires at its time and not before', async () => {
    const runner = await open();
    await runner.command({ key: CASE }, 'set', { remind: inMs(10_000) });
    await test.clock.advance(9_000);
    expect(await runner.fireTimers()).toBe(0);
    await test.clock.advance(1_000);
    expect(await runner.fireTimers()).toBe(1);
    await test.idle();
    expect(await seen(runner)).toEqual(['remind']);
    expect((await runner.read(CASE))?.timers).toEqual({});
  });

  it('is looked for by itself', async () => {
    test = await openTestKernel();
    await test.kernel().keys.ensure([CASE]);
    const runner = await test.run(flow());
    await runner.command({ key: CASE }, 'set', { remind: inMs(10_000) });
    await test.clock.advance(10_000);
    await test.clock.advance(1_000);
    await test.until(async () => (await seen(runner))?.length === 1);
    expect(await seen(runner)).toEqual(['remind']);
  });

  it('fires once although two runners scan twice, and after a restart again', async () => {
    const one = await open();
    const two = await test.run(flow());
    await one.command({ key: CASE }, 'set', { remind: inMs(10_000) });
    await test.clock.advance(10_000);
    await Promise.all([one.fireTimers(), two.fireTimers()]);
    await Promise.all([one.fireTimers(), two.fireTimers()]);
    await test.idle();
    await test.restart();
    const later = await test.run(flow());
    await later.fireTimers();
    await test.idle();
    expect(await seen(later)).toEqual(['remind']);
    expect(new Set((await test.published(timerFired)).map(({ id }) => id)).size).toBe(1);
  });

  it('fires once after the clock jumped far ahead, and no more when it is set back', async () => {
    const runner = await open();
    await runner.command({ key: CASE }, 'set', { remind: inMs(10_000) });
    await test.clock.advance(6 * 3_600_000);
    await runner.fireTimers();
    await test.idle();
    await test.clock.advance(-5 * 3_600_000);
    await runner.command({ key: CASE }, 'set', { later: inMs(5_000) });
    expect(await runner.fireTimers()).toBe(0);
    await test.clock.advance(5_000);
    await runner.fireTimers();
    await test.idle();
    expect(await seen(runner)).toEqual(['remind', 'later']);
  });

  it('survives a restart', async () => {
    const before = await open();
    await before.command({ key: CASE }, 'set', { remind: inMs(10_000) });
    await test.restart();
    await test.clock.advance(10_000);
    const runner = await test.run(flow());
    await runner.fireTimers();
    await test.idle();
    expect(await seen(runner)).toEqual(['remind']);
  });

  it.each([
    { name: 'cancelled', change: null },
    { name: 'set to another time', change: 60_000 },
  ])('that was $name after it fired is ignored', async ({ change }) => {
    const runner = await open();
    await runner.command({ key: CASE }, 'set', { remind: inMs(10_000) });
    await test.clock.advance(10_000);
    // The event is on its way when the timer changes.
    await runner.stop();
    await runner.fireTimers();
    await test.restart();
    const paused = recordingFlow().onCommand('set', (timers) => ({ timers: timers as Set }));
    const setter = await test.run(paused);
    await setter.command({ key: CASE }, 'set', { remind: change === null ? null : inMs(change) });
    await setter.stop();
    const next = await test.run(flow());
    await test.idle();
    expect(await seen(next)).toEqual([]);
    expect((await test.published(timerFired)).length).toBe(1);
  });

  it('set into the past falls due at once, as often as it is set to the same time', async () => {
    const runner = await open();
    const past = inMs(-1_000);
    for (const round of [1, 2]) {
      await runner.command({ key: CASE }, 'set', { remind: past });
      await runner.fireTimers();
      await test.idle();
      expect(await seen(runner)).toHaveLength(round);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e18])(
    'set to %s is refused, so that it cannot stop the others',
    async (due) => {
      const runner = await open();
      await expect(runner.command({ key: CASE }, 'set', { remind: due })).rejects.toThrow(/no time/);
    },
  );

  it('of another flow is left alone', async () => {
    const runner = await open();
    await runner.command({ key: CASE }, 'set', { remind: inMs(1) });
    const draft = timerFired.about(CASE, {
      flow: 'ingest',
      key: CASE,
      timer: 'remind',
      dueAt: '2026-01-05T09:00:00.001Z',
    });
    await test.send(draft as Draft<never>);
    await test.idle();
    expect(await seen(runner)).toEqual([]);
  });

  it('of someone erased is not fired', async () => {
    const runner = await open();
    await runner.command({ key: CASE }, 'set', { remind: inMs(1) });
    await test.kernel().keys.destroy(CASE);
    await test.clock.advance(10);
    expect(await runner.fireTimers()).toBe(0);
  });

  it('whose event was dropped is cancelled: it would come again and fail again', async () => {
    test = await openTestKernel({ limits: { timerPollMs: 1e12 } });
    await test.kernel().keys.ensure([CASE]);
    const failing = recordingFlow()
      .onCommand('set', (timers) => ({ timers: timers as Set }))
      .onTimer(() => {
        throw new Error('broken');
      });
    const runner = await test.run(failing);
    await runner.command({ key: CASE }, 'set', { remind: inMs(1) });
    await test.clock.advance(10);
    await runner.fireTimers();
    await test.idle();
    expect(await test.parking().list()).toHaveLength(1);
    expect(await runner.dropParked(CASE)).toBe(0);
    expect((await runner.read(CASE))?.timers).toEqual({});
    expect(await test.parking().list()).toEqual([]);
  });
});

describe('periodic work', () => {
  it.each([
    { name: 'begins at its times, however long it takes', tookMs: 300, everyMs: 500 },
    { name: 'leaves a fifth of them free when it takes as long as they are apart', tookMs: 500, everyMs: 600 },
    { name: 'leaves as much free when it takes far longer', tookMs: 5_000, everyMs: 5_100 },
  ])('$name', async ({ tookMs, everyMs }) => {
    test = await openTestKernel();
    const { clock } = test;
    const from = clock.now();
    const begun: number[] = [];
    const stopping = new AbortController();
    const running = repeat(test.kernel(), 500, stopping.signal, 'work', async () => {
      begun.push(clock.now() - from);
      await clock.wait(tookMs);
    });
    await clock.advance(2 * everyMs);
    stopping.abort();
    await clock.advance(tookMs);
    await running;
    expect(begun).toEqual([0, everyMs, 2 * everyMs]);
  });
});
