/** The states of a `call`: made, made again later while its connector does not answer, looked at by a human. */

import { say } from '../bilingual.ts';
import { UNAVAILABLE } from '../check/operations.ts';
import type { Definition, Step } from '../read/definition.ts';
import { isFaulty, retryState, tooOften, undecided } from './faults.ts';
import { answers, blame, change, enter, give, type Moment, type State, type States, visitOf } from './machine-types.ts';
import type { Fault, JourneyEffect, RunContext } from './run.ts';

type Call = Extract<Step, { readonly kind: 'call' }>;

/** `step`, `step:review`, and `step:retry` where the author wants new attempts. */
export function callStates(definition: Definition, step: Call): States {
  const { name, retryMs } = step;
  const states = { [name]: callState(step), [`${name}:review`]: retryState(definition, name) };
  return retryMs.length === 0 ? states : { ...states, [`${name}:retry`]: laterState(step) };
}

function callState(step: Call): State {
  const { name } = step;
  const prepare = (context: RunContext): { fault: Fault | undefined } => {
    const prepared = callEffect(step, context);
    return { fault: tooOften(context, name) ?? ('reason' in prepared ? prepared : undefined) };
  };
  return {
    entry: [
      enter(name, prepare),
      give(({ context }) => {
        const effect = context.fault === undefined ? callEffect(step, context) : undefined;
        const effects = effect !== undefined && 'type' in effect ? [effect] : [];
        return { trail: { step: name, visit: visitOf(context, name) }, effects };
      }),
    ],
    always: [{ guard: isFaulty, target: `${name}:review` }],
    on: {
      'call-done': {
        guard: (moment) => answers(moment, name),
        target: step.go,
        actions: change((moment) => ({ ...anew(step), ...saved(step, moment) })),
      },
      'call-failed': [...retries(step), ...failures(step)],
    },
  };
}

/** Attempts are counted from the first, and forgotten once the run moves on. */
function anew({ retryMs }: Call): Partial<RunContext> {
  return retryMs.length === 0 ? {} : { retried: undefined };
}

function failedWith(moment: Moment, step: Call, code: string): boolean {
  return answers(moment, step.name) && moment.event.type === 'call-failed' && moment.event.code === code;
}

function retries(step: Call) {
  const { name, retryMs } = step;
  if (retryMs.length === 0) return [];
  const isLeft = ({ context }: Moment): boolean => (context.retried ?? 0) < retryMs.length;
  return [
    {
      guard: (moment: Moment) => failedWith(moment, step, UNAVAILABLE) && isLeft(moment),
      target: `${name}:retry`,
      actions: change(({ context }) => ({ retried: (context.retried ?? 0) + 1 })),
    },
  ];
}

function failures(step: Call) {
  const { name } = step;
  const planned = [...step.on].map(([code, target]) => ({
    guard: (moment: Moment) => failedWith(moment, step, code),
    target,
    actions: change(() => anew(step)),
  }));
  const unplanned = {
    guard: (moment: Moment) => answers(moment, name),
    target: `${name}:review`,
    actions: [change(() => anew(step)), blame((moment) => failureOf(step, moment))],
  };
  return [...planned, unplanned];
}

function failureOf(step: Call, { event }: Moment): Fault {
  const reason = event.type === 'call-failed' ? `${event.code}: ${event.message}` : '';
  const detail = say(`« ${step.operation} » a échoué (${reason})`, `"${step.operation}" failed (${reason})`);
  return { reason: 'connector-failed', detail };
}

function saved(step: Call, { context, event }: Moment): Partial<RunContext> {
  if (event.type !== 'call-done' || step.save === undefined) return {};
  return { vars: { ...context.vars, [step.save]: event.output } };
}

/** Waits, then enters the step again: a new visit, so a new attempt under the same business key. */
function laterState({ name, retryMs }: Call): State {
  const timer = (context: RunContext): string => `${name}-${visitOf(context, name)}:retry`;
  return {
    entry: [
      give(({ context }) => {
        const afterMs = retryMs[(context.retried ?? 1) - 1] ?? 0;
        const visit = visitOf(context, name);
        return {
          trail: { step: `${name}:retry`, visit },
          effects: [{ type: 'timer', name: timer(context), afterMs }],
        };
      }),
    ],
    on: {
      timer: {
        guard: ({ context, event }) => event.type === 'timer' && event.name === timer(context),
        target: name,
      },
    },
  };
}

/** The call, or why its inputs cannot be worked out. */
function callEffect(step: Call, context: RunContext): Extract<JourneyEffect, { type: 'call' }> | Fault {
  const input: Record<string, unknown> = {};
  for (const [name, expression] of step.inputs) {
    const outcome = expression.value(context.vars);
    if (!outcome.decided) return undecided(`${step.name}, ${name}`, outcome.why);
    input[name] = outcome.value;
  }
  const key = step.oncePer?.value(context.vars);
  if (key?.decided === false) return undecided(`${step.name}, once-per`, key.why);
  if (key?.decided && typeof key.value !== 'string' && typeof key.value !== 'number') {
    return undecided(
      `${step.name}, once-per`,
      say('la clé n’est ni un texte ni un nombre', 'the key is neither a text nor a number'),
    );
  }
  return {
    type: 'call',
    step: step.name,
    visit: visitOf(context, step.name),
    operation: step.operation,
    input,
    ...(key !== undefined && { oncePer: String(key.value) }),
    ...(step.undo !== undefined && { undo: step.undo }),
  };
}
