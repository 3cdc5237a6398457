/** Merges, in whatever order and however they cross: pure handlers behind a runner in memory, whose every step can come at any time. */
import { seededRandom } from '@facteur/primitives/testing';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { describe, expect, it } from '@jest/globals';
import { admit, merge } from './merge.ts';
import { type Cases, mergeCases, rootOf } from './merge-cases.ts';
import type { IngestState } from './state.ts';

const caseOf = (number: string, changes: Partial<IngestState> = {}): IngestState => ({
  ...{ mails: [`mail of ${number}`], participants: [`person of ${number}`], mailbox: '', isAcknowledged: true },
  ...changes,
});

interface Memory extends Cases {
  readonly states: Map<string, IngestState>;
  /** Cases of which a merge was told, once each time it was. */
  readonly told: string[];
}

/** Applies commands once per id, as the kernel does. @param turn resolves when a step may take place */
function inMemory(numbers: readonly string[], turn: () => Promise<void>): Memory {
  const states = new Map(numbers.map((number) => [number, caseOf(number)]));
  const told: string[] = [];
  const done = new Set<string>();
  return {
    states,
    told,
    async read(key) {
      await turn();
      const state = states.get(key);
      return state && ({ key, state } as Awaited<ReturnType<Cases['read']>>);
    },
    async command({ key, id = '' }, name, payload) {
      await turn();
      const state = states.get(key);
      if (state === undefined || done.has(`${key}/${id}`)) return undefined;
      done.add(`${key}/${id}`);
      const outcome: Outcome<IngestState> =
        name === 'merge' ? merge(payload, state, { subject: key } as HandlerContext) : admit(payload, state);
      if (outcome.state) states.set(key, outcome.state);
      if ((outcome.events ?? []).length > 0) told.push(key);
      return outcome.answer;
    },
  };
}

const atOnce = async (): Promise<void> => undefined;

/** Lets steps that wait take place one by one, in an order that `seed` draws. */
function drawnTurns(seed: number) {
  const random = seededRandom(seed);
  const waiting: (() => void)[] = [];
  return {
    turn: () => new Promise<void>((resolve) => waiting.push(resolve)),
    async until(work: Promise<unknown>): Promise<void> {
      let isOver = false;
      const over = (): void => {
        isOver = true;
      };
      work.then(over, over);
      while (!isOver) {
        const [next] = waiting.splice(Math.floor(random.next() * waiting.length), 1);
        next?.();
        // What a step leads to asks for its turn some microtasks later.
        for (let tick = 0; tick < 8; tick += 1) await Promise.resolve();
      }
    },
  };
}

async function untilMerged(cases: Cases, goes: string, stays: string): Promise<void> {
  while (!(await mergeCases(cases, goes, stays))) await Promise.resolve();
}

const NUMBERS = ['A', 'B', 'C', 'D', 'E'];

/** Every case goes into another one: with five cases there is always a round. */
function drawnMerges(seed: number): [goes: string, stays: string][] {
  const random = seededRandom(seed);
  const drawn = NUMBERS.map((goes): [string, string] => {
    const others = NUMBERS.filter((number) => number !== goes);
    return [goes, others[Math.floor(random.next() * others.length)] ?? ''];
  });
  return drawn
    .map((merge) => ({ merge, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ merge }) => merge);
}

/** Cases that belong together by `merges`, each named by all of its cases. */
function groupsBy(merges: readonly (readonly [string, string])[]): Map<string, string> {
  const groups = new Map(NUMBERS.map((number) => [number, new Set([number])]));
  for (const [one, other] of merges) {
    const all = new Set([...(groups.get(one) ?? []), ...(groups.get(other) ?? [])]);
    for (const number of all) groups.set(number, all);
  }
  return new Map([...groups].map(([number, all]) => [number, [...all].sort().join('')]));
}

