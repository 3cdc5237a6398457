/** Results as an author reads them in a terminal. Pure. */
import type { Bilingual } from '../bilingual.ts';
import type { Language } from '../template/filters.ts';
import type { Coverage, Share } from './coverage.ts';
import type { TestFailure } from './play-test.ts';
import type { JourneyTestResult, TestResult } from './run-journey-tests.ts';
import { hasPassed } from './run-journey-tests.ts';

const WORDS = {
  fr: { expected: 'attendu', happened: 'obtenu', passed: 'réussi', failed: 'échoué', colon: ' : ', percent: ' %' },
  en: { expected: 'expected', happened: 'happened', passed: 'passed', failed: 'failed', colon: ': ', percent: '%' },
} as const satisfies Record<Language, unknown>;

/** `folder` is put before each file, so that the line can be clicked on. */
export interface ReportOptions {
  readonly language: Language;
  readonly folder: string;
}

/** One journey: a line when all is well; each failure with its line, what was expected and what happened; what no test reaches. */
export function testReport(result: JourneyTestResult, { language, folder }: ReportOptions): string {
  const root = `${folder}/${result.journey}`;
  const failed = result.tests.filter(({ failures }) => failures.length > 0);
  const faults = result.problems.map(
    ({ file, line, column, message, hint }) =>
      `  ✗ ${root}/${file}:${line}:${column}\n      ${message[language]}${hint ? ` — ${hint[language]}` : ''}`,
  );
  const lines = [
    `${hasPassed(result) ? '✓' : '✗'} ${summary(result, language)}`,
    ...faults,
    ...failed.flatMap((test) => failedTest(test, root, language)),
    ...result.coverage.unreached.map(({ file, line, message }) => `  · ${message[language]} — ${root}/${file}:${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** `remboursement : 9 essais réussis ; étapes 100 % (10/10), règles 80 % (4/5)`. */
export function summary({ journey, tests, problems, coverage }: JourneyTestResult, language: Language): string {
  const failed =
    tests.filter(({ failures }) => failures.length > 0).length + new Set(problems.map(({ file }) => file)).size;
  const counts = [count(tests.length - tests.filter(({ failures }) => failures.length > 0).length, 'passed', language)];
  if (failed > 0) counts.push(count(failed, 'failed', language));
  const separator = language === 'fr' ? ' ; ' : '; ';
  return `${journey}${WORDS[language].colon}${counts.join(', ')}${separator}${coverageWords(coverage, language)}`;
}

function count(number: number, outcome: 'passed' | 'failed', language: Language): string {
  if (language === 'en') return `${number} ${number === 1 ? 'test' : 'tests'} ${outcome}`;
  const plural = number > 1 ? 's' : '';
  return `${number} essai${plural} ${WORDS.fr[outcome]}${plural}`;
}

function coverageWords({ steps, rows }: Coverage, language: Language): string {
  const words = ({ reached, total, percent }: Share): string =>
    `${percent}${WORDS[language].percent} (${reached}/${total})`;
  return language === 'fr'
    ? `étapes ${words(steps)}, règles ${words(rows)}`
    : `steps ${words(steps)}, rows ${words(rows)}`;
}

function failedTest({ name, file, failures }: TestResult, root: string, language: Language): string[] {
  return [`  ✗ ${name}`, ...failures.flatMap((failure) => failureLines(failure, `${root}/${file}`, language))];
}

/** The place of each difference, and both sides under each other. */
export function failureLines(
  { line, column, messages, differences }: TestFailure,
  file: string,
  language: Language,
): string[] {
  const { expected, happened, colon } = WORDS[language];
  const width = Math.max(expected.length, happened.length) + 1;
  const side = (name: string, words: Bilingual): string =>
    `        ${name.padEnd(width)} ${words[language].replaceAll('\n', `\n${' '.repeat(9 + width)}`)}`;
  const differing = differences.flatMap((difference) => [
    `    ${file}:${difference.line}:${difference.column}`,
    `      ${difference.label[language]}${colon.trimEnd()}`,
    side(expected, difference.expected),
    side(happened, difference.happened),
  ]);
  const place = differences.length === 0 ? [`    ${file}:${line}:${column}`] : [];
  return [...place, ...differing, ...messages.map((message) => `      ${message[language]}`)];
}
