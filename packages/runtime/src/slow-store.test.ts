/** A store that cannot do much at a time: it times out on large batches, and the pipeline must not ask for the same one for ever. */
import { type Draft, mailReceived } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mailData, openTestKernel, recordingFlow, type TestKernel } from './testing/index.ts';

const CASES = Array.from({ length: 200 }, (_, index) => `case-${index}`);
const MOST_WRITES = 9;

let test: TestKernel;
beforeEach(async () => {
  test = await openTestKernel();
});
afterEach(() => test.dispose());

describe('a store that answers only to small batches', () => {
  it('gets smaller and smaller ones until all is done, and large ones again once it can', async () => {
    const sizes: number[] = [];
    let isSlow = true;
    test.faults.at = ({ op, when, name, writes = [] }) => {
      if (op !== 'write' || when !== 'before' || name !== 'recordings') return;
      sizes.push(writes.length);
      if (isSlow && writes.length > MOST_WRITES)
        throw new AppError('STORE_UNAVAILABLE', 'no answer in time', { retry: 'later' });
    };
    const runner = await test.run(recordingFlow());
    const send = (id: string) =>
      test.send(...CASES.map((subject) => mailReceived.about(subject, mailData(id)) as Draft<never>));
    await send('m1');
    await test.idle();
    const seen = await Promise.all(CASES.map((key) => runner.read(key)));
    expect(seen.map((doc) => doc?.state.seen)).toEqual(CASES.map(() => ['m1']));
    expect(Math.max(...sizes)).toBeGreaterThan(MOST_WRITES);

    isSlow = false;
    for (const id of ['m2', 'm3', 'm4', 'm5']) {
      await send(id);
      await test.idle();
    }
    expect(Math.max(...sizes.slice(-4))).toBeGreaterThan(MOST_WRITES);
  });
});
