/** Runs the tests of journeys: reads them, plays them, counts what they reach. Pure; reading folders is for the caller. */
import type { Journey } from '../journey.ts';
import type { Problem } from '../problem.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import type { Trace } from './happened.ts';
import { namesFor } from './known-names.ts';
import { playTest, type Reading, type TestFailure } from './play-test.ts';
import { readTest } from './read-test.ts';

/** One test that was run; it passed when nothing failed. */
export interface TestResult {
  /** Relative to the journey's folder: `tests/relance.yaml`. */
  readonly file: string;
  readonly name: string;
  readonly failures: readonly TestFailure[];
}

/** All tests of one journey. */
export interface JourneyTestResult {
  readonly journey: string;
  /** In the order of their files. */
  readonly tests: readonly TestResult[];
  /** Faults of the test files; those tests were not run. */
  readonly problems: readonly Problem[];
  readonly coverage: Coverage;
}

/** Runs the tests of `journey`. `journeys`: all that are loaded, to go on in. */
export function runJourneyTests(journey: Journey, journeys: readonly Journey[], reading: Reading): JourneyTestResult {
  const tests: TestResult[] = [];
  const problems: Problem[] = [];
  const trail: Trace[] = [];
  for (const file of testFilesOf(journey)) {
    const read = readTest(file, journey.files.files[file] ?? '', namesFor(journey, journeys));
    problems.push(...read.problems);
    if (read.test === undefined) continue;
    const played = playTest(read.test, journey, journeys, reading);
    tests.push({ file, name: read.test.name, failures: played.failures });
    trail.push(...played.trail);
  }
  return { journey: journey.name, tests, problems, coverage: coverageOf(journey, trail) };
}

/** True when every test could be read and passed. */
export function hasPassed({ tests, problems }: JourneyTestResult): boolean {
  return problems.length === 0 && tests.every(({ failures }) => failures.length === 0);
}

function testFilesOf({ files: { files } }: Journey): string[] {
  return Object.keys(files)
    .filter((file) => /^tests\/.+\.ya?ml$/.test(file))
    .sort();
}
