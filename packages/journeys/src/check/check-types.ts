/** The types of every rule, date, list, input and key that `journey.yaml` holds; for tables, see table-types.ts. */
import { say } from '../bilingual.ts';
import type { Expression } from '../feel/expression.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import type { Definition, Field, Step } from '../read/definition.ts';
import type { Report } from '../read/report.ts';
import type { OperationCatalogue, OutputType } from './catalogue.ts';
import { typeOfExpression } from './expression-types.ts';
import { kindInWords, type StaticType, type TypeEnvironment, typeOfOutput, UNKNOWN } from './static-type.ts';
import { isFault, memberOf, wrongKind } from './type-faults.ts';

/** An expression, its place, and what it must give: a kind, something that names one thing (`key`), or anything. */
interface Place {
  readonly expression: Expression | undefined;
  readonly at: YamlPath;
  readonly wanted: StaticType['kind'] | 'key' | 'any';
}

/** Notes wrong types, and members that no operation answers. */
export function checkTypes(
  { fields, steps }: Definition,
  environment: TypeEnvironment,
  catalogue: OperationCatalogue,
  report: Report,
): void {
  const places = steps.flatMap((step) => placesOfStep(step, catalogue));
  for (const place of [...fields.flatMap(placesOfField), ...places]) checkPlace(place, environment, report);
  for (const step of steps) {
    checkShown(step, environment, report);
    checkRows(step, report);
  }
}

function placesOfField({ name, when, valid }: Field): Place[] {
  return [
    { expression: when, at: ['collect', name, 'when'], wanted: 'flag' },
    { expression: valid, at: ['collect', name, 'valid'], wanted: 'flag' },
  ];
}

function placesOfStep(step: Step, catalogue: OperationCatalogue): Place[] {
  const { at } = step;
  if (step.kind === 'decide') {
    const rows = step.table === undefined ? step.rows : [];
    return rows.map(({ when }, index) => ({ expression: when, at: [...at, 'decide', index, 'when'], wanted: 'flag' }));
  }
  if (step.kind === 'wait') {
    return step.for.kind === 'date'
      ? [{ expression: step.for.until, at: [...at, 'wait', 'until'], wanted: 'date' }]
      : [];
  }
  if (step.kind === 'each') return [{ expression: step.of, at: [...at, 'each', 'of'], wanted: 'list' }];
  if (step.kind !== 'call') return [];
  const taken = catalogue[step.operation]?.inputs;
  const inputs = [...step.inputs].map(
    ([name, expression]): Place => ({
      expression,
      at: [...at, 'with', name],
      wanted: kindOfInput(taken?.[name]?.type),
    }),
  );
  return [...inputs, { expression: step.oncePer, at: [...at, 'once-per'], wanted: 'key' }];
}

/** What is not described, or is a record, may be anything. */
function kindOfInput(type: OutputType | undefined): Place['wanted'] {
  const { kind } = typeOfOutput(type);
  return kind === 'unknown' || kind === 'record' ? 'any' : kind;
}

/** Of an input: a date is written as a text, so that either may stand for the other, and the system judges. */
function isRight(found: StaticType['kind'], wanted: StaticType['kind'], at: YamlPath): boolean {
  const isInput = at.at(-2) === 'with';
  return found === wanted || (isInput && ['date', 'text'].includes(found) && ['date', 'text'].includes(wanted));
}

function checkPlace({ expression, at, wanted }: Place, environment: TypeEnvironment, report: Report): void {
  if (expression === undefined) return;
  const { source, uses } = expression;
  const names = uses.map(({ root }) => root);
  const { type, faults } = typeOfExpression(source, names, environment);
  for (const { offset, code, message, hint } of faults)
    report.atValue(at, code, message, { offset, ...(hint && { hint }) });
  if (faults.length > 0) return;
  if (wanted === 'key') checkKey(source, names, type, at, report);
  else if (wanted !== 'any' && type.kind !== 'unknown' && !isRight(type.kind, wanted, at)) {
    const { code, message } = wrongKind(source, type.kind, wanted);
    report.atValue(at, code, message);
  }
}

function checkShown(step: Step, environment: TypeEnvironment, report: Report): void {
  if (step.kind !== 'review' && step.kind !== 'handoff') return;
  const at = step.kind === 'review' ? [...step.at, 'review', 'show'] : [...step.at, 'show'];
  for (const [index, path] of step.show.entries()) {
    const [root = '', ...members] = path.split('.');
    let owner = root;
    let type = environment.get(root) ?? UNKNOWN;
    for (const member of members) {
      const found = memberOf(owner, type, member);
      if (isFault(found)) {
        const { code, message, hint } = found;
        report.atValue([...at, index], code, message, { offset: owner.length + 1, ...(hint && { hint }) });
        break;
      }
      type = found;
      owner = `${owner}.${member}`;
    }
  }
}

/** A rule that looks at no datum decides nothing; one that stands above already never gets its turn. */
function checkRows(step: Step, report: Report): void {
  if (step.kind !== 'decide' || step.table !== undefined) return;
  const seen = new Map<string, number>();
  for (const [index, { when }] of step.rows.entries()) {
    if (when === undefined) continue;
    const source = when.source.replace(/\s+/g, ' ').trim();
    const before = seen.get(source);
    const message =
      before !== undefined
        ? say(
            `c’est déjà la règle n° ${before} : celle-ci ne sert jamais`,
            `rule ${before} says the same: this one is never used`,
          )
        : say(`« ${source} » ne dépend d’aucune donnée`, `"${source}" depends on no datum`);
    if (before !== undefined || when.uses.length === 0)
      report.atValue([...step.at, 'decide', index, 'when'], 'wrong-value', message);
    seen.set(source, before ?? index + 1);
  }
}

/** Money moves once for each key: one that is the same for every customer lets it move once for all of them. */
function checkKey(source: string, names: readonly string[], type: StaticType, at: YamlPath, report: Report): void {
  const hint = say('par exemple « once-per: order.number »', 'for example "once-per: order.number"');
  if (names.length === 0) {
    const message = say(
      `« ${source} » est le même pour tous les clients : la clé doit venir d’une donnée`,
      `"${source}" is the same for all customers: the key must come from a datum`,
    );
    report.atValue(at, 'once-per-missing', message, { hint });
    return;
  }
  const isChoice = type.kind === 'text' && type.of !== undefined;
  if (type.kind === 'unknown' || type.kind === 'number' || (type.kind === 'text' && !isChoice)) return;
  const what = isChoice ? say('un choix', 'a choice') : kindInWords(type.kind);
  const message = say(
    `« ${source} » est ${what.fr} : la clé doit désigner une seule chose, comme un numéro`,
    `"${source}" is ${what.en}: the key must name one thing, such as a number`,
  );
  report.atValue(at, 'once-per-missing', message, { hint });
}
