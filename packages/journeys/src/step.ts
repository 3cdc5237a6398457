/** One step of a run, as a pure function: the machine's transition on a rehydrated snapshot. */
import { AppError } from '@facteur/primitives';
import type { Journey } from './journey.ts';
import { advance, begin, type MachineSnapshot } from './machine/drive.ts';
import type { Output } from './machine/machine-types.ts';
import type { JourneyEffect, JourneyInput, JourneySnapshot, TrailEntry } from './machine/run.ts';

/** What a step gives. */
export interface StepResult {
  /** Plain JSON, to be kept; the one that came in when nothing was accepted. */
  readonly snapshot: JourneySnapshot;
  /** What to do, in order. */
  readonly effects: readonly JourneyEffect[];
  /** The states that were entered, in order. */
  readonly trail: readonly TrailEntry[];
  /** True once the run has ended; it accepts nothing more. */
  readonly done: boolean;
  /**
   * False when the run does not await this input (late, delivered twice, or a mail that fills nothing asked for):
   * nothing changed then.
   */
  readonly accepted: boolean;
}

/**
 * Runs `journey` one step. Without a snapshot, `input` must be `start`.
 * @throws AppError `BAD_INPUT` on another first input, `JOURNEY_INVALID` on a snapshot of another version
 */
export function step(journey: Journey, snapshot: JourneySnapshot | undefined, input: JourneyInput): StepResult {
  const { machine } = journey;
  if (snapshot === undefined) {
    if (input.type !== 'start') throw new AppError('BAD_INPUT', `A run begins with "start", not "${input.type}"`);
    const { next, actions } = begin(machine, input);
    return resultOf(next, actions);
  }
  if (input.type === 'start' || snapshot.status !== 'active') return ignored(snapshot);
  if (machine.states[snapshot.value] === undefined) {
    const { name, hash } = journey;
    throw new AppError('JOURNEY_INVALID', `Journey ${name} has no state "${snapshot.value}"`, { journey: name, hash });
  }
  const current = machine.resolveState({ value: snapshot.value, context: snapshot.context });
  const { next, actions } = advance(machine, current, input);
  return next === current ? ignored(snapshot) : resultOf(next, actions);
}

function ignored(snapshot: JourneySnapshot): StepResult {
  return { snapshot, effects: [], trail: [], done: snapshot.status !== 'active', accepted: false };
}

/**
 * What XState's `getPersistedSnapshot` gives for such a machine (flat, without actors or history), without its walk
 * through the whole context. The tests hold the two together.
 */
function persist({ status, value, context }: MachineSnapshot): JourneySnapshot {
  return { status, value: String(value), context, historyValue: {}, children: {} };
}

/** What a move of the machine gives. */
export function resultOf(next: MachineSnapshot, actions: readonly { type: string; params: unknown }[]): StepResult {
  const snapshot = persist(next);
  const outputs = actions.filter(({ type }) => type === 'give').map(({ params }) => params as Output);
  return {
    snapshot,
    effects: outputs.flatMap(({ effects }) => effects),
    trail: outputs.flatMap(({ trail }) => (trail === undefined ? [] : [trail])),
    done: snapshot.status !== 'active',
    accepted: true,
  };
}
