/** The names that an author gave: of steps, of options of reviews, of data. */
import type { Definition, Step } from '../read/definition.ts';

/** Names by what they name, in the order of the file; one name may name several things. */
export interface Names {
  readonly steps: readonly string[];
  readonly options: readonly string[];
  /** Data that are collected, and results that steps save. */
  readonly data: readonly string[];
}

/** The names of a journey. */
export function namesOf({ fields, steps }: Pick<Definition, 'fields' | 'steps'>): Names {
  const saved = steps.flatMap(savedBy);
  return {
    steps: steps.map(({ name }) => name),
    options: distinct(steps.flatMap((step) => (step.kind === 'review' ? [...step.options.keys()] : []))),
    data: distinct([...fields.map(({ name }) => name), ...saved]),
  };
}

function savedBy(step: Step): readonly string[] {
  if (step.kind === 'each') return [step.as];
  const save = step.kind === 'call' ? step.save : step.kind === 'wait' && step.for.kind === 'event' && step.for.save;
  return save ? [save] : [];
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
