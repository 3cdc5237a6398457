/** Results as JUnit XML, which build servers read. Pure. */
import type { Language } from '../template/filters.ts';
import { failureLines } from './report-text.ts';
import type { JourneyTestResult, TestResult } from './run-journey-tests.ts';

/** One suite a journey, one case a test; a test file that cannot be read is an error. `folder` is put before each file. */
export function junitReport(results: readonly JourneyTestResult[], language: Language, folder: string): string {
  const suites = results.map((result) => suite(result, language, `${folder}/${result.journey}`));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function suite({ journey, tests, problems }: JourneyTestResult, language: Language, root: string): string {
  const failed = tests.filter(({ failures }) => failures.length > 0).length;
  const unread = [...new Set(problems.map(({ file }) => file))];
  const errors = unread.map((file) => {
    const lines = problems
      .filter((problem) => problem.file === file)
      .map(({ line, column, message }) => `${root}/${file}:${line}:${column}: ${message[language]}`);
    return testCase(journey, file, element('error', lines));
  });
  const attributes = `name="${escapeXml(journey)}" tests="${tests.length + unread.length}" failures="${failed}" errors="${unread.length}"`;
  const cases = tests.map((test) => testCase(journey, test.name, outcomeOf(test, root, language), test.file));
  return `  <testsuite ${attributes}>\n${[...cases, ...errors].join('')}  </testsuite>\n`;
}

function outcomeOf({ failures, file }: TestResult, root: string, language: Language): string {
  if (failures.length === 0) return '';
  return element(
    'failure',
    failures.flatMap((failure) => failureLines(failure, `${root}/${file}`, language)),
  );
}

function testCase(journey: string, name: string, content: string, file = name): string {
  const attributes = `classname="${escapeXml(journey)}" name="${escapeXml(name)}" file="${escapeXml(file)}"`;
  return content === ''
    ? `    <testcase ${attributes}/>\n`
    : `    <testcase ${attributes}>\n${content}    </testcase>\n`;
}

function element(tag: 'failure' | 'error', lines: readonly string[]): string {
  const [first = ''] = lines;
  return `      <${tag} message="${escapeXml(first.trim())}">${escapeXml(lines.join('\n'))}</${tag}>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 §2.2: what is no character of XML at all, escaped or not, becomes U+FFFD; line ends survive in attributes. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(/[\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
