/**
 * All that can be said of journeys before they are published: what keeps them from running (`journeysFrom`), and what would
 * make them run wrongly or not as their author believes: types, languages, examples, journeys that start each other.
 */
import type { JourneyFiles } from '../files/journey-files.ts';
import { type JourneysOrProblems, journeysFrom, type Reading } from '../journey.ts';
import type { Problem } from '../problem.ts';
import { JOURNEY_FILE } from '../read/read-journey.ts';
import { reportOn } from '../read/report.ts';
import type { OperationCatalogue } from './catalogue.ts';
import { checkTypes } from './check-types.ts';
import { environmentOf } from './environment.ts';
import { checkOverlaps, checkOwnExamples, type Similarity } from './examples.ts';
import { checkFileNames, checkLanguages } from './languages.ts';
import { checkNames } from './names.ts';
import { checkStarts, type ReadJourney } from './starts.ts';
import { checkTables } from './table-types.ts';
import { checkTemplateTypes } from './template-types.ts';

/**
 * The journeys that can run, and every problem of `all` by journey and place; `file` begins with the journey's folder. `similarity` (the classifier's
 * measure, 0..1) finds sentences of two journeys that are too much alike; without it only equal ones are found.
 */
export function checkJourneys(
  all: readonly JourneyFiles[],
  catalogue: OperationCatalogue,
  similarity?: Similarity,
): JourneysOrProblems {
  const { journeys, readings, problems } = journeysFrom(all, catalogue);
  const found = all.map((files) => {
    const { folder } = files;
    return { folder, ...checkOne(files, readings.get(folder), catalogue, problems) };
  });
  checkStarts(found.flatMap(({ read }) => (read === undefined ? [] : [read])));
  const own = found.flatMap(({ folder, problems: inside }) =>
    inside.map((problem) => ({ ...problem, file: `${folder}/${problem.file}` })),
  );
  return { journeys, readings, problems: [...problems, ...own, ...checkOverlaps(all, similarity)].sort(byPlace) };
}

interface Checked {
  /** Filled further by checks that look at all journeys. */
  readonly problems: Problem[];
  readonly read: ReadJourney | undefined;
}

function checkOne(
  files: JourneyFiles,
  reading: Reading | undefined,
  catalogue: OperationCatalogue,
  told: readonly Problem[],
): Checked {
  const problems: Problem[] = [];
  checkOwnExamples(files, problems);
  checkFileNames(files.files, problems);
  if (reading === undefined) return { problems, read: undefined };
  const { definition, source } = reading;
  const report = reportOn(JOURNEY_FILE, source, problems);
  const environment = environmentOf(definition, catalogue);
  checkNames(definition, report);
  checkTypes(definition, environment, catalogue, report);
  checkTables(definition, files.files, environment, report);
  checkLanguages(definition, files.files, report);
  const broken = new Set(told.map(({ file }) => file));
  for (const [file, text] of Object.entries(files.files)) {
    if (!file.startsWith('templates/') || broken.has(`${files.folder}/${file}`)) continue;
    checkTemplateTypes(file, text, environment, problems);
  }
  return { problems, read: { definition, report } };
}

function byPlace(a: Problem, b: Problem): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}
