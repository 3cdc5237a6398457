/** From the text of `tests/*.yaml` to a `JourneyTest`, or to its faults as `file:line:col` with the nearest spelling. */
import type { z } from 'zod';
import { say } from '../bilingual.ts';
import { readYaml, type YamlPath } from '../files/yaml-source.ts';
import { type Problem, spellingHint } from '../problem.ts';
import { type Report, reportOn } from '../read/report.ts';
import type { Expectation, ExpectedCall, Given, GivenRow, JourneyTest, TestAction, TestLine } from './journey-test.ts';
import { checkNames, type KnownNames } from './known-names.ts';
import { reportTestIssues, wrongValue } from './test-issues.ts';
import { answerSchema, expectSchema, LINE_KINDS, LINE_SCHEMAS, testSchema } from './test-schema.ts';

/** A test, or what keeps it from being one; `file` of a problem is relative to the journey's folder. */
export interface TestOrProblems {
  readonly test?: JourneyTest;
  readonly problems: readonly Problem[];
}

/** Reads `text` of `file`. `known`: what a test may name. */
export function readTest(file: string, text: string, known: KnownNames): TestOrProblems {
  const problems: Problem[] = [];
  const source = readYaml(file, text);
  problems.push(...source.problems);
  if (problems.length > 0) return { problems };
  const report = reportOn(file, source, problems);
  const test = readBody(file, source.value, report);
  if (test !== undefined && problems.length === 0) checkNames(test.given, test.lines, source.value, known, report);
  return test === undefined || problems.length > 0 ? { problems } : { test, problems };
}

function readBody(file: string, value: unknown, report: Report): JourneyTest | undefined {
  const raw = parse(testSchema, value, [], report);
  if (raw === undefined) return undefined;
  const { test: name, today, conversation, given, ...rest } = raw;
  const lines = conversation.flatMap((line, index) => readLine(line, ['conversation', index], report) ?? []);
  if (lines.every(({ expect }) => expect === undefined)) {
    report.atKey(['conversation'], 'missing-key', say('cet essai n’attend rien', 'this test expects nothing'), {
      hint: say('ajoutez une ligne « - expect: … »', 'add a line "- expect: …"'),
    });
  }
  return { file, name, startsAtMs: Date.parse(`${today}T09:00:00Z`), ...rest, given: readGiven(given, report), lines };
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at: YamlPath,
  report: Report,
): z.output<Schema> | undefined {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  reportTestIssues(parsed.error, value, at, report);
  return undefined;
}

function readGiven(raw: Readonly<Record<string, unknown>>, report: Report): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const [operation, value] of Object.entries(raw)) {
    const at = ['given', operation];
    const entries = Array.isArray(value)
      ? value.map((entry: unknown, index) => readRow(entry, [...at, index], report))
      : [readRow(value, at, report)];
    const rows = entries.filter((row) => row !== undefined);
    const isQueue = Array.isArray(value) && rows.every(({ when }) => when === undefined);
    given.set(operation, { kind: isQueue ? 'queue' : 'rows', rows });
  }
  return given;
}

function readRow(value: unknown, at: YamlPath, report: Report): GivenRow | undefined {
  const raw = parse(answerSchema, value, at, report);
  if (raw === undefined) return undefined;
  const answer = raw.error === undefined ? { output: raw.output } : { error: raw.error };
  return { answer, ...(raw.when !== undefined && { when: raw.when }) };
}

function readLine(value: unknown, at: YamlPath, report: Report): TestLine | undefined {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const kind = LINE_KINDS.find((each) => keys.includes(each));
  if (kind === undefined) {
    const [first] = keys;
    const hint = first === undefined ? undefined : spellingHint(first, LINE_KINDS);
    report.atValue(at, 'wrong-value', wrongValue('line'), hint && { hint });
    return undefined;
  }
  const line = parse(LINE_SCHEMAS[kind], value, at, report);
  if (line === undefined) return undefined;
  const action = actionOf(line);
  const raw = line.expect === undefined ? undefined : parse(expectSchema, line.expect, [...at, 'expect'], report);
  return {
    at: report.source.keyAt([...at, kind]),
    ...(action && { action }),
    ...(raw && { expect: expectationOf(raw) }),
    placeOf: (key) => {
      const isWritten = key !== undefined && Object.hasOwn(Object(line.expect), key);
      return report.source.keyAt(isWritten ? [...at, 'expect', key] : [...at, 'expect']);
    },
  };
}

type RawLine = z.output<(typeof LINE_SCHEMAS)[(typeof LINE_KINDS)[number]]>;

function actionOf(line: RawLine): TestAction | undefined {
  if ('customer' in line) {
    const { customer, subject, documents } = line;
    return { type: 'customer', text: customer, subject, documents };
  }
  if ('advisor' in line) {
    return { type: 'advisor', option: line.advisor, ...(line.data !== undefined && { data: line.data }) };
  }
  if ('after' in line) return { type: 'after', ms: line.after };
  if ('event' in line) {
    return { type: 'event', name: line.event, ...(line.data !== undefined && { data: line.data }) };
  }
  return undefined;
}

function expectationOf({ calls, ...raw }: z.output<typeof expectSchema>): Expectation {
  return { ...raw, calls: calls?.map(callOf) };
}

function callOf(raw: string | Record<string, Record<string, unknown>>): ExpectedCall {
  if (typeof raw === 'string') return { operation: raw };
  const [[operation, input] = ['', {}]] = Object.entries(raw);
  return { operation, input };
}
