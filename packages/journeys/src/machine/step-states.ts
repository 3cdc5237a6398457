/** The states of an author's steps, by kind. */
import type { Definition, Step } from '../read/definition.ts';
import { callStates } from './call-states.ts';
import { collectStepStates } from './collect-states.ts';
import { decideStates } from './decide-states.ts';
import { eachStates, nextItemOf } from './each-states.ts';
import { isFaulty, retryState, tooOften } from './faults.ts';
import { isDocument } from './fields.ts';
import { handoffState, showPaths } from './human-states.ts';
import { enter, give, type State, type States, visitOf } from './machine-types.ts';
import { reviewState } from './review-states.ts';
import type { FoundDocument, JourneyEffect, RunContext } from './run.ts';
import { waitStates } from './wait-states.ts';

type StepOf<Kind extends Step['kind']> = Extract<Step, { readonly kind: Kind }>;

/** The state of `written`, and those that it may need. `templateRoots`: variables that each template reads. */
export function stepStates(
  definition: Definition,
  written: Step,
  templateRoots: ReadonlyMap<string, readonly string[]>,
): States {
  const step = routed(written);
  const { name } = step;
  switch (step.kind) {
    case 'call':
      return callStates(definition, step);
    case 'collect':
      return collectStepStates(definition, step, templateRoots);
    case 'decide':
      return decideStates(definition, step);
    case 'review':
      return { [name]: reviewState(step, definition.fields) };
    case 'reply':
      return {
        [name]: replyState(step, templateRoots.get(step.template) ?? []),
        [`${name}:review`]: retryState(definition, name),
      };
    case 'wait':
      return waitStates(definition, step);
    case 'each':
      return eachStates(definition, step);
    case 'handoff':
      return { [name]: handoffState(name, step.queue, (context) => showPaths(step.show, context)) };
    case 'start':
      return { [name]: passState(name, (context) => startOtherJourney(definition, step, context)) };
    case 'close':
      return { [name]: passState(name, () => ({ type: 'close', outcome: step.outcome })) };
  }
}

/** The step with its targets as states: inside an `each`, back to it means its next item. */
function routed(step: Step): Step {
  const { around } = step;
  if (around === undefined) return step;
  const to = <T extends string | undefined>(target: T): T | string => (target === around ? nextItemOf(around) : target);
  const all = (targets: ReadonlyMap<string, string>) => new Map([...targets].map(([key, target]) => [key, to(target)]));
  switch (step.kind) {
    case 'call':
      return { ...step, go: to(step.go), on: all(step.on) };
    case 'collect':
    case 'wait':
      return { ...step, go: to(step.go), late: to(step.late) };
    case 'decide':
      return { ...step, rows: step.rows.map((row) => ({ ...row, go: to(row.go) })) };
    case 'review':
      return { ...step, options: all(step.options), late: to(step.late) };
    case 'reply':
      return { ...step, go: to(step.go) };
    default:
      return step;
  }
}

function replyState(step: StepOf<'reply'>, roots: readonly string[]): State {
  const { name, template, close } = step;
  return {
    entry: [
      enter(name, (context) => ({ fault: tooOften(context, name) })),
      give(({ context }) => {
        const visit = visitOf(context, name);
        if (context.fault !== undefined) return { trail: { step: name, visit }, effects: [] };
        const known = roots.filter((root) => context.vars[root] !== undefined);
        const data = Object.fromEntries(known.map((root) => [root, context.vars[root]]));
        const reply: JourneyEffect = { type: 'reply', step: name, visit, template, data };
        const closing: JourneyEffect[] = close === undefined ? [] : [{ type: 'close', outcome: close }];
        return { trail: { step: name, visit }, effects: [reply, ...closing] };
      }),
    ],
    always: [{ guard: isFaulty, target: `${name}:review` }, { target: step.go ?? 'end' }],
  };
}

/** A state that gives one effect and ends the run. */
function passState(name: string, effect: (context: RunContext) => JourneyEffect): State {
  return {
    entry: [
      enter(name),
      give(({ context }) => ({ trail: { step: name, visit: visitOf(context, name) }, effects: [effect(context)] })),
    ],
    always: [{ target: 'end' }],
  };
}

/** The other journey gets what was collected by type, the documents, and all that is known by name. */
function startOtherJourney({ fields }: Definition, step: StepOf<'start'>, { vars, visits }: RunContext): JourneyEffect {
  const { facts, ...known } = vars;
  const data: Record<string, unknown[]> = {};
  for (const { name, type } of fields) {
    if (type === 'document' || type === 'text' || type === 'choice' || vars[name] === undefined) continue;
    data[type] = [...(data[type] ?? []), vars[name]];
  }
  const documents = fields.filter(({ type }) => type === 'document').flatMap(({ name }) => documentsIn(vars[name]));
  const all = { ...(typeof facts === 'object' && facts), ...known };
  const visit = visits[step.name] ?? 0;
  return { type: 'start', step: step.name, visit, journey: step.journey, data: { data, documents, facts: all } };
}

function documentsIn(value: unknown): FoundDocument[] {
  return Array.isArray(value) ? value.filter(isDocument) : [];
}
