/** States in which a human decides: what the author did not plan, and the hand-over that ends most of it. */
import type { Definition } from '../read/definition.ts';
import { answers, enter, give, type Moment, type State, visitOf } from './machine-types.ts';
import type { JourneyEffect, RunContext, ShownValue } from './run.ts';

/** Options that the product adds to reviews, in the advisors' language. */
export const OPTIONS = {
  retry: 'réessayer',
  handOff: 'confier',
  close: 'clore',
  remind: 'relancer',
  proceed: 'continuer',
} as const;

/** The outcome of a case that a human finished outside the journey. */
const HANDED_OFF = 'handed-off';

/** Where an option leads; with `closes`, the case is closed with that outcome. */
export interface Choice {
  readonly target: string;
  readonly closes?: string;
}

/** The transitions of a review of `step`: each option once. */
export function choices(step: string, options: ReadonlyMap<string, Choice>) {
  return [...options].map(([option, { target, closes }]) => ({
    guard: (moment: Moment) => chose(moment, step, option),
    target,
    actions: closes === undefined ? [] : [give(() => ({ effects: [{ type: 'close', outcome: closes }] }))],
  }));
}

/** True when the advisor took `option` at this visit of `step`. */
export function chose(moment: Moment, step: string, option: string): boolean {
  return moment.event.type === 'reviewed' && answers(moment, step) && moment.event.option === option;
}

/** Hand over, or close: always among the options of an unplanned review. */
export const LEAVE: readonly (readonly [string, Choice])[] = [
  [OPTIONS.handOff, { target: 'handoff' }],
  [OPTIONS.close, { target: 'end', closes: HANDED_OFF }],
];

/** The review of a fault of `step`: why, all that is known, and where to go. */
export function faultState(definition: Definition, step: string, onward: ReadonlyMap<string, Choice>): State {
  const options = new Map([...LEAVE.map(([name, choice]) => [name, choice] as const), ...onward]);
  const names = [...onward.keys(), ...LEAVE.map(([name]) => name).filter((name) => !onward.has(name))];
  return {
    entry: [give(({ context }) => faultOutput(definition, step, names, context))],
    on: { reviewed: choices(step, options) },
  };
}

/** What a fault's review gives out. */
export function faultOutput(definition: Definition, step: string, options: readonly string[], context: RunContext) {
  const visit = visitOf(context, step);
  const { fault } = context;
  const review: JourneyEffect = {
    type: 'review',
    step,
    visit,
    queue: definition.queue,
    reason: fault?.reason ?? 'step-review',
    show: showAll(context),
    options,
    ...(fault && { detail: fault.detail }),
  };
  return { trail: { step: `${step}:review`, visit }, effects: [review] };
}

/** The hand-over state: waits for an advisor to close the case. */
export function handoffState(step: string, queue: string, show: (context: RunContext) => readonly ShownValue[]): State {
  const options = new Map([[OPTIONS.close, { target: 'end', closes: HANDED_OFF }]]);
  return {
    entry: [
      enter(step),
      give(({ context }) => {
        const visit = visitOf(context, step);
        const review = { type: 'review', step, visit, queue, reason: 'step-review' } as const;
        return { trail: { step, visit }, effects: [{ ...review, show: show(context), options: [...options.keys()] }] };
      }),
    ],
    on: { reviewed: choices(step, options) },
  };
}

/** Everything that the run knows. */
export function showAll({ vars }: RunContext): ShownValue[] {
  return Object.entries(vars)
    .filter(([name]) => name !== 'facts')
    .map(([name, value]) => ({ name, value }));
}

/** The named values; null for what is not there. */
export function showPaths(paths: readonly string[], { vars }: RunContext): ShownValue[] {
  return paths.map((name) => ({ name, value: readShown(vars, name.split('.')) ?? null }));
}

function readShown(vars: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inside, name) =>
      typeof inside === 'object' && inside !== null && Object.hasOwn(inside, name)
        ? Reflect.get(inside, name)
        : undefined,
    vars,
  );
}
