/** What tests compare of found data. */
import { findData } from '../find-data.ts';
import type { DataContext } from '../found.ts';

/** The values of one type in `text`, in order; guesses too unless `context` says otherwise. */
export function valuesOf(type: string, text: string, context: DataContext = {}): unknown[] {
  return findData(text, 'text', { minConfidence: 0.01, ...context }).flatMap((found) =>
    found.type === type ? [found.value] : [],
  );
}

/** How sure the first of a type is; `undefined` where there is none. */
export function confidenceOf(type: string, text: string, context: DataContext = {}): number | undefined {
  return findData(text, 'text', { minConfidence: 0, ...context }).find((found) => found.type === type)?.confidence;
}
