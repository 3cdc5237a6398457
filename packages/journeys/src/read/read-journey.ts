/** From the text of `journey.yaml` to a `Definition`, or to the faults of its shape. */
import { say } from '../bilingual.ts';
import { readYaml } from '../files/yaml-source.ts';
import type { Problem } from '../problem.ts';
import type { Definition } from './definition.ts';
import { COMMA_IN_FLOW, reportIssues } from './issues.ts';
import { readFields } from './read-fields.ts';
import { readStepBodies, readSteps } from './read-steps.ts';
import { type Report, reportOn } from './report.ts';
import { journeySchema } from './schema.ts';

/** The file in which a journey is written. */
export const JOURNEY_FILE = 'journey.yaml';

/** Always known to expressions and templates: what the product knows of the case, such as `facts.name`. */
export const FACTS = 'facts';

/** What was read; `definition` only when the shape is right. */
interface JourneyReading {
  readonly definition: Definition | undefined;
  readonly report: Report;
}

/** Reads `text`; faults go to `problems`. */
export function readJourney(text: string, folder: string, problems: Problem[]): JourneyReading {
  const source = readYaml(JOURNEY_FILE, text);
  problems.push(...source.problems.map((problem) => commaFirst(problem, text)));
  const report = reportOn(JOURNEY_FILE, source, problems);
  if (source.problems.length > 0) return { definition: undefined, report };
  const before = problems.length;
  const definition = readDefinition(source.value, folder, report);
  return { definition: problems.length === before ? definition : undefined, report };
}

/** A rule between braces ends at its first comma; what YAML then stumbles over is that comma's doing. */
function commaFirst(problem: Problem, text: string): Problem {
  const cut = /\{\s*when:[^{}]*?\([^)]*?,/.exec(text.split('\n')[problem.line - 1] ?? '');
  return cut === null ? problem : { ...problem, ...COMMA_IN_FLOW, column: cut.index + cut[0].length };
}

function readDefinition(value: unknown, folder: string, report: Report): Definition | undefined {
  const parsed = journeySchema.safeParse(value);
  if (!parsed.success) {
    reportIssues(parsed.error, value, [], report);
    return undefined;
  }
  const raw = parsed.data;
  if (raw.journey !== folder) {
    report.atValue(
      ['journey'],
      'name-mismatch',
      say(
        `le parcours « ${raw.journey} » est dans le dossier « ${folder} »`,
        `journey "${raw.journey}" is in folder "${folder}"`,
      ),
    );
  }
  const bodies = readStepBodies(raw.steps, report);
  const saves = bodies.flatMap((step) =>
    step.kind === 'call' && step.body.save !== undefined ? [step.body.save] : [],
  );
  const fieldNames = Object.keys(raw.collect);
  const { en } = raw.title;
  return {
    name: raw.journey,
    title: { fr: raw.title.fr, ...(en !== undefined && { en }) },
    intent: raw.intent,
    compatibleWith: raw['compatible-with'],
    risk: raw.risk,
    sender: raw.sender,
    priority: raw.priority,
    queue: raw.queue,
    provisionalThreshold: raw['provisional-threshold'],
    moneyAlone: raw['money-alone'],
    fields: readFields(raw.collect, report),
    steps: readSteps(bodies, [...fieldNames, ...saves, FACTS], report),
  };
}
