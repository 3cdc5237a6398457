/** From a definition to an XState v5 machine: one state a step, plus those that wait for data or a human. */
import type { Definition } from '../read/definition.ts';
import { collectStates } from './collect-states.ts';
import { leaveEach } from './each-states.ts';
import { fillFields, fitting } from './fields.ts';
import { handoffState, showAll } from './human-states.ts';
import { builder, type Moment, type State, type States } from './machine-types.ts';
import type { RunContext, StartData } from './run.ts';
import { stepStates } from './step-states.ts';

/** The machine of a journey. */
export type JourneyMachine = ReturnType<typeof compileMachine>;

/** Compiles `definition`, which the checker found right. */
export function compileMachine(definition: Definition, templateRoots: ReadonlyMap<string, readonly string[]>) {
  const [first] = definition.steps;
  const states: States = {
    ...collectStates(definition, first?.name ?? 'end', templateRoots),
    ...statesOfSteps(definition, templateRoots),
    handoff: handoffState('handoff', definition.queue, showAll),
    end: { type: 'final' },
  };
  return builder.createMachine({
    id: definition.name,
    context: ({ input }) => initialContext(definition, input),
    initial: 'collect',
    states,
    on: {
      enter: Object.keys(states).map((name) => ({
        guard: ({ event }: Moment) => event.type === 'enter' && event.state === name,
        target: `.${name}`,
        reenter: true,
      })),
    },
  });
}

/** Steps outside an `each` begin without its variables, whatever way led out of it. */
function statesOfSteps(definition: Definition, templateRoots: ReadonlyMap<string, readonly string[]>): States {
  const eaches = definition.steps.flatMap((step) => (step.kind === 'each' ? [step] : []));
  const steps = definition.steps.map((step): States => {
    const states = stepStates(definition, step, templateRoots);
    const state = states[step.name];
    if (eaches.length === 0 || step.around !== undefined || state === undefined) return states;
    return { ...states, [step.name]: leaving(state, leaveEach(eaches)) };
  });
  return Object.assign({}, ...steps);
}

function leaving(state: State, leave: ReturnType<typeof leaveEach>): State {
  return { ...state, entry: [leave, ...[state.entry ?? []].flat()] };
}

function initialContext({ fields }: Definition, { data, documents, text = '', facts = {} }: StartData): RunContext {
  const given = fitting(fields, facts);
  const asked = fields.filter(({ atStart }) => atStart);
  const found = fillFields(fields, given, { data, documents, text, isAnswer: false, asked });
  return { vars: { facts, ...given, ...found }, visits: {}, reminded: 0 };
}
