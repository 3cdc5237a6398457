/** What holds of every journey and every run: nothing twice, nothing after the end, no wait without a limit. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OperationCatalogue } from './check/catalogue.ts';
import { type Journey, journeyFrom } from './journey.ts';
import type { JourneyEffect, JourneyInput, JourneySnapshot } from './machine/run.ts';
import { type StepResult, step } from './step.ts';
import { generatedJourneys } from './testing/generated-journeys.ts';
import { smallFiles } from './testing/small-journey.ts';

const catalogue: OperationCatalogue = {
  'demo.act': { inputs: { key: { required: true } }, effect: 'money', errors: ['refused'] },
};

/** A run as whoever keeps it sees it. */
interface Watched {
  readonly snapshot: JourneySnapshot;
  readonly isDone: boolean;
  readonly effects: readonly JourneyEffect[];
  readonly timers: ReadonlySet<string>;
  readonly review: Extract<JourneyEffect, { type: 'review' }> | undefined;
  readonly call: Extract<JourneyEffect, { type: 'call' }> | undefined;
}

const starts = fc.record({
  type: fc.constant('start' as const),
  data: fc.constantFrom({ 'order-number': ['CMD-1'] }, { 'order-number': ['CMD-1'], money: [euros(1)] }, {}),
  documents: fc.constant([]),
  facts: fc.record({
    flag: fc.constantFrom(true, false, null),
    jour: fc.constantFrom('2026-01-01', 'bientôt'),
    list: fc.constantFrom(['a', 'b', 'c'], ['a', 'b'], ['a'], [], [null], 'rien'),
  }),
});

function euros(minor: number) {
  return { minor, currency: 'EUR' };
}

/** Inputs that a run may see next: what answers it, what is late, what is of no use. `choice` picks one. */
function inputFor({ review, call, timers, effects }: Watched, choice: number): JourneyInput {
  const calls = effects.filter((effect) => effect.type === 'call');
  const possible: JourneyInput[] = [
    ...[...timers].map((name) => ({ type: 'timer', name }) as const),
    ...[review].flatMap((open) =>
      open === undefined
        ? []
        : open.options.map((option) => ({ type: 'reviewed', step: open.step, visit: open.visit, option }) as const),
    ),
    ...[call ?? [], calls[0] ?? []].flat().flatMap(({ step: name, visit }): JourneyInput[] => [
      { type: 'call-done', step: name, visit, output: {} },
      { type: 'call-failed', step: name, visit, code: 'unavailable', message: 'x' },
      { type: 'call-failed', step: name, visit, code: 'refused', message: 'x' },
    ]),
    { type: 'mail', data: { 'order-number': ['CMD-2'] }, documents: [], text: '' },
    { type: 'mail', data: { money: [euros(choice)] }, documents: [], text: '' },
    { type: 'event', name: 'arrive', data: { at: choice } },
    { type: 'timer', name: `s0-${choice}:over` },
  ];
  return possible[choice % possible.length] ?? { type: 'event', name: 'rien' };
}

function watch(before: Watched | undefined, input: JourneyInput, result: StepResult): Watched {
  const timers = new Set(before?.timers);
  if (result.accepted && input.type === 'timer') timers.delete(input.name);
  for (const effect of result.effects) {
    if (effect.type === 'cancel-timer') timers.delete(effect.name);
    if (effect.type === 'timer') timers.add(effect.name);
  }
  const hasMoved = before?.snapshot.value !== result.snapshot.value || result.effects.length > 0;
  const review = result.effects.findLast((effect) => effect.type === 'review');
  const call = result.effects.findLast((effect) => effect.type === 'call');
  return {
    snapshot: JSON.parse(JSON.stringify(result.snapshot)),
    isDone: result.done,
    effects: [...(before?.effects ?? []), ...result.effects],
    timers,
    review: review ?? (hasMoved ? undefined : before?.review),
    call: call ?? (hasMoved ? undefined : before?.call),
  };
}

/** Plays `choices` and gives every moment of the run. */
function play(journey: Journey, start: JourneyInput, choices: readonly number[]): Watched[] {
  let now = watch(undefined, start, step(journey, undefined, start));
  const moments = [now];
  for (const choice of choices) {
    const input = inputFor(now, choice);
    now = watch(now, input, step(journey, now.snapshot, input));
    moments.push(now);
  }
  return moments;
}

const runs = fc.tuple(generatedJourneys, starts, fc.array(fc.nat(1_000), { minLength: 20, maxLength: 60 }));

function holds(check: (moments: readonly Watched[]) => void): void {
  fc.assert(
    fc.property(runs, ([text, start, choices]) => {
      const { journey, problems } = journeyFrom(smallFiles(text), catalogue);
      if (journey === undefined) throw new Error(`${problems.map(({ message }) => message.en).join(', ')}\n${text}`);
      check(play(journey, start, choices));
    }),
    { numRuns: 150 },
  );
}

it('acts, asks and replies at most once for one visit', () => {
  holds((moments) => {
    const effects = moments.at(-1)?.effects ?? [];
    const acts = effects.flatMap((effect) =>
      effect.type === 'call' || effect.type === 'reply' || effect.type === 'ask'
        ? [`${effect.type} ${effect.step} ${effect.visit}`]
        : [],
    );
    expect(acts).toEqual([...new Set(acts)]);
  });
});

it('does nothing after it has closed the case', () => {
  holds((moments) => {
    const effects = moments.at(-1)?.effects ?? [];
    const close = effects.findIndex(({ type }) => type === 'close');
    expect(close < 0 ? [] : effects.slice(close + 1)).toEqual([]);
    expect(moments.filter(({ effects: all, isDone }) => isDone !== all.some(({ type }) => type === 'close'))).toEqual(
      [],
    );
  });
});

it('never waits without a timer, a review or a call under way', () => {
  holds((moments) => {
    const stuck = moments.filter(
      ({ isDone, timers, review, call }) => !isDone && timers.size === 0 && !review && !call,
    );
    expect(stuck.map(({ snapshot }) => snapshot.value)).toEqual([]);
  });
});

it('leaves no timer behind when it ends', () => {
  holds((moments) => {
    expect(moments.filter(({ isDone, timers }) => isDone && timers.size > 0).map(({ timers }) => [...timers])).toEqual(
      [],
    );
  });
});
