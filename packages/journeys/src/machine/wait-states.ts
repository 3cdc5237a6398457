/** The states of a `wait`: for a while, for a day, for something that happens elsewhere; never without an end. */
import { say } from '../bilingual.ts';
import { isIsoDate } from '../feel/values.ts';
import type { Definition, Step } from '../read/definition.ts';
import { isFaulty, tooOften, undecided } from './faults.ts';
import { faultState, OPTIONS } from './human-states.ts';
import { blame, change, enter, give, type Moment, type State, type States, visitOf } from './machine-types.ts';
import type { Fault, JourneyEffect, RunContext } from './run.ts';

type Wait = Extract<Step, { readonly kind: 'wait' }>;

/** `step` and `step:review`: a wait in vain may be begun again, or left when nothing was to come of it. */
export function waitStates(definition: Definition, step: Wait): States {
  const { name } = step;
  const again = [OPTIONS.retry, { target: name }] as const;
  const brings = step.for.kind === 'event' && step.for.save !== undefined;
  const onward = brings ? [again] : [[OPTIONS.proceed, { target: step.go }] as const, again];
  return { [name]: waitState(step), [`${name}:review`]: faultState(definition, name, new Map(onward)) };
}

function waitState(step: Wait): State {
  const { name } = step;
  const awaited = step.for;
  return {
    entry: [
      enter(name, (context) => ({ fault: tooOften(context, name) ?? dayOf(step, context).fault })),
      give(({ context }) => ({
        trail: { step: name, visit: visitOf(context, name) },
        effects: context.fault === undefined ? timersOf(step, context) : [],
      })),
    ],
    exit: [give((moment) => ({ effects: cancelTimers(step, moment) }))],
    always: [{ guard: isFaulty, target: `${name}:review` }],
    on: {
      timer: [
        { guard: (moment) => fell(step, 'over', moment), target: step.go },
        ...(awaited.kind === 'duration' ? [] : [lateWay(step)]),
      ],
      ...(awaited.kind === 'event' && {
        event: {
          guard: ({ event }: Moment) => event.type === 'event' && event.name === awaited.event,
          target: step.go,
          actions: change((moment) => saved(awaited.save, moment)),
        },
      }),
    },
  };
}

function lateWay(step: Wait) {
  const guard = (moment: Moment): boolean => fell(step, 'at-most', moment);
  if (step.late !== undefined) return { guard, target: step.late };
  return { guard, target: `${step.name}:review`, actions: blame(() => inVain(step)) };
}

function inVain({ name }: Wait): Fault {
  return {
    reason: 'no-answer',
    detail: say(`« ${name} » a attendu en vain`, `"${name}" has waited in vain`),
  };
}

function saved(save: string | undefined, { context, event }: Moment): Partial<RunContext> {
  if (save === undefined || event.type !== 'event') return {};
  return { vars: { ...context.vars, [save]: event.data ?? null } };
}

/** Timers of a visit: `over` ends the wait as wanted, `at-most` ends it in vain. */
function timerName({ name }: Wait, which: 'over' | 'at-most', context: RunContext): string {
  return `${name}-${visitOf(context, name)}:${which}`;
}

function fell(step: Wait, which: 'over' | 'at-most', { context, event }: Moment): boolean {
  return event.type === 'timer' && event.name === timerName(step, which, context);
}

function timersOf(step: Wait, context: RunContext): Extract<JourneyEffect, { type: 'timer' }>[] {
  const timer = (which: 'over' | 'at-most') =>
    ({ type: 'timer', name: timerName(step, which, context), afterMs: step.atMostMs }) as const;
  if (step.for.kind === 'duration') return [timer('over')];
  if (step.for.kind === 'event') return [timer('at-most')];
  const { day } = dayOf(step, context);
  return day === undefined ? [] : [{ ...timer('over'), at: `${day}T00:00:00.000Z` }, timer('at-most')];
}

function cancelTimers(step: Wait, { context, event }: Moment): JourneyEffect[] {
  const fired = event.type === 'timer' ? event.name : undefined;
  if (context.fault !== undefined) return [];
  return timersOf(step, context)
    .filter(({ name }) => name !== fired)
    .map(({ name }) => ({ type: 'cancel-timer', name }));
}

/** The day that a wait for a date ends on; an instant counts for its day in UTC. */
function dayOf(step: Wait, { vars }: RunContext): { readonly day?: string; readonly fault?: Fault } {
  if (step.for.kind !== 'date') return {};
  const { until } = step.for;
  const outcome = until.value(vars);
  if (!outcome.decided) return { fault: undecided(`${step.name}, until`, outcome.why) };
  const day = typeof outcome.value === 'string' ? outcome.value.replace(/T\d{2}:\d{2}[\d:.]*Z$/, '') : '';
  if (isIsoDate(day)) return { day };
  const why = say(`« ${until.source} » n’est pas une date`, `"${until.source}" is not a date`);
  return { fault: undecided(`${step.name}, until`, why) };
}
