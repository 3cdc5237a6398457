/** A journey ready to run: read, checked, compiled; and several of them checked against each other. */
import { say, type Wording } from './bilingual.ts';
import type { OperationCatalogue } from './check/catalogue.ts';
import { checkFields } from './check/fields.ts';
import { checkExamples, checkTemplateFiles, readExamples, templatesNamed } from './check/files.ts';
import { checkGraph } from './check/graph.ts';
import { checkOperations } from './check/operations.ts';
import { checkVariables, type TemplateUses } from './check/variables.ts';
import { checkWords } from './check/words.ts';
import { filesFromBundle, hashOf, type JourneyFiles } from './files/journey-files.ts';
import type { YamlSource } from './files/yaml-source.ts';
import { compileMachine, type JourneyMachine } from './machine/compile.ts';
import { type Problem, type ProblemCode, spellingHint } from './problem.ts';
import type { Definition, Step } from './read/definition.ts';
import { JOURNEY_FILE, readJourney } from './read/read-journey.ts';
import { type Report, reportOn } from './read/report.ts';
import type { Language } from './template/filters.ts';
import { parseTemplates, type Template } from './template/template.ts';

/** A journey that can be run. */
export interface Journey {
  readonly name: string;
  /** SHA-256 (hexadecimal) of the bundle: the version. */
  readonly hash: string;
  readonly title: Wording;
  readonly intent: string;
  /** Intents that may be handled together with this one. */
  readonly compatibleWith: readonly string[];
  /** Intents whose words, told beside a request for this one, are its reason and no request of their own. */
  readonly explainedBy: readonly string[];
  /** Accepted share of wrong automatic answers, 0..1. */
  readonly risk: number;
  /** Share of automatic answers, drawn at random, that advisors check afterwards, 0..1. Default 0. */
  readonly sample: number;
  readonly sender: 'authenticated' | 'anyone';
  readonly priority: 'low' | 'normal' | 'high';
  /** Queue of the reviews that no step asked for; default `general`. */
  readonly queue: string;
  /** Probability (0..1) that the author accepts while no threshold can be promised. */
  readonly provisionalThreshold?: number;
  /** True when the author lets money move under a provisional threshold. Default false. */
  readonly moneyAlone: boolean;
  /** True when a step calls an operation whose effect is money. */
  readonly touchesMoney: boolean;
  /** Customers' sentences by language. */
  readonly examples: Readonly<Record<string, readonly string[]>>;
  /** Template name → language → template. */
  readonly templates: Readonly<Record<string, Readonly<Partial<Record<Language, Template>>>>>;
  /** What readers call steps, options of reviews and data, by the author's names; a name that is not there speaks for itself. */
  readonly words: Readonly<Record<string, Wording>>;
  /** The steps in the author's order. */
  readonly steps: readonly Step[];
  readonly machine: JourneyMachine;
  readonly files: JourneyFiles;
}

/** A journey, or what keeps it from being one. */
export interface JourneyOrProblems {
  readonly journey?: Journey;
  readonly problems: readonly Problem[];
}

/** Reads, checks and compiles one journey. `journey` is there only without problems; these are sorted by place. */
export function journeyFrom(files: JourneyFiles, catalogue: OperationCatalogue): JourneyOrProblems {
  return build(files, catalogue, () => true);
}

/** What the checker says of the connectors of today; a published version runs on, and its call fails to a human. */
const ABOUT_CONNECTORS: ReadonlySet<ProblemCode> = new Set([
  'unknown-operation',
  'unknown-input',
  'missing-input',
  'unknown-error',
]);

/**
 * A published journey from its blob. It runs even when the connectors have changed since: those problems are told,
 * and the journey is there, unless money or goods would move without `once-per`. @throws AppError `JOURNEY_INVALID` when the blob is no bundle.
 */
export function journeyFromBundle(bundle: Buffer, catalogue: OperationCatalogue): JourneyOrProblems {
  return build(filesFromBundle(bundle), catalogue, ({ code }) => !ABOUT_CONNECTORS.has(code));
}

function build(files: JourneyFiles, catalogue: OperationCatalogue, isFatal: (problem: Problem) => boolean): Built {
  const problems: Problem[] = [];
  const text = files.files[JOURNEY_FILE];
  if (text === undefined) return { problems: [noJourneyFile] };
  const { definition, report } = readJourney(text, files.folder, problems, files.files);
  const templates = parseTemplates(files.files, problems);
  const examples = readExamples(files.files);
  checkExamples(examples, problems);
  if (definition !== undefined) {
    checkGraph(definition, report);
    checkWords(definition, report);
    checkOperations(definition, catalogue, report);
    checkTemplateFiles(definition, files.files, report);
    checkData(definition, templates, report, problems);
  }
  problems.sort(byPlace);
  const reading = definition && { definition, source: report.source };
  if (definition === undefined || problems.some(isFatal)) return { problems, reading };
  return { journey: assemble(definition, files, templates, examples, catalogue), problems, reading };
}

/** What was read of a `journey.yaml` whose shape is right, for checks that look further. */
export interface Reading {
  readonly definition: Definition;
  readonly source: YamlSource;
}

interface Built extends JourneyOrProblems {
  readonly reading?: Reading | undefined;
}

/** A name that is wrong makes variables look unset that are not: those are looked at once the names are right. */
function checkData(definition: Definition, templates: Journey['templates'], report: Report, problems: Problem[]): void {
  const before = problems.length;
  checkFields(definition, report);
  if (problems.length > before) return;
  checkVariables(definition, usesOf(templates), report, problems);
  checkAsks(definition, templates, problems);
}

