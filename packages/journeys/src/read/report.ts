/** Collects the problems of one file, each at its place. */
import type { Bilingual } from '../bilingual.ts';
import type { Place, YamlPath, YamlSource } from '../files/yaml-source.ts';
import type { Problem, ProblemCode } from '../problem.ts';

/** Where a problem is noted. */
export interface Report {
  readonly source: YamlSource;
  /** Notes a problem at the value at `path`, `offset` characters in. */
  atValue(path: YamlPath, code: ProblemCode, message: Bilingual, more?: { hint?: Bilingual; offset?: number }): void;
  /** Notes a problem at the last key of `path`. */
  atKey(path: YamlPath, code: ProblemCode, message: Bilingual, more?: { hint?: Bilingual }): void;
}

/** A report on `file` that pushes into `problems`. */
export function reportOn(file: string, source: YamlSource, problems: Problem[]): Report {
  const add = (place: Place, code: ProblemCode, message: Bilingual, hint: Bilingual | undefined): void => {
    problems.push({ file, ...place, code, message, ...(hint && { hint }) });
  };
  return {
    source,
    atValue: (path, code, message, { hint, offset } = {}) => add(source.valueAt(path, offset), code, message, hint),
    atKey: (path, code, message, { hint } = {}) => add(source.keyAt(path), code, message, hint),
  };
}
