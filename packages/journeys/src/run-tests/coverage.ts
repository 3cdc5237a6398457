/** Which steps and rule rows the tests of a journey reach, and where the others stand. Pure. */
import { type Bilingual, say } from '../bilingual.ts';
import { type Place, readYaml, type YamlSource } from '../files/yaml-source.ts';
import type { Journey } from '../journey.ts';
import type { Step } from '../read/definition.ts';
import { JOURNEY_FILE } from '../read/read-journey.ts';
import type { Trace } from './happened.ts';

/** How many of how many; `percent` is rounded down, so that 100 means all. */
export interface Share {
  readonly reached: number;
  readonly total: number;
  readonly percent: number;
}

/** A step or a row that no test reaches. `file` is relative to the journey's folder. */
export interface Unreached extends Place {
  readonly file: string;
  readonly step: string;
  /** From 1; undefined for the step itself. */
  readonly row?: number;
  readonly message: Bilingual;
}

/** What the tests of one journey reach. */
export interface Coverage {
  readonly steps: Share;
  readonly rows: Share;
  readonly unreached: readonly Unreached[];
}

type Decision = Extract<Step, { readonly kind: 'decide' }>;

/** The coverage of `journey` by `trail`; states of other journeys in it do not count. */
export function coverageOf(journey: Journey, trail: readonly Trace[]): Coverage {
  const own = trail.filter((trace) => trace.journey === journey.name);
  const steps = new Set(own.map(({ step }) => step));
  const rows = new Set(own.flatMap(({ step, row }) => (row === undefined ? [] : [`${step}#${row}`])));
  const source = readYaml(JOURNEY_FILE, journey.files.files[JOURNEY_FILE] ?? '');
  const decisions = journey.steps.filter((step): step is Decision => step.kind === 'decide');
  const missedSteps = journey.steps.filter(({ name }) => !steps.has(name));
  const missedRows = decisions.flatMap((step) =>
    step.rows.flatMap((_, index) => (rows.has(`${step.name}#${index + 1}`) ? [] : [unreachedRow(step, index, source)])),
  );
  const totalRows = decisions.reduce((sum, step) => sum + step.rows.length, 0);
  const unreached = [...missedSteps.map((step) => unreachedStep(step, source)), ...missedRows];
  return {
    steps: share(journey.steps.length - missedSteps.length, journey.steps.length),
    rows: share(totalRows - missedRows.length, totalRows),
    unreached: unreached.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column),
  };
}

function share(reached: number, total: number): Share {
  return { reached, total, percent: total === 0 ? 100 : Math.floor((100 * reached) / total) };
}

function unreachedStep({ name, at }: Step, source: YamlSource): Unreached {
  const message = say(`étape « ${name} » jamais atteinte`, `step "${name}" never reached`);
  return { file: JOURNEY_FILE, ...source.keyAt(at), step: name, message };
}

function unreachedRow({ name, at, rows }: Decision, index: number, source: YamlSource): Unreached {
  const row = rows[index];
  const rule = row?.when === undefined ? '' : ` (${row.when.source})`;
  const message = say(
    `règle ${index + 1} de « ${name} » jamais prise${rule}`,
    `row ${index + 1} of "${name}" never taken${rule}`,
  );
  const place =
    row?.goAt === undefined
      ? { file: JOURNEY_FILE, ...source.valueAt([...at, 'decide', index]) }
      : { file: row.goAt.file, ...row.goAt.at(0) };
  return { ...place, step: name, row: index + 1, message };
}
