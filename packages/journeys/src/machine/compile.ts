/** From a definition to an XState v5 machine: one state a step, plus those that wait for data or a human. */
import type { Definition } from '../read/definition.ts';
import { collectStates } from './collect-states.ts';
import { fillFields, fitting } from './fields.ts';
import { handoffState, showAll } from './human-states.ts';
import { builder } from './machine-types.ts';
import type { RunContext, StartData } from './run.ts';
import { stepStates } from './step-states.ts';

/** The machine of a journey. */
export type JourneyMachine = ReturnType<typeof compileMachine>;

/** Compiles `definition`, which the checker found right. */
export function compileMachine(definition: Definition, templateRoots: ReadonlyMap<string, readonly string[]>) {
  const [first] = definition.steps;
  const steps = definition.steps.map((step) => stepStates(definition, step, templateRoots));
  return builder.createMachine({
    id: definition.name,
    context: ({ input }) => initialContext(definition, input),
    initial: 'collect',
    states: {
      ...collectStates(definition, first?.name ?? 'end'),
      ...Object.assign({}, ...steps),
      handoff: handoffState('handoff', definition.queue, showAll),
      end: { type: 'final' },
    },
  });
}

function initialContext({ fields }: Definition, { data, documents, text = '', facts = {} }: StartData): RunContext {
  const given = fitting(fields, facts);
  const found = fillFields(fields, given, { data, documents, text, isAnswer: false });
  return { vars: { facts, ...given, ...found }, visits: {}, reminded: 0 };
}
