/** Names of data: those that `collect` steps ask for and advisors may edit, and those that an `each` keeps to itself. */
import { say } from '../bilingual.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { spellingHint } from '../problem.ts';
import type { Definition, Field, Step } from '../read/definition.ts';
import { FACTS } from '../read/read-journey.ts';
import type { Report } from '../read/report.ts';

type Each = Extract<Step, { readonly kind: 'each' }>;

/** Notes unknown fields, optional ones that a step asks for, and names that are set both inside an `each` and outside. */
export function checkFields({ fields, steps }: Definition, report: Report): void {
  const byName = new Map(fields.map((field) => [field.name, field]));
  for (const step of steps) {
    if (step.kind === 'collect') checkNames(step.fields, [...step.at, 'collect'], byName, report, checkAsked);
    if (step.kind === 'review') checkNames(step.edit, [...step.at, 'review', 'edit'], byName, report);
    if (step.kind === 'each') checkOwn(step, fields, steps, report);
  }
}

function checkNames(
  names: readonly string[],
  at: YamlPath,
  fields: ReadonlyMap<string, Field>,
  report: Report,
  check: (field: Field, at: YamlPath, report: Report) => void = () => undefined,
): void {
  for (const [index, name] of names.entries()) {
    const field = fields.get(name);
    if (field !== undefined) {
      check(field, [...at, index], report);
      continue;
    }
    const message = say(`il n’y a pas de donnée « ${name} » dans « collect »`, `"collect" has no datum "${name}"`);
    report.atValue([...at, index], 'unknown-field', message, { hint: spellingHint(name, fields.keys()) });
  }
}

function checkAsked({ name, optional }: Field, at: YamlPath, report: Report): void {
  if (!optional) return;
  const message = say(
    `« ${name} » est facultative : on ne la demande pas`,
    `"${name}" is optional: it is never asked for`,
  );
  report.atValue(at, 'wrong-value', message, {
    hint: say('retirez « optional » ou ce nom', 'remove "optional" or this name'),
  });
}

/** What is set inside is unset after: a name that others set too would be lost to them. */
function checkOwn(each: Each, fields: readonly Field[], steps: readonly Step[], report: Report): void {
  const outside = new Set([FACTS, ...fields.flatMap(({ name, atStart }) => (atStart ? [name] : []))]);
  for (const step of steps) {
    if (step.around === undefined) for (const { name } of setBy(step)) outside.add(name);
  }
  const inside = steps.filter(({ around }) => around === each.name).flatMap(setBy);
  for (const { name, at } of [{ name: each.as, at: [...each.at, 'each', 'as'] }, ...inside]) {
    if (!outside.has(name)) continue;
    const message = say(
      `« ${name} » est aussi le nom d’une donnée hors de « ${each.name} »`,
      `"${name}" is also the name of a datum outside "${each.name}"`,
    );
    report.atValue(at, 'duplicate-name', message, { hint: say('donnez-lui un autre nom', 'give it another name') });
  }
}

/** The variables that a step sets, with the places where it names them. */
function setBy(step: Step): { readonly name: string; readonly at: YamlPath }[] {
  if (step.kind === 'collect') {
    return step.fields.map((name, index) => ({ name, at: [...step.at, 'collect', index] }));
  }
  if (step.kind === 'call' && step.save !== undefined) return [{ name: step.save, at: [...step.at, 'save'] }];
  if (step.kind !== 'wait' || step.for.kind !== 'event' || step.for.save === undefined) return [];
  return [{ name: step.for.save, at: [...step.at, 'wait', 'save'] }];
}
