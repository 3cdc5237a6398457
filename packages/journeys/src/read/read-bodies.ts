/** The `steps` part of a journey, first pass: each body by its kind, the steps inside an `each` after it. */
import { say } from '../bilingual.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { spellingHint } from '../problem.ts';
import { RESERVED_STEPS } from './definition.ts';
import { expected } from './expected.ts';
import { reportIssues } from './issues.ts';
import type { Report } from './report.ts';
import { nameSchema, type RawStep, STEP_KINDS, STEP_SCHEMAS, type StepForm, type StepKind } from './schema.ts';

/** A step whose body has the right shape. */
export type StepBody = {
  [Form in StepForm]: {
    readonly form: Form;
    readonly name: string;
    readonly at: YamlPath;
    readonly body: RawStep<Form>;
    /** The `each` that holds the step. */
    readonly around: string | undefined;
    /** The step after it; after the last of an `each`, that `each` itself. */
    readonly next: string | undefined;
  };
}[StepForm];

/** What the steps of one list share. */
interface List {
  readonly at: YamlPath;
  readonly around: string | undefined;
  /** Names so far. */
  readonly seen: Set<string>;
  readonly report: Report;
}

/** Reads the shape of every step. */
export function readStepBodies(raw: readonly Record<string, unknown>[], report: Report): StepBody[] {
  return readList(raw, { at: ['steps'], around: undefined, seen: new Set(), report });
}

function readList(raw: readonly Record<string, unknown>[], list: List): StepBody[] {
  const bodies = raw.flatMap((item, index) => readItem(item, [...list.at, index], list) ?? []);
  return bodies.flatMap((body, index): StepBody[] => {
    const step = { ...body, next: bodies[index + 1]?.name ?? list.around };
    if (step.form !== 'each') return [step];
    const inside = { ...list, at: [...step.at, 'each', 'do'], around: step.name };
    return [step, ...readList(step.body.each.do, inside)];
  });
}

function readItem(item: Record<string, unknown>, at: YamlPath, list: List): StepBody | undefined {
  const { report, seen, around } = list;
  const [entry, ...others] = Object.entries(item);
  if (entry === undefined || others.length > 0) {
    report.atValue(at, 'wrong-value', mustBe('step'), { hint: oneStepHint });
    return undefined;
  }
  const [name, body] = entry;
  const here = [...at, name];
  checkName(name, here, seen, report);
  const step = readBody(name, body, here, report);
  if (step?.form === 'each' && around !== undefined) {
    const message = say('un « each » n’en contient pas d’autre', 'an "each" holds no other');
    report.atKey([...here, 'each'], 'nested-each', message);
    return undefined;
  }
  return step && { ...step, around };
}

const oneStepHint = say('chaque étape commence par un tiret', 'each step begins with a dash');

function mustBe(key: string) {
  const words = expected(key);
  return say(`ici il faut ${words.fr}`, `expected here: ${words.en}`);
}

function checkName(name: string, at: YamlPath, seen: Set<string>, report: Report): void {
  if (!nameSchema.safeParse(name).success) report.atKey(at, 'wrong-value', mustBe('name'));
  if (RESERVED_STEPS.some((reserved) => reserved === name)) {
    report.atKey(at, 'reserved-name', say(`« ${name} » est un nom réservé`, `"${name}" is a reserved name`));
  }
  if (seen.has(name)) {
    report.atKey(at, 'duplicate-name', say(`il y a déjà une étape « ${name} »`, `there already is a step "${name}"`));
  }
  seen.add(name);
}

function readBody(name: string, body: unknown, at: YamlPath, report: Report): StepBody | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    report.atKey(at, 'wrong-value', mustBe('step'));
    return undefined;
  }
  const kind = kindOf(body, at, report);
  return kind === undefined ? undefined : parseBody(formOf(kind, body), name, body, at, report);
}

function kindOf(body: object, at: YamlPath, report: Report): StepKind | undefined {
  const keys = Object.keys(body);
  const kinds = STEP_KINDS.filter((kind) => keys.includes(kind));
  const [kind, second] = kinds;
  if (kind !== undefined && (second === undefined || (kind === 'reply' && second === 'close'))) return kind;
  if (kind !== undefined) {
    const both = kinds.join(', ');
    report.atKey(
      at,
      'step-kind',
      say(`une étape fait une seule chose, pas : ${both}`, `a step does one thing, not: ${both}`),
    );
    return undefined;
  }
  const [first = ''] = keys;
  report.atKey(
    first === '' ? at : [...at, first],
    'step-kind',
    say('cette étape ne dit pas ce qu’elle fait', 'this step does not say what it does'),
    { hint: spellingHint(first, STEP_KINDS) },
  );
  return undefined;
}

/** `decide` and `wait` with a mapping have keys of their own. */
function formOf(kind: StepKind, body: object): StepForm {
  const value: unknown = Reflect.get(body, kind);
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isMapping && kind === 'wait') return 'wait-for';
  return isMapping && kind === 'decide' ? 'decide-table' : kind;
}

function parseBody(form: StepForm, name: string, body: object, at: YamlPath, report: Report): StepBody | undefined {
  const parsed = STEP_SCHEMAS[form].safeParse(body);
  if (parsed.success) return { form, name, at, body: parsed.data, around: undefined, next: undefined } as StepBody;
  reportIssues(parsed.error, body, at, report);
  return undefined;
}
