/** The `steps` part of a journey, second pass: expressions compiled, targets and what comes next written out. */
import { say } from '../bilingual.ts';
import type { Expression } from '../feel/expression.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { NEXT_ITEM, type Row, type Step, type WaitFor } from './definition.ts';
import { durationMs } from './duration.ts';
import type { StepBody } from './read-bodies.ts';
import { readExpression } from './read-expression.ts';
import { readTable } from './read-table.ts';
import type { Report } from './report.ts';
import type { RawStep } from './schema.ts';

/** What all steps are read with. */
interface Reading {
  readonly bodies: readonly StepBody[];
  /** Variables that may exist. */
  readonly names: readonly string[];
  /** The journey's files, tables among them; undefined = tables are not read. */
  readonly files: Readonly<Record<string, string>> | undefined;
  readonly report: Report;
}

/** What reading one step needs. */
interface One {
  compile(source: string, path: YamlPath): Expression | undefined;
  /** The step that a target names. */
  to(target: string): string;
  /** The step after this one. */
  after(go: string | undefined): string;
  readonly reading: Reading;
}

const DEFAULT_AT_MOST = '90d';

/** Completes the steps. A step whose expression has a fault is left out where nothing can stand for it. */
export function readSteps(reading: Reading): Step[] {
  return reading.bodies.flatMap((step) => completeStep(step, reading) ?? []);
}

function completeStep(step: StepBody, reading: Reading): Step | undefined {
  const { name, at, around, next } = step;
  const { names, report } = reading;
  const to = (target: string): string => (target === NEXT_ITEM && around !== undefined ? around : target);
  const one: One = {
    compile: (source, path) => readExpression(source, [...at, ...path], names, report),
    to,
    after: (go) => nextOf(go === undefined ? undefined : to(go), next, at, report),
    reading,
  };
  const base = { name, at, around };
  switch (step.form) {
    case 'call':
      return { ...base, kind: 'call', ...completeCall(step.body, one), go: one.after(step.body.go) };
    case 'collect': {
      const { collect: fields, late, go } = step.body;
      return { ...base, kind: 'collect', fields, late: late && to(late), go: one.after(go) };
    }
    case 'decide':
      return { ...base, kind: 'decide', rows: completeRows(step.body.decide, at, one), table: undefined, inputs: [] };
    case 'decide-table': {
      const { table } = step.body.decide;
      const { rows, inputs } = readTable(table, [...at, 'decide', 'table'], reading);
      return { ...base, kind: 'decide', rows: rows.map((row) => ({ ...row, go: to(row.go) })), table, inputs };
    }
    case 'review':
      return { ...base, kind: 'review', ...completeReview(step.body, one) };
    case 'reply': {
      const { reply: template, close, go } = step.body;
      return { ...base, kind: 'reply', template, close, go: close === undefined ? one.after(go) : undefined };
    }
    case 'wait': {
      const ms = step.body.wait;
      return {
        ...base,
        kind: 'wait',
        for: { kind: 'duration', ms },
        atMostMs: ms,
        late: undefined,
        go: one.after(step.body.go),
      };
    }
    case 'wait-for':
      return completeWait(step.body, base, one);
    case 'each':
      return completeEach(step.body, base, one);
    case 'handoff':
      return { ...base, kind: 'handoff', queue: step.body.handoff, show: step.body.show };
    case 'start':
      return { ...base, kind: 'start', journey: step.body.start };
    case 'close':
      return { ...base, kind: 'close', outcome: step.body.close };
  }
}

type Base = Pick<Step, 'name' | 'at' | 'around'>;

function completeCall(body: RawStep<'call'>, { compile, to }: One) {
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
    on: new Map(Object.entries(body.on).map(([code, target]) => [code, to(target)])),
    oncePer: key === undefined ? undefined : compile(key, ['once-per']),
    undo: body.undo,
    retryMs: body.retry,
  };
}

function completeReview({ review }: RawStep<'review'>, { to }: One) {
  const { queue, show, within, options, edit, late } = review;
  const targets = new Map(Object.entries(options).map(([option, target]) => [option, to(target)]));
  return { queue, show, withinMs: within, options: targets, edit, late: late && to(late) };
}

function completeWait({ wait, go }: RawStep<'wait-for'>, base: Base, { compile, to, after }: One): Step | undefined {
  const awaited = waitFor(wait, compile);
  return (
    awaited && {
      ...base,
      kind: 'wait',
      for: awaited,
      atMostMs: wait['at-most'] ?? durationMs(DEFAULT_AT_MOST) ?? 0,
      late: wait.late && to(wait.late),
      go: after(go),
    }
  );
}

function waitFor({ until, event, save }: RawStep<'wait-for'>['wait'], compile: One['compile']): WaitFor | undefined {
  if (event !== undefined) return { kind: 'event', event, save };
  const expression = until === undefined ? undefined : compile(until, ['wait', 'until']);
  return expression && { kind: 'date', until: expression };
}

function completeEach({ each, go }: RawStep<'each'>, base: Base, { compile, after, reading }: One): Step | undefined {
  const of = compile(each.of, ['each', 'of']);
  const inside = reading.bodies.filter(({ around }) => around === base.name);
  const [first] = inside;
  if (of === undefined || first === undefined) return undefined;
  const sets = [each.as, ...inside.flatMap(variablesSetBy)];
  return { ...base, kind: 'each', of, as: each.as, first: first.name, sets, go: after(go) };
}

/** Names of the variables that a step sets. */
export function variablesSetBy(step: StepBody): readonly string[] {
  switch (step.form) {
    case 'call':
      return step.body.save === undefined ? [] : [step.body.save];
    case 'wait-for':
      return step.body.wait.save === undefined ? [] : [step.body.wait.save];
    case 'collect':
      return step.body.collect;
    case 'each':
      return [step.body.each.as];
    default:
      return [];
  }
}

function completeRows(raw: RawStep<'decide'>['decide'], at: YamlPath, { compile, to, reading }: One): Row[] {
  const { report } = reading;
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
    return { when, go: to(row.otherwise ?? row.go ?? ''), goAt: undefined, cells: [] };
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
