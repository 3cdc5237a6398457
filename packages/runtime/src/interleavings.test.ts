/**
 * Whatever order things happen in, and wherever the process fails or dies: every input has its effect once, in order. The seed
 * chooses how much goes wrong; where it does depends on the disk too, so that every run tries something new.
 */
import { caseChanged, type Draft, mailReceived } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { seededRandom } from '@facteur/primitives/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { defineFlow } from './flow.ts';
import type { Runner } from './runner.ts';
import {
  caseChangedData,
  mailData,
  openTestKernel,
  type Recorded,
  recordingFlow,
  type TestKernel,
} from './testing/index.ts';

const CASES = ['AAAA-AAAA-A', 'BBBB-BBBB-B', 'CCCC-CCCC-C'];
const ACTIONS = 60;
let test: TestKernel;
afterEach(() => test.dispose());

type Chance = (probability: number) => boolean;

const later = () => new AppError('SMTP_UNREACHABLE', 'away', { retry: 'later' });

/** Notes everything that happens to a case, and tells of each in the order in which it was noted. */
function noting(chance: Chance) {
  const note = ({ seen }: Recorded, subject: string, step: string) => {
    if (chance(0.05)) throw new Error('passing');
    return {
      state: { seen: [...seen, step] },
      events: [caseChanged.about(subject, caseChangedData(step)) as Draft],
    };
  };
  return recordingFlow()
    .on(mailReceived, ({ data, subject }, state, { now }) => ({
      ...note(state, subject, data.mailId),
      effects: data.mailId.endsWith('0') ? [{ id: data.mailId, kind: 'act', input: null }] : [],
      timers: data.mailId.endsWith('1') ? { [data.mailId]: now + 700 } : {},
    }))
    .onCommand('note', (step, state, { subject }) => note(state, subject, String(step)))
    .onTimer((timer, state, { subject }) => note(state, subject, `timer ${timer}`))
    .onEffect(
      'act',
      async () => {
        if (chance(0.3)) throw later();
      },
      ({ id }, { ok }, state, { subject }) => note(state, subject, `effect ${id} ${ok}`),
    );
}

/** Downstream: what it hears, in order. */
const hearing = () =>
  defineFlow<Recorded>('human-handoff-cases', { collection: { name: 'heard' }, initial: () => ({ seen: [] }) }).on(
    caseChanged,
    ({ data }, { seen }) => ({ state: { seen: [...seen, String(data.step)] } }),
  );

/** What must have happened when all is quiet. */
interface Model {
  /** Mails per case, in order. */
  readonly mails: Map<string, string[]>;
  /** Commands that were answered: happened. Others: may have happened. */
  readonly answered: Set<string>;
  readonly asked: Set<string>;
}

const isMail = (step: string): boolean => /^m[\d-]+$/.test(step);

/** Everything that `mails` lead to, without order. */
const consequences = (mails: readonly string[]): string[] =>
  mails.flatMap((id) => [
    id,
    ...(id.endsWith('0') ? [`effect ${id} true`] : []),
    ...(id.endsWith('1') ? [`timer ${id}`] : []),
  ]);

describe('random interleavings', () => {
  it.each([1, 2, 3, 4, 5, 6])('have every effect once and in order (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const chance: Chance = (probability) => random.next() < probability;
    const model: Model = { mails: new Map(CASES.map((key) => [key, []])), answered: new Set(), asked: new Set() };
    test = await openTestKernel({
      seed,
      limits: { maxTurn: 4, handlerAttempts: 1_000, effectAttempts: 1_000, sweepMs: 2_000 },
    });
    await test.kernel().keys.ensure(CASES);
    let runners = await begin(chance);
    for (let action = 0; action < ACTIONS; action += 1) {
      if (test.faults.isDead() || chance(0.05)) {
        await test.restart();
        runners = await begin(chance);
      }
      await act(action, chance, model, runners);
    }
    await test.restart();
    const [noted] = await begin(() => false);
    const heard = await test.run(hearing());
    test.faults.at = undefined;
    await test.idle();
    await test.clock.advance(1_000);
    await noted.fireTimers();
    await test.idle();
    for (const key of CASES) {
      const seen = (await noted.read(key))?.state.seen ?? [];
      const mails = model.mails.get(key) ?? [];
      expect(seen.filter(isMail)).toEqual(mails);
      expect(seen.filter((step) => !step.startsWith('c')).sort()).toEqual(consequences(mails).sort());
      expect((await heard.read(key))?.state.seen ?? []).toEqual(seen);
    }
    const commands = (await Promise.all(CASES.map((key) => noted.read(key)))).flatMap((doc) =>
      (doc?.state.seen ?? []).filter((step) => step.startsWith('c')),
    );
    expect(new Set(commands).size).toBe(commands.length);
    expect(commands).toEqual(expect.arrayContaining([...model.answered]));
    expect([...model.asked]).toEqual(expect.arrayContaining(commands));
    expect(await test.parking().list()).toEqual([]);
  });
});

/** One or two runners of the flow; then things begin to go wrong. */
async function begin(chance: Chance): Promise<[Runner<Recorded>, ...Runner<Recorded>[]]> {
  test.faults.at = undefined;
  const first = await test.run(noting(chance));
  const others = chance(0.4) ? [await test.run(noting(chance))] : [];
  test.faults.at = ({ op }) => {
    if (chance(0.004)) test.faults.crash();
    if (test.faults.isDead() || chance(0.02))
      throw new AppError(op === 'publish' ? 'BUS_UNAVAILABLE' : 'STORE_UNAVAILABLE', 'away', { retry: 'later' });
  };
  return [first, ...others];
}

async function act(action: number, chance: Chance, model: Model, runners: readonly Runner<Recorded>[]): Promise<void> {
  const key = CASES[action % CASES.length] ?? '';
  if (chance(0.6)) {
    const ids = chance(0.3) ? [`m${action}-0`, `m${action}-1`, `m${action}-2`] : [`m${action}`];
    model.mails.get(key)?.push(...ids);
    const sent = await test.send(...ids.map((id) => mailReceived.about(key, mailData(id)) as Draft<never>));
    for (const wire of sent) if (chance(0.1)) await test.sendAgain('mail.received', wire);
  } else {
    const id = `c${action}`;
    model.asked.add(id);
    for (const runner of runners) {
      const answer = runner.command({ key, id }, 'note', id).then(
        () => model.answered.add(id),
        () => undefined,
      );
      if (chance(0.5)) void answer;
      else await Promise.race([answer, test.clock.advance(5)]);
    }
  }
  if (chance(0.5)) await test.clock.advance(chance(0.3) ? 800 : 1);
}
