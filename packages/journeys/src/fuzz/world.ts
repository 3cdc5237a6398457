/** One run and all that surrounds it: calls under way, timers, an open review, what was sent. It watches what the run does. */
import { messageOf } from '@facteur/primitives';
import { type Bilingual, say } from '../bilingual.ts';
import type { JourneyEffect, JourneyInput, JourneySnapshot, TrailEntry } from '../machine/run.ts';
import { dueOf } from '../run-tests/player.ts';
import type { StepResult } from '../step.ts';
import type { FuzzMail } from './mails.ts';

/** `step` of one journey. */
export type Stepper = (snapshot: JourneySnapshot | undefined, input: JourneyInput) => StepResult;

/** Something that happens; it does nothing where the run is not at that point. */
export type Move =
  /** The first mail begins the run. */
  | { readonly kind: 'mail'; readonly mail: FuzzMail }
  | { readonly kind: 'answer'; readonly step: string; readonly output: unknown }
  | { readonly kind: 'fail'; readonly step: string; readonly code: string }
  | { readonly kind: 'decide'; readonly option: string; readonly data?: Readonly<Record<string, unknown>> }
  /** The next timer falls due. */
  | { readonly kind: 'timer' }
  | { readonly kind: 'event'; readonly name: string; readonly data: unknown }
  /** What was sent `back` inputs ago comes a second time. */
  | { readonly kind: 'again'; readonly back: number };

/** What a journey must never do. */
export type FaultKind =
  /** It waits, and neither a timer nor an advisor would ever end that. */
  | 'dead-end'
  | 'exception'
  /** It writes or calls after it has closed. */
  | 'after-close'
  /** The same effect a second time for the same step and visit. */
  | 'given-twice'
  /** It goes on and on without a human. */
  | 'endless-loop';

/** A fault of a run, and the state in which it showed. */
export interface Fault {
  readonly kind: FaultKind;
  readonly state: string;
  readonly detail: Bilingual;
}

type EffectOf<Type extends JourneyEffect['type']> = Extract<JourneyEffect, { readonly type: Type }>;

/** The state of one run; values are replaced, never changed. */
export interface World {
  readonly snapshot?: JourneySnapshot;
  readonly isDone: boolean;
  readonly isClosed: boolean;
  readonly calls: readonly EffectOf<'call'>[];
  readonly timers: readonly { readonly name: string; readonly due: number }[];
  readonly review?: EffectOf<'review'> | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly given: ReadonlySet<string>;
  readonly sent: readonly JourneyInput[];
  readonly trail: readonly TrailEntry[];
  /** States entered, and visits of each step, since a customer, an advisor or an event last moved the run. */
  readonly alone: number;
  readonly visitsBefore: Readonly<Record<string, number>>;
  readonly fault?: Fault;
}

/** More states than this without a human go on without end. */
const MAX_ALONE = 1_000;
/** The engine stops a step at this many visits; all of them without a human are a loop. */
const VISITS_OF_A_LOOP = 20;

/** Before the first mail. */
export function newWorld(): World {
  const now = Date.UTC(2026, 10, 16, 9);
  return {
    isDone: false,
    isClosed: false,
    calls: [],
    timers: [],
    now,
    given: new Set(),
    sent: [],
    trail: [],
    alone: 0,
    visitsBefore: {},
  };
}

/** The world after `move`; the same one when the move does nothing here. */
export function play(world: World, move: Move, stepper: Stepper): World {
  const input = inputOf(world, move);
  if (input === undefined || world.fault !== undefined) return world;
  const ready = { ...prepared(world, move), sent: [...world.sent, input] };
  try {
    return settle(ready, input, stepper(world.snapshot, input));
  } catch (error) {
    const why = messageOf(error);
    return { ...ready, fault: { kind: 'exception', state: stateOf(world), detail: say(why, why) } };
  }
}

/** The state that the run is in; empty before it begins. */
export function stateOf({ snapshot }: World): string {
  return snapshot?.value ?? '';
}

function inputOf(world: World, move: Move): JourneyInput | undefined {
  const { snapshot, calls, review, sent } = world;
  if (snapshot === undefined) return move.kind === 'mail' ? { type: 'start', ...move.mail } : undefined;
  switch (move.kind) {
    case 'mail':
      return { type: 'mail', ...move.mail };
    case 'answer':
    case 'fail': {
      const call = calls.find(({ step }) => step === move.step);
      if (call === undefined) return undefined;
      const about = { step: call.step, visit: call.visit };
      return move.kind === 'answer'
        ? { type: 'call-done', ...about, output: move.output }
        : { type: 'call-failed', ...about, code: move.code, message: 'simulated' };
    }
    case 'decide': {
      if (review === undefined || !review.options.includes(move.option)) return undefined;
      const { option, data } = move;
      return { type: 'reviewed', step: review.step, visit: review.visit, option, ...(data && { data }) };
    }
    case 'timer': {
      const timer = nextTimer(world);
      return timer && { type: 'timer', name: timer.name };
    }
    case 'event':
      return { type: 'event', name: move.name, data: move.data };
    case 'again':
      return sent.at(-move.back);
  }
}

