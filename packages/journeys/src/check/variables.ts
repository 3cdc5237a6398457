/** Whether each variable is set on every way to the step that reads it (forward data flow over the steps). */
import { say } from '../bilingual.ts';
import type { Expression } from '../feel/expression.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { type Problem, spellingHint } from '../problem.ts';
import type { Definition, Field, Located, Step } from '../read/definition.ts';
import { FACTS } from '../read/read-journey.ts';
import type { Report } from '../read/report.ts';
import type { TemplateUse } from '../template/template.ts';
import { edgesOf, entersEach } from './graph.ts';

/** What may and what must be set when a step begins. */
interface Known {
  readonly surely: ReadonlySet<string>;
  readonly maybe: ReadonlySet<string>;
}

/** Templates as the check needs them: name → the variables that each language's file reads. */
export type TemplateUses = ReadonlyMap<
  string,
  readonly { readonly file: string; readonly uses: readonly TemplateUse[] }[]
>;

/** Notes variables that are never set before their step, and those that are not set on every way to it. */
export function checkVariables(
  definition: Definition,
  templates: TemplateUses,
  report: Report,
  problems: Problem[],
): void {
  const known = flow(definition);
  for (const step of definition.steps) {
    const here = known.get(step.name);
    if (here === undefined) continue;
    for (const read of readBy(step)) checkRead(read, here, report);
    checkShown(step, here, report);
    if (step.kind === 'reply') checkTemplates(step.template, templates, here, problems);
    if (step.kind === 'collect') checkAsked(step, definition.fields, templates, here, report, problems);
  }
}

/** Fields asked for at the start without condition are surely there once the steps begin; `facts` always. */
function atStart({ fields }: Definition): Known {
  const sure = fields.filter((field) => field.atStart && isAlwaysAsked(field));
  return {
    surely: new Set([FACTS, ...sure.map(({ name }) => name)]),
    maybe: new Set([FACTS, ...fields.map(({ name }) => name)]),
  };
}

function isAlwaysAsked({ when, optional }: Field): boolean {
  return when === undefined && !optional;
}

function flow(definition: Definition): Map<string, Known> {
  const byName = new Map(definition.steps.map((step) => [step.name, step]));
  const known = new Map<string, Known>();
  const queue: [Step | undefined, Known][] = [[definition.steps[0], atStart(definition)]];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    const [step, arriving] = item;
    if (step === undefined) continue;
    const before = known.get(step.name);
    const now = before === undefined ? arriving : merge(before, arriving);
    if (before !== undefined && now.surely.size === before.surely.size && now.maybe.size === before.maybe.size)
      continue;
    known.set(step.name, now);
    for (const { to, sets } of edgesOf(step)) {
      const next = byName.get(to);
      if (next === undefined || entersEach(step, next)) continue;
      queue.push([next, without(leftBehind(step, next, byName), withSet(sets, now, definition))]);
    }
  }
  return known;
}

/** What an `each` sets is unset on every way out of it, and before its next item. */
function leftBehind(step: Step, next: Step | undefined, steps: ReadonlyMap<string, Step>): readonly string[] {
  if (step.around === undefined || next?.around === step.around) return [];
  const each = steps.get(step.around);
  return each?.kind === 'each' ? each.sets : [];
}

function without(names: readonly string[], { surely, maybe }: Known): Known {
  if (names.length === 0) return { surely, maybe };
  const rest = (all: ReadonlySet<string>) => new Set([...all].filter((name) => !names.includes(name)));
  return { surely: rest(surely), maybe: rest(maybe) };
}

function merge(a: Known, b: Known): Known {
  return {
    surely: new Set([...a.surely].filter((name) => b.surely.has(name))),
    maybe: new Set([...a.maybe, ...b.maybe]),
  };
}

/** A field that depends on a condition is there only where the condition holds. */
function withSet(names: readonly string[], { surely, maybe }: Known, { fields }: Definition): Known {
  if (names.length === 0) return { surely, maybe };
  const sure = names.filter((name) => fields.find((field) => field.name === name)?.when === undefined);
  return { surely: new Set([...surely, ...sure]), maybe: new Set([...maybe, ...names]) };
}

