/** The XState machine's types, and the few building blocks that its states share. */
import { assign, setup } from 'xstate';
import type { Fault, JourneyEffect, JourneyInput, RunContext, StartData, TrailEntry } from './run.ts';

/** What a run receives after its start; `enter` takes it to a state of another version, whatever it waits for. */
export type RunEvent =
  | Exclude<JourneyInput, { readonly type: 'start' }>
  | { readonly type: 'enter'; readonly state: string };

/** What one entered or left state gives out. */
export interface Output {
  readonly trail?: TrailEntry;
  readonly effects: readonly JourneyEffect[];
}

/** Typed maker of journey machines. The action `give` is never run: its params are read from XState's pure transition. */
export const builder = setup({
  types: { context: {} as RunContext, events: {} as RunEvent, input: {} as StartData },
  actions: { give: (_, _output: Output) => undefined },
});

/** The configuration of a journey machine. */
type MachineConfig = Parameters<typeof builder.createMachine>[0];

/** Its states, by name. */
export type States = NonNullable<MachineConfig['states']>;

/** One state. */
export type State = States[string];

/** Context and event, as actions and guards see them. */
export interface Moment {
  readonly context: RunContext;
  readonly event: RunEvent;
}

/** An action that gives out what `output` says at that moment. */
export function give(output: (moment: Moment) => Output) {
  return { type: 'give', params: output } as const;
}

/** On entering `step`: counts the visit, drops the old fault, takes what `more` adds. */
export function enter(step: string, more: (context: RunContext) => Partial<RunContext> = () => ({})) {
  return assign<RunContext, RunEvent, undefined, RunEvent, never>(({ context }) => {
    const visited = { ...context, fault: undefined, visits: { ...context.visits, [step]: visitOf(context, step) + 1 } };
    return { ...visited, ...more(visited) };
  });
}

/** On moving to a review: keeps why. */
export function blame(fault: (moment: Moment) => Fault) {
  return assign<RunContext, RunEvent, undefined, RunEvent, never>((moment) => ({ fault: fault(moment) }));
}

/** On receiving something: changes the context. */
export function change(next: (moment: Moment) => Partial<RunContext>) {
  return assign<RunContext, RunEvent, undefined, RunEvent, never>(next);
}

/** How often `step` was entered. */
export function visitOf(context: RunContext, step: string): number {
  return context.visits[step] ?? 0;
}

/** True for an answer to the visit of `step` that the run is in. */
export function answers({ context, event }: Moment, step: string): boolean {
  return 'step' in event && event.step === step && event.visit === visitOf(context, step);
}