const noJourneyFile: Problem = {
  file: JOURNEY_FILE,
  line: 1,
  column: 1,
  code: 'missing-file',
  message: say('il manque le fichier journey.yaml', 'file journey.yaml is missing'),
};

function byPlace(a: Problem, b: Problem): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}

function usesOf(templates: Journey['templates']): TemplateUses {
  return new Map(Object.entries(templates).map(([name, languages]) => [name, Object.values(languages)]));
}

/** What is asked at the start comes before any step: its templates know the facts of the case alone. */
function checkAsks(definition: Definition, templates: Journey['templates'], problems: Problem[]): void {
  const asked = new Set(
    definition.fields
      .filter(({ atStart }) => atStart)
      .flatMap(({ ask, invalid, remindWith }) => [ask, invalid, remindWith]),
  );
  for (const name of asked) {
    for (const { file, uses } of Object.values(templates[name ?? ''] ?? {})) {
      for (const { root, line, column } of uses.filter((use) => use.root !== 'facts')) {
        const message = say(`« ${root} » n’est pas connu quand on demande`, `"${root}" is not known when asking`);
        problems.push({ file, line, column, code: 'unset-variable', message });
      }
    }
  }
}

function assemble(
  definition: Definition,
  files: JourneyFiles,
  templates: Journey['templates'],
  examples: Journey['examples'],
  catalogue: OperationCatalogue,
): Journey {
  const { fields: _, provisionalThreshold, ...rest } = definition;
  return {
    ...rest,
    hash: hashOf(files),
    ...(provisionalThreshold !== undefined && { provisionalThreshold }),
    touchesMoney: definition.steps.some((step) => movesMoney(step, catalogue)),
    examples,
    templates,
    machine: compileMachine(definition, templateRoots(definition, templates)),
    files,
  };
}

/** An operation that no connector offers any more is taken for money when its author guarded it. */
function movesMoney(step: Step, catalogue: OperationCatalogue): boolean {
  if (step.kind !== 'call') return false;
  const operation = catalogue[step.operation];
  return operation === undefined ? step.oncePer !== undefined : operation.effect === 'money';
}

function templateRoots(
  definition: Definition,
  templates: Journey['templates'],
): ReadonlyMap<string, readonly string[]> {
  const roots = templatesNamed(definition).map(({ name }) => {
    const uses = Object.values(templates[name] ?? {}).flatMap((template) => template.uses);
    return [name, [...new Set(uses.map(({ root }) => root))]] as const;
  });
  return new Map(roots);
}

/** Several journeys, and what is wrong in each or between them; `file` of a problem begins with the folder here. */
export interface JourneysOrProblems {
  readonly journeys: readonly Journey[];
  readonly problems: readonly Problem[];
  /** What was read, by folder, of those whose shape is right. */
  readonly readings: ReadonlyMap<string, Reading>;
}

/** Builds all, and checks that `start`, `compatible-with` and `explained-by` name journeys and intents that exist, each intent once. */
export function journeysFrom(all: readonly JourneyFiles[], catalogue: OperationCatalogue): JourneysOrProblems {
  const built = all.map((files) => ({ folder: files.folder, ...build(files, catalogue, () => true) }));
  const journeys = built.flatMap(({ journey }) => (journey === undefined ? [] : [journey]));
  const readings = new Map(built.flatMap(({ folder, reading }) => (reading === undefined ? [] : [[folder, reading]])));
  const names = all.map(({ folder }) => folder);
  const between = built.flatMap(({ journey, reading }) =>
    journey === undefined || reading === undefined ? [] : checkLinks(journey, reading.source, journeys, names),
  );
  const own = built.flatMap(({ folder, problems }) => problems.map((problem) => inFolder(folder, problem)));
  return { journeys, problems: [...own, ...between], readings };
}

function inFolder(folder: string, problem: Problem): Problem {
  return { ...problem, file: `${folder}/${problem.file}` };
}

function checkLinks(
  journey: Journey,
  source: YamlSource,
  journeys: readonly Journey[],
  names: readonly string[],
): Problem[] {
  const problems: Problem[] = [];
  const report = reportOn(JOURNEY_FILE, source, problems);
  checkStarts(journey, names, report);
  const intents = new Set([...journeys.map(({ intent }) => intent), ...names]);
  const named = [
    ...journey.compatibleWith.map((intent, index) => ({ intent, at: ['compatible-with', index] })),
    ...journey.explainedBy.map((intent, index) => ({ intent, at: ['explained-by', index] })),
  ];
  for (const { intent, at } of named) {
    if (intents.has(intent)) continue;
    const message = say(`aucun parcours ne répond à « ${intent} »`, `no journey answers "${intent}"`);
    report.atValue(at, 'unknown-journey', message, { hint: spellingHint(intent, intents) });
  }
  const first = journeys.find(({ intent }) => intent === journey.intent);
  if (first !== undefined && first !== journey) {
    const message = say(
      `« ${first.name} » répond déjà à cette intention`,
      `"${first.name}" already answers this intent`,
    );
    report.atValue(['intent'], 'duplicate-name', message);
  }
  return problems.map((problem) => inFolder(journey.name, problem));
}

function checkStarts({ steps }: Journey, names: readonly string[], report: Report): void {
  for (const step of steps) {
    if (step.kind !== 'start' || names.includes(step.journey)) continue;
    const message = say(`il n’y a pas de parcours « ${step.journey} »`, `there is no journey "${step.journey}"`);
    report.atValue([...step.at, 'start'], 'unknown-journey', message, { hint: spellingHint(step.journey, names) });
  }
}