function readBy(step: Step): Located[] {
  const located = (expression: Expression | undefined, path: YamlPath): Located[] =>
    expression === undefined ? [] : [{ uses: expression.uses, at: [...step.at, ...path] }];
  switch (step.kind) {
    case 'decide':
      if (step.table !== undefined) return [...step.inputs, ...step.rows.flatMap(({ cells }) => cells)];
      return step.rows.flatMap(({ when }, index) => located(when, ['decide', index, 'when']));
    case 'call':
      return [
        ...[...step.inputs].flatMap(([name, input]) => located(input, ['with', name])),
        ...located(step.oncePer, ['once-per']),
      ];
    case 'wait':
      return step.for.kind === 'date' ? located(step.for.until, ['wait', 'until']) : [];
    case 'each':
      return located(step.of, ['each', 'of']);
    default:
      return [];
  }
}

function checkRead({ uses, at }: Located, known: Known, report: Report): void {
  for (const { root, offset, guarded } of uses) {
    const fault = faultOf(root, guarded, known);
    if (fault !== undefined) report.atValue(at, fault.code, fault.message, { hint: fault.hint, offset });
  }
}

/** Rules of the fields that a step asks for may look at the other ones; their templates at what is known before. */
function checkAsked(
  step: Extract<Step, { readonly kind: 'collect' }>,
  fields: readonly Field[],
  templates: TemplateUses,
  here: Known,
  report: Report,
  problems: Problem[],
): void {
  const asked = fields.filter(({ name }) => step.fields.includes(name));
  const surely = new Set([...here.surely, ...step.fields]);
  for (const { name, when, valid, ask, invalid, remindWith } of asked) {
    const others = without([name], { surely, maybe: here.maybe });
    if (when !== undefined) checkRead({ uses: when.uses, at: ['collect', name, 'when'] }, others, report);
    const all = { surely, maybe: here.maybe };
    if (valid !== undefined) checkRead({ uses: valid.uses, at: ['collect', name, 'valid'] }, all, report);
    for (const template of new Set([ask, invalid, remindWith])) {
      checkTemplates(template ?? '', templates, here, problems);
    }
  }
}

function checkShown(step: Step, known: Known, report: Report): void {
  if (step.kind !== 'review' && step.kind !== 'handoff') return;
  const at = step.kind === 'review' ? [...step.at, 'review', 'show'] : [...step.at, 'show'];
  for (const [index, path] of step.show.entries()) {
    const fault = faultOf(path.split('.')[0] ?? '', true, known);
    if (fault !== undefined) report.atValue([...at, index], fault.code, fault.message, { hint: fault.hint });
  }
}

function checkTemplates(name: string, templates: TemplateUses, known: Known, problems: Problem[]): void {
  for (const { file, uses } of templates.get(name) ?? []) {
    const seen = new Set<string>();
    for (const { root, guarded, line, column } of uses) {
      const fault = faultOf(root, guarded, known);
      if (fault === undefined || seen.has(root)) continue;
      seen.add(root);
      problems.push({ file, line, column, ...fault });
    }
  }
}

function faultOf(root: string, guarded: boolean, { surely, maybe }: Known) {
  if (surely.has(root) || (guarded && maybe.has(root))) return undefined;
  if (maybe.has(root)) {
    return {
      code: 'maybe-unset',
      message: say(`« ${root} » n’est pas toujours connu ici`, `"${root}" is not always known here`),
      hint: say(
        `écrivez « if is defined(${root}) then … else … » (dans un modèle : {% if ${root} %})`,
        `write "if is defined(${root}) then … else …" (in a template: {% if ${root} %})`,
      ),
    } as const;
  }
  return {
    code: 'unset-variable',
    message: say(`« ${root} » n’est pas connu ici`, `"${root}" is not known here`),
    hint: spellingHint(root, maybe),
  } as const;
}
