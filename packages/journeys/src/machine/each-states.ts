/** The states of an `each`: its inner steps once for each item, one item after the other. */
import { say } from '../bilingual.ts';
import type { Definition, Step } from '../read/definition.ts';
import { isFaulty, retryState, undecided } from './faults.ts';
import { change, enter, give, type State, type States, visitOf } from './machine-types.ts';
import type { Fault, RunContext } from './run.ts';

type Each = Extract<Step, { readonly kind: 'each' }>;

/** More items than this are for a human to see. */
export const MAX_ITEMS = 100;

/** The state that goes on to the next item. */
export function nextItemOf(each: string): string {
  return `${each}:next`;
}

/** `step` begins with the first item, `step:next` goes on to the next one, `step:review` when there is no such list. */
export function eachStates(definition: Definition, step: Each): States {
  const { name } = step;
  return {
    [name]: itemState(step, (context) => firstItem(step, context)),
    [nextItemOf(name)]: itemState(step, (context) => nextItem(step, context)),
    [`${name}:review`]: retryState(definition, name),
  };
}

function itemState({ name, first, go }: Each, item: (context: RunContext) => Partial<RunContext>): State {
  return {
    entry: [
      enter(name, item),
      give(({ context }) => {
        const at = context.each === undefined ? {} : { item: context.each.index + 1 };
        return { trail: { step: name, visit: visitOf(context, name), ...at }, effects: [] };
      }),
    ],
    always: [
      { guard: isFaulty, target: `${name}:review` },
      { guard: ({ context }) => context.each === undefined, target: go },
      { target: first },
    ],
  };
}

function firstItem(step: Each, context: RunContext): Partial<RunContext> {
  const outcome = step.of.value(context.vars);
  if (!outcome.decided) return { fault: undecided(`${step.name}, of`, outcome.why) };
  if (!Array.isArray(outcome.value)) {
    const { source } = step.of;
    const why = say(`« ${source} » n’est pas une liste`, `"${source}" is not a list`);
    return { fault: undecided(`${step.name}, of`, why) };
  }
  if (outcome.value.length > MAX_ITEMS) return { fault: tooMany(step, outcome.value.length) };
  return itemAt(step, outcome.value, 0, context);
}

function tooMany({ of }: Each, count: number): Fault {
  return {
    reason: 'loop-suspected',
    detail: say(
      `« ${of.source} » a ${count} éléments ; le parcours en traite ${MAX_ITEMS} au plus`,
      `"${of.source}" has ${count} items; the journey takes ${MAX_ITEMS} at most`,
    ),
  };
}

function nextItem(step: Each, context: RunContext): Partial<RunContext> {
  const { items = [], index = 0 } = context.each ?? {};
  return itemAt(step, items, index + 1, context);
}

/** The item's variable is set, whatever the item before it left is unset; after the last, that variable too. */
function itemAt(step: Each, items: readonly unknown[], index: number, context: RunContext): Partial<RunContext> {
  const cleared = withoutOwn(step, context);
  if (index >= items.length) return { ...cleared, each: undefined };
  return { ...cleared, vars: { ...cleared.vars, [step.as]: items[index] }, each: { step: step.name, items, index } };
}

function withoutOwn({ sets }: Each, { vars, broken }: RunContext): Pick<RunContext, 'vars' | 'broken'> {
  return { vars: without(sets, vars), ...(broken && { broken: without(sets, broken) }) };
}

function without<T>(names: readonly string[], values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/** On entering a step outside: a run that left an `each` before its last item leaves its variables behind. */
export function leaveEach(eaches: readonly Each[]) {
  return change(({ context }) => {
    const left = eaches.find(({ name }) => name === context.each?.step);
    return left === undefined ? {} : { ...withoutOwn(left, context), each: undefined };
  });
}
