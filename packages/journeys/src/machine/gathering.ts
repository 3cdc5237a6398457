/** What one gathering of data asks for, and how it is worded: templates, timers, effects. */
import type { Field } from '../read/definition.ts';
import { judgeFields, lackOf } from './fields.ts';
import { type Moment, visitOf } from './machine-types.ts';
import type { JourneyEffect, RunContext } from './run.ts';

/** Data asked for together: at the start, or by a step. */
export interface Gathering {
  /** `collect`, or the step's name: names the states, the effects and the timers. */
  readonly name: string;
  readonly fields: readonly Field[];
  /** All fields of the journey: a mail may bring what is asked for elsewhere. */
  readonly all: readonly Field[];
  /** Where the run goes once it lacks nothing. */
  readonly next: string;
  /** Where it goes on giving up; undefined = to a human. */
  readonly late: string | undefined;
  /** Variables that each template reads. */
  readonly templateRoots: ReadonlyMap<string, readonly string[]>;
}

/** What `context` lacks. */
export function missingOf({ fields }: Gathering, context: RunContext): readonly Field[] {
  return lackOf(fields, context.vars).missing;
}

/** True when `vars` hold all that is asked for, beyond doubt. */
export function isComplete({ fields }: Gathering, vars: RunContext['vars']): boolean {
  const { missing, undecided } = lackOf(fields, vars);
  const { broken, undecided: doubt } = judgeFields(fields, vars);
  return missing.length === 0 && broken.length === 0 && undecided === undefined && doubt === undefined;
}

/** The one mail that asks for all that is missing, and the timers that follow it. */
export function askEffects(gathering: Gathering, context: RunContext): JourneyEffect[] {
  const missing = missingOf(gathering, context);
  const { remindMs, giveUpMs } = waits(missing);
  const templates = unique(missing.map((field) => questionOf(field, context)));
  const ask: JourneyEffect = {
    type: 'ask',
    step: gathering.name,
    visit: visitOf(context, gathering.name),
    templates,
    fields: missing.map(({ name }) => name),
    ...knownTo(templates, gathering, context),
  };
  const reminders = remindMs.map(
    (afterMs, index) => ({ type: 'timer', name: reminderTimer(gathering, context, index + 1), afterMs }) as const,
  );
  return [ask, ...reminders, { type: 'timer', name: giveUpTimer(gathering, context), afterMs: giveUpMs }];
}

/** A value that broke its rule is asked for again in other words. */
function questionOf({ name, ask, invalid }: Field, { broken = {} }: RunContext): string | undefined {
  return (broken[name] ?? 0) > 0 ? (invalid ?? ask) : ask;
}

function unique(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** The variables that `templates` read and that are known. */
function knownTo(
  templates: readonly string[],
  { templateRoots }: Gathering,
  { vars }: RunContext,
): { readonly data?: Record<string, unknown> } {
  const roots = new Set(templates.flatMap((template) => templateRoots.get(template) ?? []));
  const known = [...roots].filter((root) => vars[root] !== undefined);
  return known.length === 0 ? {} : { data: Object.fromEntries(known.map((root) => [root, vars[root]])) };
}

/** Waits after an ask: the earliest give-up of what is missing, and the reminders before it. */
function waits(missing: readonly Field[]): { readonly remindMs: readonly number[]; readonly giveUpMs: number } {
  const giveUpMs = Math.min(...missing.map((field) => field.giveUpMs));
  const all = new Set(missing.flatMap((field) => field.remindMs).filter((ms) => ms < giveUpMs));
  return { remindMs: [...all].sort((a, b) => a - b), giveUpMs };
}

/** Timers carry the visit, so that one set for an earlier ask is told apart. */
function reminderTimer({ name }: Gathering, context: RunContext, nth: number): string {
  return `${name}-${visitOf(context, name)}:remind-${nth}`;
}

/** The timer that ends the asking. */
export function giveUpTimer({ name }: Gathering, context: RunContext): string {
  return `${name}-${visitOf(context, name)}:give-up`;
}

/** Which reminder a timer is, when it is the next one or a later one that this ask has. */
export function nextReminder(gathering: Gathering, { context, event }: Moment): number | undefined {
  if (event.type !== 'timer') return undefined;
  const { remindMs } = waits(missingOf(gathering, context));
  const nth = remindMs.findIndex((_, index) => reminderTimer(gathering, context, index + 1) === event.name) + 1;
  return nth > context.reminded ? nth : undefined;
}

/** The reminder that a timer calls for. Those before it, should they still be to fall, have become pointless. */
export function remindEffects(gathering: Gathering, moment: Moment): JourneyEffect[] {
  const { context } = moment;
  const nth = nextReminder(gathering, moment) ?? 0;
  const skipped = Array.from({ length: Math.max(0, nth - 1 - context.reminded) }, (_, index) => {
    return { type: 'cancel-timer', name: reminderTimer(gathering, context, context.reminded + index + 1) } as const;
  });
  const missing = missingOf(gathering, context);
  const templates = unique(missing.map((field) => field.remindWith ?? questionOf(field, context)));
  return [
    {
      type: 'remind',
      step: gathering.name,
      visit: visitOf(context, gathering.name),
      nth,
      templates,
      fields: missing.map(({ name }) => name),
      ...knownTo(templates, gathering, context),
    },
    ...skipped,
  ];
}

/** The timers of an ask that are still to fall, cancelled. */
export function cancelTimers(gathering: Gathering, { context, event }: Moment): JourneyEffect[] {
  const { remindMs } = waits(missingOf(gathering, context));
  const reminders = remindMs.map((_, index) => reminderTimer(gathering, context, index + 1)).slice(context.reminded);
  const fired = event.type === 'timer' ? event.name : undefined;
  return [...reminders, giveUpTimer(gathering, context)]
    .filter((name) => name !== fired)
    .map((name) => ({ type: 'cancel-timer', name }));
}
