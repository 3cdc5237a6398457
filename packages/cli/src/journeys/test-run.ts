/** Runs the tests of a folder of journeys, and random walks when asked for, and says whether all is well. */
import {
  type FuzzReport,
  fuzzJourney,
  fuzzReport,
  hasPassed,
  type Journey,
  type JourneyTestResult,
  journeysFrom,
  type OperationCatalogue,
  type Problem,
  readJourneysFolder,
  runJourneyTests,
  testReport,
} from '@facteur/journeys';
import { AppError } from '@facteur/primitives';
import { companyCatalogue } from '../company-connectors.ts';
import { companyDataOf } from '../company-data.ts';
import { problemLine } from '../load-journeys.ts';
import type { Settings } from '../settings.ts';
import { finderFor } from './test-find-data.ts';

/** What to run. */
export interface TestRunOptions {
  readonly folder: string;
  /** One journey; default all. */
  readonly only?: string;
  /** Random walks a journey; default none. */
  readonly fuzz?: number;
  /** Of the random walks; default 1. */
  readonly seed?: number;
  /** Percent of steps, and of rule rows, that the tests of each journey must reach; default 0. */
  readonly minCoverage?: number;
}

/** What running gave. */
export interface TestRun {
  readonly folder: string;
  /** Faults of the journeys themselves; those with one were not run. */
  readonly problems: readonly Problem[];
  readonly results: readonly JourneyTestResult[];
  readonly walks: readonly { readonly journey: string; readonly report: FuzzReport }[];
  /** Journeys whose tests reach less than asked for. */
  readonly belowCoverage: readonly string[];
  readonly isOk: boolean;
}

/** @throws AppError `NOT_FOUND` for a journey that is not there, `JOURNEY_MISSING` for a folder that is not */
export async function runTests(options: TestRunOptions, settings: Settings): Promise<TestRun> {
  const { folder, only, minCoverage = 0 } = options;
  const catalogue = await companyCatalogue(settings);
  const loaded = journeysFrom(await readJourneysFolder(folder), catalogue);
  const isChosen = (name: string): boolean => only === undefined || name === only;
  const problems = loaded.problems.filter(({ file }) => isChosen(file.split('/')[0] ?? ''));
  const chosen = loaded.journeys.filter(({ name }) => isChosen(name));
  if (only !== undefined && chosen.length === 0 && problems.length === 0) throw notThere(only, loaded.journeys);
  const findData = finderFor(companyDataOf(settings, settings.mailboxes === undefined));
  const results = chosen.map((journey) => runJourneyTests(journey, loaded.journeys, { findData }));
  const walks = chosen.flatMap((journey) => walkOf(journey, catalogue, options));
  const belowCoverage = results
    .filter(({ coverage: { steps, rows } }) => Math.min(steps.percent, rows.percent) < minCoverage)
    .map(({ journey }) => journey);
  const isOk =
    problems.length === 0 &&
    belowCoverage.length === 0 &&
    results.every(hasPassed) &&
    walks.every(({ report }) => report.findings.length === 0);
  return { folder, problems, results, walks, belowCoverage, isOk };
}

function walkOf(
  journey: Journey,
  catalogue: OperationCatalogue,
  { fuzz = 0, seed = 1 }: TestRunOptions,
): TestRun['walks'] {
  if (fuzz === 0) return [];
  return [{ journey: journey.name, report: fuzzJourney(journey, { catalogue, runs: fuzz, seed }) }];
}

function notThere(name: string, journeys: readonly Journey[]): AppError {
  const names = journeys.map((journey) => journey.name).join(', ');
  return new AppError('NOT_FOUND', `There is no journey "${name}" here; there are: ${names}`, { journey: name });
}

/** For a terminal. */
export function testRunAsText(run: TestRun, language: 'fr' | 'en'): string {
  const { folder, problems, results, walks, belowCoverage } = run;
  const below = belowCoverage.map((journey) =>
    language === 'fr'
      ? `✗ ${journey} : les essais n’atteignent pas la couverture demandée\n`
      : `✗ ${journey}: the tests do not reach the coverage asked for\n`,
  );
  return [
    ...problems.map((problem) => `${folder}/${problemLine(problem, language)}\n`),
    ...results.map((result) => testReport(result, { language, folder })),
    ...walks.map(({ journey, report }) => fuzzReport(journey, report, language)),
    ...below,
  ].join('');
}
