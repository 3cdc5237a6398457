/** Versions N and N−1 of a service in one group: during an upgrade both run, and either may publish. */
import { type Draft, deadLettered, deadLetterTopic, mailReceived } from '@facteur/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Runner } from './runner.ts';
import { mailData, openTestKernel, type Recorded, recordingFlow, type TestKernel } from './testing/index.ts';

let test: TestKernel;
beforeEach(async () => {
  test = await openTestKernel();
});
afterEach(() => test.dispose());

const version2 = { ...mailReceived, version: 2, type: 'facteur.mail.received.v2' };
/** Enough for both partitions to have some. */
const CASES = Array.from({ length: 12 }, (_, index) => `case-${index}`);

const oldFlow = () => recordingFlow();
const newFlow = () =>
  recordingFlow().on(version2, (event, { seen }: Recorded) => ({ state: { seen: [...seen, event.data.mailId] } }));

const mails = (version: typeof mailReceived, id: string): Draft<never>[] =>
  CASES.map((subject) => ({ definition: version, subject, data: mailData(id) }) as unknown as Draft<never>);

async function seenOf(runner: Runner<Recorded>): Promise<Map<string, readonly string[]>> {
  const documents = await Promise.all(CASES.map((key) => runner.read(key)));
  return new Map(documents.map((doc, index) => [CASES[index] ?? '', doc?.state.seen ?? []]));
}

async function stop(runner: Runner): Promise<void> {
  let isStopped = false;
  void runner.stop().then(() => {
    isStopped = true;
  });
  await test.until(() => isStopped);
}

describe('versions N and N−1 side by side', () => {
  it('both handle what version N−1 publishes; what version N publishes waits, in order, until a process of version N has it', async () => {
    const older = await test.run(oldFlow());
    const newer = await test.run(newFlow());
    await test.send(...mails(mailReceived, 'm1'));
    await test.idle();
    expect([...(await seenOf(newer)).values()]).toEqual(CASES.map(() => ['m1']));

    await test.send(...mails(version2, 'm2'));
    await test.send(...mails(mailReceived, 'm3'));
    const handled = (seen: readonly string[]): boolean => seen.length === 3;
    await test.until(async () => [...(await seenOf(newer)).values()].some(handled));
    await test.clock.advance(30_000);
    const meanwhile = [...(await seenOf(newer)).values()];
    // Those of the older process' partition wait whole: nothing that came later overtakes.
    expect(meanwhile.filter((seen) => !handled(seen)).every((seen) => seen.length === 1)).toBe(true);
    expect(meanwhile.some((seen) => !handled(seen))).toBe(true);

    await stop(older);
    await test.until(async () => [...(await seenOf(newer)).values()].every(handled));
    expect([...(await seenOf(newer)).values()]).toEqual(CASES.map(() => ['m1', 'm2', 'm3']));
    expect(await test.published(deadLettered, deadLetterTopic('journey-orchestrator'))).toEqual([]);
  });
});
