import { caseChanged, type Draft, mailReceived } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { afterEach, describe, expect, it } from '@jest/globals';
import { mailData, openTestKernel, recordingFlow, type TestKernel } from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
let test: TestKernel;
afterEach(() => test.dispose());

const mail = (id: string, subject = CASE) => mailReceived.about(subject, mailData(id)) as Draft<never>;

describe('a stop', () => {
  it('under load loses nothing and repeats nothing', async () => {
    test = await openTestKernel({ limits: { maxTurn: 7 } });
    const cases = ['AAAA-AAAA-A', 'BBBB-BBBB-B', 'CCCC-CCCC-C'];
    const numbers = Array.from({ length: 60 }, (_, index) => `m${index}`);
    for (let stops = 0; stops < 5; stops += 1) {
      await test.run(recordingFlow());
      for (const number of numbers.slice(stops * 12, stops * 12 + 12))
        await test.send(...cases.map((subject) => mail(number, subject)));
      await test.restart();
    }
    const runner = await test.run(recordingFlow());
    await test.idle();
    for (const subject of cases) expect((await runner.read(subject))?.state.seen).toEqual(numbers);
    const ids = (await test.published(caseChanged)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(cases.length * numbers.length);
  });

  it.each([
    { name: 'store', op: 'write', code: 'STORE_UNAVAILABLE' },
    { name: 'bus', op: 'publish', code: 'BUS_UNAVAILABLE' },
  ] as const)(
    'does not hang when the $name cannot be had, and what was under way comes again',
    async ({ op, code }) => {
      test = await openTestKernel();
      await test.run(recordingFlow());
      let failures = 0;
      test.faults.at = (point) => {
        if (point.op !== op || point.when !== 'before') return;
        failures += 1;
        throw new AppError(code, 'away', { retry: 'later' });
      };
      await test.send(mail('m1'));
      await test.until(() => failures > 3);
      await test.restart();
      const runner = await test.run(recordingFlow());
      await test.idle();
      expect((await runner.read(CASE))?.state.seen).toEqual(['m1']);
      expect((await test.published(caseChanged)).length).toBe(1);
    },
  );

  it('hands an event that waits to be tried again back to the bus instead of giving it up', async () => {
    test = await openTestKernel({ limits: { handlerBackOff: { baseMs: 1e9, maxMs: 1e9 }, handlerAttempts: 3 } });
    let failed = false;
    const failing = recordingFlow().on(mailReceived, () => {
      failed = true;
      throw new Error('bug');
    });
    await test.run(failing);
    await test.send(mail('m1'), mail('m2'));
    await test.until(() => failed);
    await test.restart();
    const runner = await test.run(recordingFlow());
    await test.idle();
    expect(await test.parking().list()).toEqual([]);
    expect((await runner.read(CASE))?.state.seen).toEqual(['m1', 'm2']);
  });

  it('hands what waits behind effects back too, though they take no end', async () => {
    test = await openTestKernel();
    const busy = recordingFlow()
      .on(mailReceived, ({ id, data }, { seen }) => ({
        state: { seen: [...seen, data.mailId] },
        effects: Array.from({ length: 600 }, (_, index) => ({ id: `${id}/${index}`, kind: 'act', input: null })),
      }))
      .onEffect(
        'act',
        (_, { signal }) => test.clock.wait(1e12, signal),
        () => ({}),
      );
    const runner = await test.run(busy);
    for (const id of ['m1', 'm2', 'm3']) {
      await test.send(mail(id));
      await test.until(async () => id === 'm3' || ((await runner.read(CASE))?.state.seen ?? []).includes(id));
    }
    await test.restart();
    const next = await test.run(
      recordingFlow().onEffect(
        'act',
        async () => undefined,
        () => ({}),
      ),
    );
    await test.idle();
    expect((await next.read(CASE))?.state.seen).toEqual(['m1', 'm2', 'm3']);
  });

  it('can be asked for twice', async () => {
    test = await openTestKernel();
    const runner = await test.run(recordingFlow());
    await Promise.all([runner.stop(), runner.stop()]);
    expect(runner.busy()).toBe(false);
  });
});
