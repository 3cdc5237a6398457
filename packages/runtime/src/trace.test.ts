import { caseChanged, type Draft, mailReceived } from '@facteur/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defineFlow } from './flow.ts';
import {
  caseChangedData,
  mailData,
  openTestKernel,
  type Recorded,
  recordingFlow,
  type TestKernel,
} from './testing/index.ts';

const CASE = '7Q2K-9MXD-4';
let test: TestKernel;
afterEach(() => test.dispose());

const parts = (traceparent: unknown) => String(traceparent).split('-');

describe('the trace of events', () => {
  it('stays the same through a chain of flows and an effect, with a new span at each step', async () => {
    test = await openTestKernel();
    await test.run(recordingFlow());
    await test.run(
      defineFlow<Recorded>('human-handoff-cases', { collection: { name: 'down' }, initial: () => ({ seen: [] }) })
        .on(caseChanged, ({ id }, { seen }) =>
          seen.length > 0 ? undefined : { state: { seen: [id] }, effects: [{ id, kind: 'act', input: null }] },
        )
        .onEffect(
          'act',
          async () => 'done',
          (_effect, _result, _state, { subject }) => ({
            events: [caseChanged.about(subject, caseChangedData('after the effect')) as Draft],
          }),
        ),
    );
    const [mail] = await test.send(mailReceived.about(CASE, mailData('m1')) as Draft<never>);
    await test.idle();
    const steps = await test.published(caseChanged);
    expect(steps.map(({ data }) => data.step)).toEqual(['m1', 'after the effect']);
    const traces = [mail, ...steps].map((event) => parts(event?.traceparent));
    expect(new Set(traces.map(([, trace]) => trace)).size).toBe(1);
    expect(new Set(traces.map(([, , span]) => span)).size).toBe(3);
    expect(steps[0]?.causationid).toBe(mail?.id);
  });
});
