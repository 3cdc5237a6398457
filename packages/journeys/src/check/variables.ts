/** Whether each variable is set on every way to the step that reads it (forward data flow over the steps). */
import { say } from '../bilingual.ts';
import type { Expression } from '../feel/expression.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { type Problem, spellingHint } from '../problem.ts';
import type { Definition, Step } from '../read/definition.ts';
import { FACTS } from '../read/read-journey.ts';
import type { Report } from '../read/report.ts';
import type { TemplateUse } from '../template/template.ts';
import { edgesOf } from './graph.ts';

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
    for (const [expression, at] of expressionsOf(step)) checkExpression(expression, at, here, report);
    checkShown(step, here, report);
    if (step.kind === 'reply') checkTemplates(step.template, templates, here, problems);
  }
}

/** Fields without condition are surely there once the steps begin; `facts` always. */
function atStart({ fields }: Definition): Known {
  const sure = fields.filter(({ when, optional }) => when === undefined && !optional);
  return {
    surely: new Set([FACTS, ...sure.map(({ name }) => name)]),
    maybe: new Set([FACTS, ...fields.map(({ name }) => name)]),
  };
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
    for (const { to, saves } of edgesOf(step)) queue.push([byName.get(to), saves ? withSaved(step, now) : now]);
  }
  return known;
}

function merge(a: Known, b: Known): Known {
  return {
    surely: new Set([...a.surely].filter((name) => b.surely.has(name))),
    maybe: new Set([...a.maybe, ...b.maybe]),
  };
}

function withSaved(step: Step, { surely, maybe }: Known): Known {
  if (step.kind !== 'call' || step.save === undefined) return { surely, maybe };
  return { surely: new Set([...surely, step.save]), maybe: new Set([...maybe, step.save]) };
}

function expressionsOf(step: Step): [Expression, YamlPath][] {
  if (step.kind === 'decide') {
    return step.rows.flatMap(({ when }, index): [Expression, YamlPath][] =>
      when === undefined ? [] : [[when, [...step.at, 'decide', index, 'when']]],
    );
  }
  if (step.kind !== 'call') return [];
  const inputs = [...step.inputs].map(([name, input]): [Expression, YamlPath] => [input, [...step.at, 'with', name]]);
  return step.oncePer === undefined ? inputs : [...inputs, [step.oncePer, [...step.at, 'once-per']]];
}

function checkExpression({ uses }: Expression, at: YamlPath, known: Known, report: Report): void {
  for (const { root, offset, guarded } of uses) {
    const fault = faultOf(root, guarded, known);
    if (fault !== undefined) report.atValue(at, fault.code, fault.message, { hint: fault.hint, offset });
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
