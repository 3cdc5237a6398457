/** The state of a review that an author wants: what is shown, what may be edited, what happens when nobody decides. */
import type { Field, Step } from '../read/definition.ts';
import { isValid, judgeFields } from './fields.ts';
import { chose, showPaths } from './human-states.ts';
import { change, enter, give, type Moment, type State, visitOf } from './machine-types.ts';
import type { EditableField, JourneyEffect, RunContext } from './run.ts';

type Review = Extract<Step, { readonly kind: 'review' }>;

/** The state of `step`; `all` are the journey's fields. */
export function reviewState(step: Review, all: readonly Field[]): State {
  const { name, late } = step;
  const editable = all.filter((field) => step.edit.includes(field.name));
  return {
    entry: [
      enter(name),
      give(({ context }) => ({
        trail: { step: name, visit: visitOf(context, name) },
        effects: [reviewEffect(step, editable, context), ...lateTimer(step, context)],
      })),
    ],
    exit: late === undefined ? [] : [give((moment) => ({ effects: cancelLate(step, moment) }))],
    on: {
      reviewed: [...step.options].map(([option, target]) => ({
        guard: (moment: Moment) => chose(moment, name, option) && isAcceptable(editable, moment),
        target,
        actions: change(corrected),
      })),
      ...(late !== undefined && {
        timer: {
          guard: ({ context, event }: Moment) => event.type === 'timer' && event.name === lateName(step, context),
          target: late,
        },
      }),
    },
  };
}

function reviewEffect(step: Review, editable: readonly Field[], context: RunContext): JourneyEffect {
  const { name, queue, withinMs } = step;
  return {
    type: 'review',
    step: name,
    visit: visitOf(context, name),
    queue,
    reason: 'step-review',
    show: showPaths(step.show, context),
    options: [...step.options.keys()],
    ...(withinMs !== undefined && { withinMs }),
    ...(editable.length > 0 && { edit: editable.map((field) => editableField(field, context)) }),
  };
}

function editableField({ name, type, choices }: Field, { vars }: RunContext): EditableField {
  const base = { name, type, value: vars[name] ?? null };
  return choices.size === 0 ? base : { ...base, choices: [...choices.keys()] };
}

/** Data of other fields, or that fit no field or break its rule, are refused: what an advisor wrote is never half taken. */
function isAcceptable(editable: readonly Field[], { context, event }: Moment): boolean {
  if (event.type !== 'reviewed' || event.data === undefined) return true;
  const { data } = event;
  const given = Object.keys(data).map((name) => editable.find((field) => field.name === name));
  if (!given.every((field) => field !== undefined && isValid(field, data[field.name]))) return false;
  const { broken, undecided } = judgeFields(editable, { ...context.vars, ...data });
  return broken.length === 0 && undecided === undefined;
}

function corrected({ context, event }: Moment): Partial<RunContext> {
  if (event.type !== 'reviewed' || event.data === undefined) return {};
  return { vars: { ...context.vars, ...event.data } };
}

function lateName({ name }: Review, context: RunContext): string {
  return `${name}-${visitOf(context, name)}:late`;
}

function lateTimer(step: Review, context: RunContext): JourneyEffect[] {
  if (step.late === undefined || step.withinMs === undefined) return [];
  return [{ type: 'timer', name: lateName(step, context), afterMs: step.withinMs }];
}

function cancelLate(step: Review, { context, event }: Moment): JourneyEffect[] {
  return event.type === 'timer' ? [] : [{ type: 'cancel-timer', name: lateName(step, context) }];
}
