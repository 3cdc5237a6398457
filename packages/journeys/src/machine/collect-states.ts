/** The states that gather data: decide what is missing, ask for all of it in one mail, remind, give up. */
import { say } from '../bilingual.ts';
import type { Definition, Field } from '../read/definition.ts';
import { fillFields, fitting, lackOf } from './fields.ts';
import { choices, chose, faultOutput, LEAVE, OPTIONS } from './human-states.ts';
import {
  blame,
  change,
  enter,
  give,
  type Moment,
  type Output,
  type State,
  type States,
  visitOf,
} from './machine-types.ts';
import type { JourneyEffect, RunContext } from './run.ts';

/** `collect`, `collect:ask` and `collect:review`; a run goes to `first` once it lacks nothing. */
export function collectStates(definition: Definition, first: string): States {
  return {
    collect: { always: routes(definition.fields, first) },
    'collect:ask': askState(definition.fields),
    'collect:review': giveUpState(definition),
  };
}

function routes(fields: readonly Field[], first: string) {
  const lack = ({ context }: Moment) => lackOf(fields, context.vars);
  return [
    { guard: (moment: Moment) => lack(moment).missing.length > 0, target: 'collect:ask' },
    {
      guard: (moment: Moment) => lack(moment).undecided !== undefined,
      target: 'collect:review',
      actions: blame((moment) => ({ reason: 'rule-undecided', detail: lack(moment).undecided ?? noAnswer })),
    },
    { target: first },
  ];
}

const noAnswer = say('le client n’a pas donné ce qui manque', 'the customer did not give what is missing');

function askState(fields: readonly Field[]): State {
  return {
    entry: [enter('collect', () => ({ reminded: 0 })), give(({ context }) => askOutput(fields, context))],
    exit: [give((moment) => ({ effects: cancelTimers(fields, moment) }))],
    on: {
      mail: answeredBy(fields),
      timer: [
        {
          guard: (moment) => nextReminder(fields, moment) !== undefined,
          actions: [
            give((moment) => ({ effects: remind(fields, moment) })),
            change((moment) => ({ reminded: nextReminder(fields, moment) ?? moment.context.reminded })),
          ],
        },
        {
          guard: ({ context, event }) => event.type === 'timer' && event.name === giveUpTimer(context),
          target: 'collect:review',
          actions: blame(() => ({ reason: 'no-answer', detail: noAnswer })),
        },
      ],
    },
  };
}

function filledBy(fields: readonly Field[], { context, event }: Moment): Record<string, unknown> {
  return event.type === 'mail' ? fillFields(fields, context.vars, { ...event, isAnswer: true }) : {};
}

/** A mail counts as an answer when it fills a field. */
function answeredBy(fields: readonly Field[]) {
  return {
    guard: (moment: Moment) => Object.keys(filledBy(fields, moment)).length > 0,
    target: 'collect',
    actions: change((moment) => ({ vars: { ...moment.context.vars, ...filledBy(fields, moment) } })),
  };
}

function missingOf(fields: readonly Field[], context: RunContext): readonly Field[] {
  return lackOf(fields, context.vars).missing;
}

function unique(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Waits after an ask: the earliest give-up of what is missing, and the reminders before it. */
function waits(missing: readonly Field[]): { readonly remindMs: readonly number[]; readonly giveUpMs: number } {
  const giveUpMs = Math.min(...missing.map((field) => field.giveUpMs));
  const all = new Set(missing.flatMap((field) => field.remindMs).filter((ms) => ms < giveUpMs));
  return { remindMs: [...all].sort((a, b) => a - b), giveUpMs };
}

/** Timers carry the visit, so that one set for an earlier ask is told apart. */
function reminderTimer(context: RunContext, nth: number): string {
  return `collect-${visitOf(context, 'collect')}:remind-${nth}`;
}

function giveUpTimer(context: RunContext): string {
  return `collect-${visitOf(context, 'collect')}:give-up`;
}

function askOutput(fields: readonly Field[], context: RunContext): Output {
  const missing = missingOf(fields, context);
  const visit = visitOf(context, 'collect');
  const { remindMs, giveUpMs } = waits(missing);
  const templates = unique(missing.map((field) => field.ask));
  const ask: JourneyEffect = {
    type: 'ask',
    step: 'collect',
    visit,
    templates,
    fields: missing.map(({ name }) => name),
  };
  const reminders = remindMs.map(
    (afterMs, index) => ({ type: 'timer', name: reminderTimer(context, index + 1), afterMs }) as const,
  );
  const giveUp = { type: 'timer', name: giveUpTimer(context), afterMs: giveUpMs } as const;
  return { trail: { step: 'collect', visit }, effects: [ask, ...reminders, giveUp] };
}

/** Which reminder a timer is, when it is the next one or a later one that this ask has. */
function nextReminder(fields: readonly Field[], { context, event }: Moment): number | undefined {
  if (event.type !== 'timer') return undefined;
  const { remindMs } = waits(missingOf(fields, context));
  const nth = remindMs.findIndex((_, index) => reminderTimer(context, index + 1) === event.name) + 1;
  return nth > context.reminded ? nth : undefined;
}

function remind(fields: readonly Field[], moment: Moment): JourneyEffect[] {
  const missing = missingOf(fields, moment.context);
  const visit = visitOf(moment.context, 'collect');
  const templates = unique(missing.map((field) => field.remindWith ?? field.ask));
  const nth = nextReminder(fields, moment) ?? 0;
  return [{ type: 'remind', step: 'collect', visit, nth, templates, fields: missing.map(({ name }) => name) }];
}

function cancelTimers(fields: readonly Field[], { context, event }: Moment): JourneyEffect[] {
  const { remindMs } = waits(missingOf(fields, context));
  const reminders = remindMs.map((_, index) => reminderTimer(context, index + 1)).slice(context.reminded);
  const fired = event.type === 'timer' ? event.name : undefined;
  return [...reminders, giveUpTimer(context)]
    .filter((name) => name !== fired)
    .map((name) => ({ type: 'cancel-timer', name }));
}

/** A human looks: fill in what is missing and go on, ask again, hand over, close. A late answer still counts. */
function giveUpState(definition: Definition): State {
  const { fields } = definition;
  const completed = ({ context, event }: Moment): Record<string, unknown> => ({
    ...context.vars,
    ...(event.type === 'reviewed' && event.data !== undefined && fitting(fields, event.data)),
  });
  const isComplete = (moment: Moment): boolean => {
    const { missing, undecided } = lackOf(fields, completed(moment));
    return missing.length === 0 && undecided === undefined;
  };
  const options = [OPTIONS.proceed, OPTIONS.remind, ...LEAVE.map(([name]) => name)];
  return {
    entry: [give(({ context }) => faultOutput(definition, 'collect', options, context))],
    on: {
      mail: answeredBy(fields),
      reviewed: [
        {
          guard: (moment) => chose(moment, 'collect', OPTIONS.proceed) && isComplete(moment),
          target: 'collect',
          actions: change((moment) => ({ vars: completed(moment) })),
        },
        { guard: (moment) => chose(moment, 'collect', OPTIONS.remind), target: 'collect' },
        ...choices('collect', new Map(LEAVE)),
      ],
    },
  };
}
