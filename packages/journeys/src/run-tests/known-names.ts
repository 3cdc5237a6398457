/** What a test names must exist: a misspelt template would otherwise read like a journey that does not reply. */
import { type Bilingual, say } from '../bilingual.ts';
import { readYaml, type YamlPath } from '../files/yaml-source.ts';
import type { Journey } from '../journey.ts';
import { type ProblemCode, spellingHint } from '../problem.ts';
import type { Step } from '../read/definition.ts';
import { FACTS, JOURNEY_FILE } from '../read/read-journey.ts';
import type { Report } from '../read/report.ts';
import type { Given, TestLine } from './journey-test.ts';

/** Names that a test may use. */
export interface KnownNames {
  readonly operations: ReadonlySet<string>;
  readonly templates: ReadonlySet<string>;
  readonly journeys: ReadonlySet<string>;
  /** Collected data and what steps keep. */
  readonly variables: ReadonlySet<string>;
}

/** The names of `journey`, and of those among `journeys` that a `start` may go on in. */
export function namesFor(journey: Journey, journeys: readonly Journey[]): KnownNames {
  const reachable = [
    journey,
    ...journeys.filter((each) => each !== journey && isStartedFrom(journey, each.name, journeys)),
  ];
  const steps = reachable.flatMap((each) => each.steps);
  return {
    operations: new Set(steps.flatMap((step) => (step.kind === 'call' ? [step.operation] : []))),
    templates: new Set(reachable.flatMap(({ templates }) => Object.keys(templates))),
    journeys: new Set(reachable.flatMap(startsOf)),
    variables: new Set([FACTS, ...reachable.flatMap(collectedBy), ...steps.flatMap(keptBy)]),
  };
}

function startsOf({ steps }: Journey): string[] {
  return steps.flatMap((step) => (step.kind === 'start' ? [step.journey] : []));
}

/** True when starts lead from `from` to `name`, over any number of journeys. */
function isStartedFrom(from: Journey, name: string, journeys: readonly Journey[]): boolean {
  const seen = new Set<string>();
  const queue = startsOf(from);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...journeys.filter((journey) => journey.name === next).flatMap(startsOf));
  }
  return seen.has(name);
}

function collectedBy({ files }: Journey): string[] {
  const { value } = readYaml(JOURNEY_FILE, files.files[JOURNEY_FILE] ?? '');
  const collect = valueAt(value, ['collect']);
  return typeof collect === 'object' && collect !== null ? Object.keys(collect) : [];
}

function keptBy(step: Step): string[] {
  if (step.kind === 'call' && step.save !== undefined) return [step.save];
  if (step.kind === 'each') return [step.as];
  return step.kind === 'wait' && step.for.kind === 'event' && step.for.save !== undefined ? [step.for.save] : [];
}

/** One name in a test. */
interface Named {
  readonly name: string;
  readonly at: YamlPath;
  readonly isKey: boolean;
}

/** Notes operations, templates, journeys and data that do not exist. `value`: the file's content. */
export function checkNames(
  given: ReadonlyMap<string, Given>,
  lines: readonly TestLine[],
  value: unknown,
  known: KnownNames,
  report: Report,
): void {
  const lists = (key: 'calls' | 'reply' | 'start'): Named[] =>
    lines.flatMap(({ expect }, index) =>
      (expect?.[key] ?? []).map((item, nth) => ({
        name: typeof item === 'string' ? item : item.operation,
        at: pathTo(value, ['conversation', index, 'expect', key], nth),
        isKey: false,
      })),
    );
  const operations = [...given.keys()].map((name): Named => ({ name, at: ['given', name], isKey: true }));
  const check = (named: readonly Named[], names: ReadonlySet<string>, code: ProblemCode, words: Words): void => {
    for (const { name, at, isKey } of named) {
      if (names.has(name)) continue;
      const hint = spellingHint(name, names);
      if (isKey) report.atKey(at, code, words(name), { hint });
      else report.atValue(at, code, words(name), { hint });
    }
  };
  check([...operations, ...lists('calls')], known.operations, 'unknown-operation', (name) =>
    say(`ce parcours n’appelle pas « ${name} »`, `this journey does not call "${name}"`),
  );
  check(lists('reply'), known.templates, 'missing-template', (name) =>
    say(`il n’y a pas de modèle « ${name} »`, `there is no template "${name}"`),
  );
  check(lists('start'), known.journeys, 'unknown-journey', (name) =>
    say(`ce parcours ne commence pas « ${name} »`, `this journey does not start "${name}"`),
  );
  check(dataIn(lines), known.variables, 'unset-variable', (name) =>
    say(`ce parcours ne connaît pas « ${name} »`, `this journey does not know "${name}"`),
  );
}

type Words = (name: string) => Bilingual;

/** Data that advisors correct and data that are expected. */
function dataIn(lines: readonly TestLine[]): Named[] {
  const keys = (data: Readonly<Record<string, unknown>> | undefined, at: YamlPath): Named[] =>
    Object.keys(data ?? {}).map((name) => ({ name, at: [...at, name], isKey: true }));
  return lines.flatMap(({ action, expect }, index) => [
    ...(action?.type === 'advisor' ? keys(action.data, ['conversation', index, 'data']) : []),
    ...keys(expect?.data, ['conversation', index, 'expect', 'data']),
  ]);
}

/** The `nth` item of a list, or the value itself where the author wrote one without a list. */
function pathTo(value: unknown, path: YamlPath, nth: number): YamlPath {
  return Array.isArray(valueAt(value, path)) ? [...path, nth] : path;
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}
