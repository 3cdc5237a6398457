/** The states that gather data: decide what is missing, ask for all of it in one mail, remind, give up. */
import { say } from '../bilingual.ts';
import type { Definition, Step } from '../read/definition.ts';
import { fillFields, fitting, judgeFields, lackOf } from './fields.ts';
import {
  askEffects,
  cancelTimers,
  type Gathering,
  giveUpTimer,
  isComplete,
  missingOf,
  nextReminder,
  remindEffects,
} from './gathering.ts';
import { choices, chose, faultOutput, LEAVE, OPTIONS } from './human-states.ts';
import { blame, change, enter, give, type Moment, type State, type States, visitOf } from './machine-types.ts';
import type { Fault, RunContext } from './run.ts';

/** Wrong values of one field before a human looks. */
export const MAX_BROKEN = 3;

/** `collect`, `collect:ask` and `collect:review`; a run goes to `first` once it lacks nothing. */
export function collectStates(
  definition: Definition,
  first: string,
  templateRoots: Gathering['templateRoots'],
): States {
  const { fields: all } = definition;
  const fields = all.filter(({ atStart }) => atStart);
  const gathering: Gathering = { name: 'collect', fields, all, next: first, late: undefined, templateRoots };
  return {
    collect: { entry: hasRules(gathering) ? [judge(gathering)] : [], always: routes(gathering) },
    'collect:ask': askState(gathering, [
      enter('collect', () => ({ reminded: 0 })),
      give(({ context }) => ({
        trail: { step: 'collect', visit: visitOf(context, 'collect') },
        effects: askEffects(gathering, context),
      })),
    ]),
    'collect:review': giveUpState(definition, gathering),
  };
}

/** The same for a step that asks: each time that it is entered is a visit, whether something is missing or not. */
export function collectStepStates(
  definition: Definition,
  { name, fields, late, go }: Extract<Step, { readonly kind: 'collect' }>,
  templateRoots: Gathering['templateRoots'],
): States {
  const { fields: all } = definition;
  const asked = all.filter((field) => fields.includes(field.name));
  const gathering: Gathering = { name, fields: asked, all, next: go, late, templateRoots };
  const trail = give(({ context }) => ({ trail: { step: name, visit: visitOf(context, name) }, effects: [] }));
  return {
    [name]: { entry: [enter(name), judge(gathering), trail], always: routes(gathering) },
    [`${name}:ask`]: askState(gathering, [
      change(() => ({ reminded: 0, fault: undefined })),
      give(({ context }) => ({ effects: askEffects(gathering, context) })),
    ]),
    [`${name}:review`]: giveUpState(definition, gathering),
  };
}

function hasRules({ fields }: Gathering): boolean {
  return fields.some(({ valid }) => valid !== undefined);
}

/** Drops values that break their rule, and counts them. */
function judge(gathering: Gathering) {
  return change(({ context }): Partial<RunContext> => {
    const { vars, broken, undecided } = judgeFields(gathering.fields, context.vars);
    const doubt: Fault | undefined = undecided && { reason: 'rule-undecided', detail: undecided };
    if (broken.length === 0) return { fault: doubt };
    const counted = { ...context.broken };
    for (const { name } of broken) counted[name] = (counted[name] ?? 0) + 1;
    const worst = broken.find(({ name }) => (counted[name] ?? 0) >= MAX_BROKEN);
    return { vars, broken: counted, fault: worst === undefined ? doubt : tooWrong(worst.name) };
  });
}

function tooWrong(name: string): Fault {
  return {
    reason: 'loop-suspected',
    detail: say(
      `« ${name} » : ${MAX_BROKEN} valeurs données, aucune ne convient`,
      `"${name}": ${MAX_BROKEN} values given, none fits`,
    ),
  };
}

function routes(gathering: Gathering) {
  const { name, fields, next } = gathering;
  const lack = ({ context }: Moment) => lackOf(fields, context.vars);
  const review = `${name}:review`;
  const faulty = (is: (fault: Fault) => boolean) => ({
    guard: ({ context: { fault } }: Moment) => hasRules(gathering) && fault !== undefined && is(fault),
    target: review,
  });
  return [
    faulty(({ reason }) => reason === 'loop-suspected'),
    { guard: (moment: Moment) => lack(moment).missing.length > 0, target: `${name}:ask` },
    {
      guard: (moment: Moment) => lack(moment).undecided !== undefined,
      target: review,
      actions: blame((moment) => ({ reason: 'rule-undecided', detail: lack(moment).undecided ?? noAnswer })),
    },
    faulty(() => true),
    { target: next },
  ];
}

const noAnswer = say('le client n’a pas donné ce qui manque', 'the customer did not give what is missing');

function askState(gathering: Gathering, entry: NonNullable<State['entry']>): State {
  const { name, late } = gathering;
  const isOver = ({ context, event }: Moment): boolean =>
    event.type === 'timer' && event.name === giveUpTimer(gathering, context);
  return {
    entry,
    exit: [give((moment) => ({ effects: cancelTimers(gathering, moment) }))],
    on: {
      mail: answeredBy(gathering),
      timer: [
        {
          guard: (moment) => nextReminder(gathering, moment) !== undefined,
          actions: [
            give((moment) => ({ effects: remindEffects(gathering, moment) })),
            change((moment) => ({ reminded: nextReminder(gathering, moment) ?? moment.context.reminded })),
          ],
        },
        late === undefined
          ? {
              guard: isOver,
              target: `${name}:review`,
              actions: blame(() => ({ reason: 'no-answer', detail: noAnswer })),
            }
          : { guard: isOver, target: late },
      ],
    },
  };
}

function filledBy(gathering: Gathering, { context, event }: Moment): Record<string, unknown> {
  if (event.type !== 'mail') return {};
  const asked = missingOf(gathering, context);
  return fillFields(gathering.all, context.vars, { ...event, isAnswer: true, asked });
}

/** A mail counts as an answer when it fills a field. */
function answeredBy(gathering: Gathering) {
  return {
    guard: (moment: Moment) => Object.keys(filledBy(gathering, moment)).length > 0,
    target: gathering.name,
    actions: change((moment) => ({ vars: { ...moment.context.vars, ...filledBy(gathering, moment) } })),
  };
}

/** A human looks: fill in what is missing and go on, ask again, hand over, close. A late answer still counts. */
function giveUpState(definition: Definition, gathering: Gathering): State {
  const { name } = gathering;
  const completed = ({ context, event }: Moment): Record<string, unknown> => ({
    ...context.vars,
    ...(event.type === 'reviewed' && event.data !== undefined && fitting(definition.fields, event.data)),
  });
  const options = [OPTIONS.proceed, OPTIONS.remind, ...LEAVE.map(([option]) => option)];
  return {
    entry: [give(({ context }) => faultOutput(definition, name, options, context))],
    on: {
      mail: answeredBy(gathering),
      reviewed: [
        {
          guard: (moment) => chose(moment, name, OPTIONS.proceed) && isComplete(gathering, completed(moment)),
          target: name,
          actions: change((moment) => ({ vars: completed(moment) })),
        },
        { guard: (moment) => chose(moment, name, OPTIONS.remind), target: name },
        ...choices(name, new Map(LEAVE)),
      ],
    },
  };
}