function nextTimer({ timers }: World) {
  return [...timers].sort((a, b) => a.due - b.due)[0];
}

/** What an input uses up, whether the run awaits it or not. */
function prepared(world: World, move: Move): World {
  if (move.kind === 'timer') {
    const timer = nextTimer(world);
    return {
      ...world,
      timers: world.timers.filter((each) => each !== timer),
      now: Math.max(world.now, timer?.due ?? 0),
    };
  }
  if (move.kind !== 'answer' && move.kind !== 'fail') return world;
  const answered = world.calls.find(({ step }) => step === move.step);
  return { ...world, calls: world.calls.filter((call) => call !== answered) };
}

function settle(world: World, input: JourneyInput, { snapshot, effects, trail, done, accepted }: StepResult): World {
  if (!accepted) return { ...world, ...faultOf(world) };
  const isMovedByOthers = input.type !== 'timer' && input.type !== 'call-done' && input.type !== 'call-failed';
  const hasMoved = snapshot.value !== stateOf(world) || input.type === 'reviewed';
  const entered: World = {
    ...world,
    snapshot: JSON.parse(JSON.stringify(snapshot)),
    isDone: done,
    review: hasMoved ? undefined : world.review,
    trail: [...world.trail, ...trail],
    alone: (isMovedByOthers ? 0 : world.alone) + trail.length,
    visitsBefore: isMovedByOthers ? (world.snapshot?.context.visits ?? {}) : world.visitsBefore,
  };
  const after = effects.reduce(take, entered);
  return { ...after, ...faultOf(after) };
}

/** Takes note of one effect, and of the fault that it is. */
function take(world: World, effect: JourneyEffect): World {
  if (world.fault !== undefined) return world;
  switch (effect.type) {
    case 'timer':
      return { ...world, timers: [...world.timers, { name: effect.name, due: dueOf(effect, world.now) }] };
    case 'cancel-timer':
      return { ...world, timers: world.timers.filter(({ name }) => name !== effect.name) };
    case 'close':
      return { ...world, isClosed: true };
    default: {
      const key = [effect.type, effect.step, effect.visit, effect.type === 'remind' ? effect.nth : 0].join('/');
      const fault = effectFault(world, effect, key);
      return {
        ...world,
        given: new Set([...world.given, key]),
        ...(fault && { fault }),
        ...(effect.type === 'call' && { calls: [...world.calls, effect] }),
        ...(effect.type === 'review' && { review: effect }),
      };
    }
  }
}

type StepEffect = Exclude<JourneyEffect, { readonly type: 'timer' | 'cancel-timer' | 'close' }>;

function effectFault(world: World, effect: StepEffect, key: string): Fault | undefined {
  const { type, step, visit } = effect;
  const state = step;
  if (world.isClosed) {
    return { kind: 'after-close', state, detail: say(`« ${type} » après la clôture`, `"${type}" after close`) };
  }
  if (world.given.has(key)) {
    const detail = say(`« ${type} » deux fois au passage ${visit}`, `"${type}" twice at visit ${visit}`);
    return { kind: 'given-twice', state, detail };
  }
  if (type !== 'review' || effect.reason !== 'loop-suspected') return undefined;
  const visits = (world.snapshot?.context.visits[step] ?? 0) - (world.visitsBefore[step] ?? 0);
  return visits < VISITS_OF_A_LOOP ? undefined : endless(state);
}

function endless(state: string): Fault {
  return { kind: 'endless-loop', state, detail: say('tourne sans qu’un humain passe', 'goes round without a human') };
}

function faultOf(world: World): { readonly fault?: Fault } {
  if (world.fault !== undefined) return { fault: world.fault };
  const state = stateOf(world);
  if (world.alone > MAX_ALONE) return { fault: endless(state) };
  const waits = world.calls.length > 0 || world.timers.length > 0 || world.review !== undefined;
  if (world.isDone || waits) return {};
  const detail = say('attend sans délai ni conseiller', 'waits without a timer or an advisor');
  return { fault: { kind: 'dead-end', state, detail } };
}
