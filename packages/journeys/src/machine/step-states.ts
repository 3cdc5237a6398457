/** The states of an author's steps. */
import { say } from '../bilingual.ts';
import type { Definition, Field, Row, Step } from '../read/definition.ts';
import { fitting, isDocument } from './fields.ts';
import { type Choice, chose, faultState, handoffState, OPTIONS, showPaths } from './human-states.ts';
import { answers, blame, change, enter, give, type Moment, type State, type States, visitOf } from './machine-types.ts';
import type { Fault, FoundDocument, JourneyEffect, RunContext } from './run.ts';

type StepOf<Kind extends Step['kind']> = Extract<Step, { readonly kind: Kind }>;

/** Above this many visits a step that acts or writes goes to a human: nothing an author means loops so often. */
export const MAX_VISITS = 20;

/** The state of `step`, and the review that it may need. `templateRoots`: variables that each template reads. */
export function stepStates(
  definition: Definition,
  step: Step,
  templateRoots: ReadonlyMap<string, readonly string[]>,
): States {
  const { name } = step;
  switch (step.kind) {
    case 'call':
      return { [name]: callState(step), [`${name}:review`]: retryState(definition, name) };
    case 'decide':
      return { [name]: decideState(step), [`${name}:review`]: faultState(definition, name, targetsOf(step.rows)) };
    case 'review':
      return { [name]: reviewState(step, definition.fields) };
    case 'reply':
      return {
        [name]: replyState(step, templateRoots.get(step.template) ?? []),
        [`${name}:review`]: retryState(definition, name),
      };
    case 'handoff':
      return { [name]: handoffState(name, step.queue, (context) => showPaths(step.show, context)) };
    case 'start':
      return { [name]: passState(name, (context) => startOtherJourney(definition, step, context)) };
    case 'close':
      return { [name]: passState(name, () => ({ type: 'close', outcome: step.outcome })) };
  }
}

function retryState(definition: Definition, step: string): State {
  return faultState(definition, step, new Map([[OPTIONS.retry, { target: step }]]));
}

function targetsOf(rows: readonly Row[]): ReadonlyMap<string, Choice> {
  return new Map(rows.map(({ go }) => [go, { target: go }]));
}

const isFaulty = ({ context }: Moment): boolean => context.fault !== undefined;

function tooOften(context: RunContext, step: string): Fault | undefined {
  if (visitOf(context, step) <= MAX_VISITS) return undefined;
  const detail = say(`« ${step} » a été faite ${MAX_VISITS} fois`, `"${step}" was done ${MAX_VISITS} times`);
  return { reason: 'loop-suspected', detail };
}

function callState(step: StepOf<'call'>): State {
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
        actions: change((moment) => saved(step, moment)),
      },
      'call-failed': failures(step),
    },
  };
}

function failures(step: StepOf<'call'>) {
  const { name } = step;
  const planned = [...step.on].map(([code, target]) => ({
    guard: (moment: Moment) =>
      answers(moment, name) && moment.event.type === 'call-failed' && moment.event.code === code,
    target,
  }));
  const unplanned = {
    guard: (moment: Moment) => answers(moment, name),
    target: `${name}:review`,
    actions: blame((moment) => failureOf(step, moment)),
  };
  return [...planned, unplanned];
}

function failureOf(step: StepOf<'call'>, { event }: Moment): Fault {
  const reason = event.type === 'call-failed' ? `${event.code}: ${event.message}` : '';
  const detail = say(`« ${step.operation} » a échoué (${reason})`, `"${step.operation}" failed (${reason})`);
  return { reason: 'connector-failed', detail };
}

function saved(step: StepOf<'call'>, { context, event }: Moment): Partial<RunContext> {
  if (event.type !== 'call-done' || step.save === undefined) return {};
  return { vars: { ...context.vars, [step.save]: event.output } };
}

/** The call, or why its inputs cannot be worked out. */
function callEffect(step: StepOf<'call'>, context: RunContext): Extract<JourneyEffect, { type: 'call' }> | Fault {
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

function undecided(where: string, why: Fault['detail']): Fault {
  return { reason: 'rule-undecided', detail: say(`${where} : ${why.fr}`, `${where}: ${why.en}`) };
}

function decideState(step: StepOf<'decide'>): State {
  const { name, rows } = step;
  return {
    entry: [
      enter(name, (context) => decide(step, context)),
      give(({ context }) => {
        const row = context.decided === undefined ? {} : { row: context.decided + 1 };
        return { trail: { step: name, visit: visitOf(context, name), ...row }, effects: [] };
      }),
    ],
    always: [
      { guard: isFaulty, target: `${name}:review` },
      ...rows.map(({ go }, index) => ({ guard: ({ context }: Moment) => context.decided === index, target: go })),
    ],
  };
}

/** First row that holds. A row in doubt stops the search: the rows below it were written for when it does not hold. */
function decide({ name, rows }: StepOf<'decide'>, { vars }: RunContext): Partial<RunContext> {
  for (const [index, { when }] of rows.entries()) {
    const outcome = when?.test(vars) ?? { decided: true, value: true };
    if (!outcome.decided) {
      const [row, source] = [index + 1, when?.source ?? ''];
      const fr = `${name}, règle ${row} (« ${source} ») : ${outcome.why.fr}`;
      const en = `${name}, row ${row} ("${source}"): ${outcome.why.en}`;
      return { decided: undefined, fault: { reason: 'rule-undecided', detail: say(fr, en) } };
    }
    if (outcome.value) return { decided: index };
  }
  return { decided: rows.length - 1 };
}

function reviewState(step: StepOf<'review'>, fields: readonly Field[]): State {
  const { name, queue, withinMs } = step;
  const options = [...step.options.keys()];
  return {
    entry: [
      enter(name),
      give(({ context }) => {
        const visit = visitOf(context, name);
        const show = showPaths(step.show, context);
        const review = { type: 'review', step: name, visit, queue, reason: 'step-review', show, options } as const;
        return { trail: { step: name, visit }, effects: [{ ...review, ...(withinMs !== undefined && { withinMs }) }] };
      }),
    ],
    on: {
      reviewed: [...step.options].map(([option, target]) => ({
        guard: (moment: Moment) => chose(moment, name, option),
        target,
        actions: change((moment) => corrected(fields, moment)),
      })),
    },
  };
}

/** What the advisor corrected among the collected fields. */
function corrected(fields: readonly Field[], { context, event }: Moment): Partial<RunContext> {
  if (event.type !== 'reviewed' || event.data === undefined) return {};
  return { vars: { ...context.vars, ...fitting(fields, event.data) } };
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
