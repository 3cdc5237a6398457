/** Collects the problems of one journey, each at its place. */
import type { Bilingual } from '../bilingual.ts';
import type { CellPlace } from '../files/csv-source.ts';
import type { Place, YamlPath, YamlSource } from '../files/yaml-source.ts';
import type { Problem, ProblemCode } from '../problem.ts';

interface More {
  readonly hint?: Bilingual;
  /** Characters into the text at that place. */
  readonly offset?: number;
}

/** Where a problem is noted. */
export interface Report {
  readonly source: YamlSource;
  /** Problems noted so far. */
  count(): number;
  /** Notes a problem at the value at `path`, or in a cell of a table, `offset` characters in. */
  atValue(path: YamlPath | CellPlace, code: ProblemCode, message: Bilingual, more?: More): void;
  /** Notes a problem at the last key of `path`. */
  atKey(path: YamlPath, code: ProblemCode, message: Bilingual, more?: Omit<More, 'offset'>): void;
  /** Notes problems that know their place. */
  add(problems: readonly Problem[]): void;
}

/** A report on `file` that pushes into `problems`. */
export function reportOn(file: string, source: YamlSource, problems: Problem[]): Report {
  const note = (inFile: string, place: Place, code: ProblemCode, message: Bilingual, hint?: Bilingual): void => {
    problems.push({ file: inFile, ...place, code, message, ...(hint && { hint }) });
  };
  return {
    source,
    count: () => problems.length,
    atValue: (path, code, message, { hint, offset } = {}) => {
      if ('file' in path) note(path.file, path.at(offset ?? 0), code, message, hint);
      else note(file, source.valueAt(path, offset), code, message, hint);
    },
    atKey: (path, code, message, { hint } = {}) => note(file, source.keyAt(path), code, message, hint),
    add: (more) => {
      problems.push(...more);
    },
  };
}
