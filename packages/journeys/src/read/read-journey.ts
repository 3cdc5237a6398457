/** From the text of `journey.yaml` to a `Definition`, or to the faults of its shape. */
import { type Bilingual, say, type Wording } from '../bilingual.ts';
import type { JourneyFiles } from '../files/journey-files.ts';
import { readYaml } from '../files/yaml-source.ts';
import type { Problem } from '../problem.ts';
import type { Definition } from './definition.ts';
import { COMMA_IN_FLOW, reportIssues } from './issues.ts';
import { readStepBodies, type StepBody } from './read-bodies.ts';
import { readFields } from './read-fields.ts';
import { readSteps, variablesSetBy } from './read-steps.ts';
import { type Report, reportOn } from './report.ts';
import { journeySchema, type RawJourney } from './schema.ts';

/** The file in which a journey is written. */
export const JOURNEY_FILE = 'journey.yaml';

/** Always known to expressions and templates: what the product knows of the case, such as `facts.name`. */
export const FACTS = 'facts';

type TextFiles = JourneyFiles['files'];

/** What was read; `definition` only when the shape is right. */
interface JourneyReading {
  readonly definition: Definition | undefined;
  readonly report: Report;
}

/**
 * Reads `text`, the `journey.yaml` of `folder`; faults go to `problems`. `files` are those beside it, by path; without
 * them the tables that the journey names are taken for empty.
 */
export function readJourney(text: string, folder: string, problems: Problem[], files?: TextFiles): JourneyReading {
  const source = readYaml(JOURNEY_FILE, text);
  problems.push(...source.problems.map((problem) => commaFirst(problem, text)));
  const report = reportOn(JOURNEY_FILE, source, problems);
  if (source.problems.length > 0) return { definition: undefined, report };
  const before = problems.length;
  const definition = readDefinition(source.value, folder, files, report);
  return { definition: problems.length === before ? definition : undefined, report };
}

/** A rule between braces ends at its first comma; what YAML then stumbles over is that comma's doing. */
function commaFirst(problem: Problem, text: string): Problem {
  const cut = /\{\s*when:[^{}]*?\([^)]*?,/.exec(text.split('\n')[problem.line - 1] ?? '');
  return cut === null ? problem : { ...problem, ...COMMA_IN_FLOW, column: cut.index + cut[0].length };
}

function readDefinition(
  value: unknown,
  folder: string,
  files: TextFiles | undefined,
  report: Report,
): Definition | undefined {
  const parsed = journeySchema.safeParse(value);
  if (!parsed.success) {
    reportIssues(parsed.error, value, [], report);
    return undefined;
  }
  const raw = parsed.data;
  if (raw.journey !== folder) report.atValue(['journey'], 'name-mismatch', notItsFolder(raw.journey, folder));
  const before = report.count();
  const bodies = readStepBodies(raw.steps, report);
  const isWhole = report.count() === before;
  const names = variablesOf(raw.collect, bodies);
  // After a fault in a step, any field may be one that a step asks for.
  const asked = bodies.flatMap((step) => (step.form === 'collect' ? step.body.collect : []));
  const later = new Set(isWhole ? asked : Object.keys(raw.collect));
  return {
    name: raw.journey,
    title: wordingOf(raw.title),
    intent: raw.intent,
    compatibleWith: raw['compatible-with'],
    explainedBy: raw['explained-by'],
    risk: raw.risk,
    sample: raw.sample,
    sender: raw.sender,
    priority: raw.priority,
    queue: raw.queue,
    provisionalThreshold: raw['provisional-threshold'],
    moneyAlone: raw['money-alone'],
    words: Object.fromEntries(Object.entries(raw.words).map(([name, wording]) => [name, wordingOf(wording)])),
    fields: readFields(raw.collect, { later, names, report }),
    steps: readSteps({ bodies, names, files, report }),
  };
}

function wordingOf({ fr, en }: RawJourney['title']): Wording {
  return { fr, ...(en !== undefined && { en }) };
}

function notItsFolder(journey: string, folder: string): Bilingual {
  return say(
    `le parcours « ${journey} » est dans le dossier « ${folder} »`,
    `journey "${journey}" is in folder "${folder}"`,
  );
}

/** Every variable that may exist, for FEEL to read `numero-commande` as one name. */
function variablesOf(fields: RawJourney['collect'], bodies: readonly StepBody[]): string[] {
  return [...new Set([...Object.keys(fields), ...bodies.flatMap(variablesSetBy), FACTS])];
}
