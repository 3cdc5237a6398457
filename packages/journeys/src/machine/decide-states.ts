/** The states of a `decide`: rules or a table, one after the other. */
import { say } from '../bilingual.ts';
import { type Definition, NEXT_ITEM, type Row, type Step } from '../read/definition.ts';
import { isFaulty } from './faults.ts';
import { type Choice, faultState } from './human-states.ts';
import { enter, give, type Moment, type State, type States, visitOf } from './machine-types.ts';
import type { RunContext } from './run.ts';

type Decide = Extract<Step, { readonly kind: 'decide' }>;

/** `step` and `step:review`, in which a human chooses the way. */
export function decideStates(definition: Definition, step: Decide): States {
  const { name } = step;
  return { [name]: decideState(step), [`${name}:review`]: faultState(definition, name, targetsOf(step.rows)) };
}

function targetsOf(rows: readonly Row[]): ReadonlyMap<string, Choice> {
  return new Map(rows.map(({ go }) => [go.endsWith(':next') ? NEXT_ITEM : go, { target: go }]));
}

function decideState(step: Decide): State {
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
function decide({ name, rows, table }: Decide, { vars }: RunContext): Partial<RunContext> {
  for (const [index, { when }] of rows.entries()) {
    const outcome = when?.test(vars) ?? { decided: true, value: true };
    if (!outcome.decided) {
      const [row, source] = [index + 1, when?.source ?? ''];
      const of = table === undefined ? '' : `${table}, `;
      const fr = `${name}, ${of}règle ${row} (« ${source} ») : ${outcome.why.fr}`;
      const en = `${name}, ${of}row ${row} ("${source}"): ${outcome.why.en}`;
      return { decided: undefined, fault: { reason: 'rule-undecided', detail: say(fr, en) } };
    }
    if (outcome.value) return { decided: index };
  }
  return { decided: rows.length - 1 };
}
