/** The `steps` part of a journey: first each body by its kind, then expressions and what comes next. */
import { say } from '../bilingual.ts';
import type { Expression } from '../feel/expression.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { spellingHint } from '../problem.ts';
import { RESERVED_STEPS, type Row, type Step } from './definition.ts';
import { expected } from './expected.ts';
import { reportIssues } from './issues.ts';
import { readExpression } from './read-expression.ts';
import type { Report } from './report.ts';
import { nameSchema, type RawStep, STEP_KINDS, STEP_SCHEMAS, type StepKind } from './schema.ts';

/** A step whose body has the right shape. */
type StepBody = {
  [Kind in StepKind]: {
    readonly kind: Kind;
    readonly name: string;
    readonly at: YamlPath;
    readonly body: RawStep<Kind>;
  };
}[StepKind];

/** Reads the shape of every step. */
export function readStepBodies(raw: readonly Record<string, unknown>[], report: Report): StepBody[] {
  const seen = new Set<string>();
  return raw.flatMap((item, index) => {
    const [entry, ...others] = Object.entries(item);
    if (entry === undefined || others.length > 0) {
      report.atValue(['steps', index], 'wrong-value', mustBe('step'), { hint: oneStepHint });
      return [];
    }
    const [name, body] = entry;
    const at = ['steps', index, name];
    checkName(name, at, seen, report);
    return readBody(name, body, at, report) ?? [];
  });
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
  return kind === undefined ? undefined : parseBody(kind, name, body, at, report);
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

function parseBody<Kind extends StepKind>(kind: Kind, name: string, body: object, at: YamlPath, report: Report) {
  const parsed = STEP_SCHEMAS[kind].safeParse(body);
  if (parsed.success) return { kind, name, at, body: parsed.data } as StepBody;
  reportIssues(parsed.error, body, at, report);
  return undefined;
}

/** Completes the steps: expressions compiled (over `names`), implicit next written out. */
export function readSteps(bodies: readonly StepBody[], names: readonly string[], report: Report): Step[] {
  return bodies.map((step, index) => completeStep(step, bodies[index + 1]?.name, names, report));
}

function completeStep(step: StepBody, next: string | undefined, names: readonly string[], report: Report): Step {
  const { name, at } = step;
  const compile = (source: string, path: YamlPath) => readExpression(source, [...at, ...path], names, report);
  switch (step.kind) {
    case 'call':
      return {
        kind: 'call',
        name,
        at,
        ...completeCall(step.body, compile),
        go: nextOf(step.body.go, next, at, report),
      };
    case 'decide':
      return { kind: 'decide', name, at, rows: completeRows(step.body.decide, at, compile, report) };
    case 'review': {
      const { queue, show, within, options } = step.body.review;
      return { kind: 'review', name, at, queue, show, withinMs: within, options: new Map(Object.entries(options)) };
    }
    case 'reply': {
      const { reply: template, close, go } = step.body;
      return {
        kind: 'reply',
        name,
        at,
        template,
        close,
        go: close === undefined ? nextOf(go, next, at, report) : undefined,
      };
    }
    case 'handoff':
      return { kind: 'handoff', name, at, queue: step.body.handoff, show: step.body.show };
    case 'start':
      return { kind: 'start', name, at, journey: step.body.start };
    case 'close':
      return { kind: 'close', name, at, outcome: step.body.close };
  }
}

type Compile = (source: string, path: YamlPath) => Expression | undefined;

function completeCall(body: RawStep<'call'>, compile: Compile) {
  const inputs = new Map<string, Expression>();
  for (const [input, source] of Object.entries(body.with)) {
    const expression = compile(source, ['with', input]);
    if (expression !== undefined) inputs.set(input, expression);
  }
  const key = body['once-per'];
  return {
    operation: body.call,
    inputs,
    save: body.save,
    on: new Map(Object.entries(body.on)),
    oncePer: key === undefined ? undefined : compile(key, ['once-per']),
    undo: body.undo,
  };
}

function completeRows(raw: RawStep<'decide'>['decide'], at: YamlPath, compile: Compile, report: Report): Row[] {
  const last = raw.length - 1;
  if (raw[last]?.otherwise === undefined) {
    report.atKey(
      [...at, 'decide'],
      'otherwise-missing',
      say('la dernière règle doit être « otherwise »', 'the last rule must be "otherwise"'),
      {
        hint: say('ajoutez « - { otherwise: étape } »', 'add "- { otherwise: step }"'),
      },
    );
  }
  return raw.map((row, index) => {
    if (row.otherwise !== undefined && index < last) {
      const message = say('« otherwise » vient en dernier', '"otherwise" comes last');
      report.atKey([...at, 'decide', index, 'otherwise'], 'wrong-value', message);
    }
    const when = row.when === undefined ? undefined : compile(row.when, ['decide', index, 'when']);
    return { when, go: row.otherwise ?? row.go ?? '' };
  });
}

function nextOf(go: string | undefined, next: string | undefined, at: YamlPath, report: Report): string {
  if (go !== undefined || next !== undefined) return go ?? next ?? '';
  report.atKey(at, 'no-next', say('rien ne suit cette étape', 'nothing follows this step'), {
    hint: say(
      'ajoutez « close: resolved », « go: étape » ou une étape après',
      'add "close: resolved", "go: step" or a step after it',
    ),
  });
  return '';
}
