/** Undoing one's own edits of a text that others edit as well: their words stay. Pure. */
import { mergeTexts } from './merge-texts.ts';

/** One edit of one's own. */
interface Step {
  readonly before: string;
  readonly after: string;
}

export interface EditHistory {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

export const NO_EDITS: EditHistory = { past: [], future: [] };

const MOST_STEPS = 200;

/** With an edit of one's own; letters of one word make one step. What was undone can no longer be redone. */
export function recordEdit({ past }: EditHistory, before: string, after: string): EditHistory {
  const last = past.at(-1);
  const step = { before, after };
  const steps =
    last && last.after === before && continues(last, step)
      ? [...past.slice(0, -1), { before: last.before, after }]
      : [...past, step].slice(-MOST_STEPS);
  return { past: steps, future: [] };
}

/** The text without the last edit that can still be taken out of it; undefined when there is none. */
export function undoEdit(
  { past, future }: EditHistory,
  current: string,
): { readonly history: EditHistory; readonly text: string } | undefined {
  for (let left = past.length; left > 0; left--) {
    const step = past[left - 1];
    const merged = step && mergeTexts(step.after, current, step.before);
    if (step && merged?.conflicts.length === 0 && merged.text !== current) {
      return { history: { past: past.slice(0, left - 1), future: [...future, step] }, text: merged.text };
    }
  }
  return undefined;
}

/** The text with the edit that was undone last; undefined when there is none, or others wrote in its place. */
export function redoEdit(
  { past, future }: EditHistory,
  current: string,
): { readonly history: EditHistory; readonly text: string } | undefined {
  const step = future.at(-1);
  if (!step) return undefined;
  const merged = mergeTexts(step.before, current, step.after);
  if (merged.conflicts.length > 0) return undefined;
  return { history: { past: [...past, step], future: future.slice(0, -1) }, text: merged.text };
}

/** True for one more letter of the same word, typed or taken away, right where the last one was. */
function continues(last: Step, next: Step): boolean {
  const typed = next.after.length - next.before.length;
  if (Math.abs(typed) !== 1 || Math.sign(last.after.length - last.before.length) !== typed) return false;
  const place = firstDifference(next.before, next.after);
  const lastPlace = lastDifference(last.before, last.after);
  if (typed < 0) return Math.abs(place - firstDifference(last.before, last.after)) <= 1;
  const letter = next.after[place] ?? '';
  const isNewWord = !/\s/.test(letter) && /\s/.test(next.after[place - 1] ?? '');
  return place === lastPlace && !isNewWord;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

/** Where the difference ends in `b`. */
function lastDifference(a: string, b: string): number {
  const head = firstDifference(a, b);
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return b.length - tail;
}