async function expectOneRootPerGroup(cases: Memory, merges: readonly (readonly [string, string])[]): Promise<void> {
  const groups = groupsBy(merges);
  const roots = new Map<string, Set<string>>();
  for (const number of NUMBERS) {
    const root = await rootOf({ read: async (key) => ({ state: cases.states.get(key) }) as never }, number);
    expect(cases.states.get(root)?.mergedInto).toBeUndefined();
    expect(cases.states.get(root)?.participants).toContain(`person of ${number}`);
    const group = groups.get(number) ?? '';
    roots.set(group, new Set([...(roots.get(group) ?? []), root]));
  }
  expect([...roots.values()].map(({ size }) => size)).toEqual([...roots].map(() => 1));
  expect(cases.told).toHaveLength(new Set(cases.told).size);
}

describe('merges', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => ({ seed })))(
    'one after the other, in any order, end at one root that everybody takes part in (draw $seed)',
    async ({ seed }) => {
      const merges = drawnMerges(seed);
      const cases = inMemory(NUMBERS, atOnce);
      for (const [goes, stays] of merges) await untilMerged(cases, goes, stays);
      await expectOneRootPerGroup(cases, merges);
    },
  );

  it.each(Array.from({ length: 200 }, (_, seed) => ({ seed })))(
    'all at once, whichever step comes first, end at one root that everybody takes part in (draw $seed)',
    async ({ seed }) => {
      const merges = drawnMerges(seed);
      const turns = drawnTurns(seed);
      const cases = inMemory(NUMBERS, turns.turn);
      await turns.until(Promise.all(merges.map(([goes, stays]) => untilMerged(cases, goes, stays))));
      await expectOneRootPerGroup(cases, merges);
    },
  );

  it('go to the case under which the other goes on', async () => {
    const cases = inMemory(NUMBERS, atOnce);
    await mergeCases(cases, 'B', 'C');
    await mergeCases(cases, 'A', 'B');
    expect([cases.states.get('A')?.mergedInto, cases.states.get('B')?.mergedInto]).toEqual(['C', 'C']);
  });

  it.each([
    { name: 'itself', goes: 'A', stays: 'A' },
    { name: 'a case that went into it', goes: 'B', stays: 'A' },
    { name: 'a case that is not there', goes: 'C', stays: 'Z' },
  ])('into $name change nothing', async ({ goes, stays }) => {
    const cases = inMemory(NUMBERS, atOnce);
    await mergeCases(cases, 'A', 'B');
    const before = new Map(cases.states);
    expect(await mergeCases(cases, goes, stays)).toBe(true);
    expect(cases.states).toEqual(before);
  });

  it('leave a case where it went first', async () => {
    const cases = inMemory(NUMBERS, atOnce);
    await mergeCases(cases, 'A', 'B');
    await mergeCases(cases, 'A', 'C');
    expect(cases.states.get('A')?.mergedInto).toBe('B');
    expect(cases.states.get('B')?.mergedInto).toBeUndefined();
  });
});

describe('a case', () => {
  const context = { subject: 'A' } as HandlerContext;

  it.each([
    { name: 'took another one in since', state: caseOf('A', { rank: 2 }) },
    { name: 'got another participant since', state: caseOf('A', { participants: ['one', 'two'] }) },
    { name: 'went elsewhere since', state: caseOf('A', { mergedInto: 'C' }) },
    { name: 'was never there', state: caseOf('A', { mails: [] }) },
  ])('that $name does not go', ({ state }) => {
    expect(merge({ into: 'B', rank: 2, participants: 1 }, state, context)).toEqual({});
  });

  it('that an advisor opened goes like any other', () => {
    const state = caseOf('A', { mails: [], opening: { id: 'o', content: 'c' } });
    expect(merge({ into: 'B', rank: 1, participants: 1 }, state, context).state?.mergedInto).toBe('B');
  });

  it.each([
    { name: 'that went into another', state: caseOf('A', { mergedInto: 'B' }) },
    { name: 'that was never there', state: caseOf('A', { mails: [] }) },
  ])('$name takes nobody in', ({ state }) => {
    expect(admit({ participants: ['x'], above: 0 }, state)).toEqual({});
  });
});
