import { caseChanged, type Draft } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Runner } from './runner.ts';
import { caseChangedData, openTestKernel, type Recorded, recordingFlow, type TestKernel } from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
let test: TestKernel;
afterEach(() => test.dispose());

const flow = () =>
  recordingFlow()
    .onCommand('add', (payload, { seen }) => ({
      answer: seen.length + 1,
      state: { seen: [...seen, String(payload)] },
      events: [caseChanged.about(CASE, caseChangedData(String(payload))) as Draft],
    }))
    .onCommand('refuse', () => {
      throw new Error('no');
    });

async function open(): Promise<Runner<Recorded>> {
  test = await openTestKernel();
  await test.kernel().keys.ensure([CASE]);
  return test.run(flow());
}

describe('a command', () => {
  it('is durable when it resolves, with the handler’s answer', async () => {
    const runner = await open();
    expect(await runner.command({ key: CASE }, 'add', 'a')).toBe(1);
    test.faults.crash();
    await test.restart();
    expect((await (await test.run(flow())).read(CASE))?.state.seen).toEqual(['a']);
  });

  it('takes effect once under its id', async () => {
    const runner = await open();
    await runner.command({ key: CASE, id: 'x' }, 'add', 'a');
    expect(await runner.command({ key: CASE, id: 'x' }, 'add', 'a')).toBeUndefined();
    expect((await runner.read(CASE))?.state.seen).toEqual(['a']);
  });

  it('that its handler refuses leaves no trace, and those beside it stand', async () => {
    const runner = await open();
    const answers = await Promise.allSettled([
      runner.command({ key: CASE }, 'add', 'a'),
      runner.command({ key: CASE, id: 'r' }, 'refuse', 'b'),
      runner.command({ key: CASE }, 'add', 'c'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const doc = await runner.read(CASE);
    expect(doc?.state.seen).toEqual(['a', 'c']);
    expect(doc?.inbox.map(([id]) => id)).not.toContain('r');
  });

  it('alone and refused, writes no document', async () => {
    const runner = await open();
    await expect(runner.command({ key: CASE }, 'refuse', 'b')).rejects.toThrow('no');
    expect(await runner.read(CASE)).toBeUndefined();
  });

  it('is refused while the store cannot be had, and the next one goes through', async () => {
    const runner = await open();
    test.faults.at = ({ op }) => {
      if (op === 'read') throw new AppError('STORE_UNAVAILABLE', 'away', { retry: 'later' });
    };
    const refused = expect(runner.command({ key: CASE }, 'add', 'a')).rejects.toMatchObject({ retry: 'later' });
    await test.until(() => !runner.busy());
    await refused;
    test.faults.at = undefined;
    expect(await runner.command({ key: CASE }, 'add', 'b')).toBe(1);
  });

  it('about someone erased is refused, and never seems done', async () => {
    const runner = await open();
    await test.kernel().keys.destroy(CASE);
    await expect(runner.command({ key: CASE }, 'add', 'a')).rejects.toMatchObject({ code: 'KEY_ERASED' });
  });

  it('is refused once the runner has stopped', async () => {
    const runner = await open();
    await runner.stop();
    await expect(runner.command({ key: CASE }, 'add', 'a')).rejects.toMatchObject({ code: 'NOT_RUNNING' });
  });
});

describe('the outbox of a command', () => {
  it('is published after a restart when the process died before the publish', async () => {
    const runner = await open();
    test.faults.crashAt(({ when, op, name }) => when === 'before' && op === 'publish' && name === 'case.changed');
    await runner.command({ key: CASE }, 'add', 'a');
    await test.until(() => test.faults.isDead());
    await test.restart();
    await test.run(flow());
    await test.idle();
    expect((await test.published(caseChanged)).map(({ data }) => data.step)).toEqual(['a']);
  });

  it('is no longer pending soon after it is published', async () => {
    const runner = await open();
    await runner.command({ key: CASE }, 'add', 'a');
    expect((await runner.read(CASE))?.pending).toBeDefined();
    await test.idle();
    await test.clock.advance(10_000);
    await test.until(async () => (await runner.read(CASE))?.pending === undefined);
    expect((await runner.read(CASE))?.outbox).toEqual([]);
  });
});
