import { fakeClock } from '@facteur/primitives/testing';
import { expect, it } from '@jest/globals';
import { createSteps } from './steps.ts';

it('a step that hangs says who moved, who stood still, and the last failures', async () => {
  const clock = fakeClock();
  const steps = createSteps(60_000, clock);
  const counts = { publisher: 3, tail: 5 };
  steps.watch(() => counts);
  expect(await steps.take('quick', Promise.resolve('done'))).toBe('done');
  steps.report(new Error('no broker'), { activity: 'tail', attempt: 1 });
  counts.publisher = 10;
  const said = expect(steps.take('on again', new Promise(() => undefined))).rejects.toThrow(
    '"on again" had not ended after 60000 ms: publisher +7, tail stands still at 5\n  {"activity":"tail","attempt":1}: no broker',
  );
  await clock.advance(60_000);
  await said;
});
