/**
 * XState's pure transitions, without what they cost: `initialTransition` and `transition` build an actor at each call,
 * which enters the machine's initial state once more for nothing. The same logic is driven here with one inert scope.
 */
import { createEmptyActor, type ExecutableActionsFrom, type SnapshotFrom } from 'xstate';
import type { JourneyMachine } from './compile.ts';
import type { RunEvent } from './machine-types.ts';
import type { StartData } from './run.ts';

/** The machine's own snapshot. */
export type MachineSnapshot = SnapshotFrom<JourneyMachine>;

/** The next snapshot and the actions to perform, in order; none is performed. */
interface Move {
  readonly next: MachineSnapshot;
  readonly actions: readonly ExecutableActionsFrom<JourneyMachine>[];
}

type Scope = Parameters<JourneyMachine['transition']>[2];

const nobody = createEmptyActor();

/** A scope in which nothing is run, sent, spawned or logged: journeys do none of it. */
function inertScope(actions: Scope['actionExecutor']): Scope {
  return {
    self: nobody as unknown as Scope['self'],
    system: nobody.system,
    id: '',
    sessionId: '',
    logger: () => undefined,
    defer: () => undefined,
    emit: () => undefined,
    stopChild: () => undefined,
    actionExecutor: actions,
  };
}

/** Enters the initial state with `input`; same result as XState's `initialTransition`. */
export function begin(machine: JourneyMachine, input: StartData): Move {
  const actions: Move['actions'][number][] = [];
  const scope = inertScope((action) => actions.push(action as Move['actions'][number]));
  return { next: machine.getInitialSnapshot(scope, input), actions };
}

/** Takes `event` from `current`; same result as XState's `transition`: `current` itself when nothing awaits the event. */
export function advance(machine: JourneyMachine, current: MachineSnapshot, event: RunEvent): Move {
  const actions: Move['actions'][number][] = [];
  const scope = inertScope((action) => actions.push(action as Move['actions'][number]));
  return { next: machine.transition(current, event, scope), actions };
}
