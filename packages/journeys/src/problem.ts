/** What is wrong in a journey's files, where, and how to put it right. */
import { type Bilingual, say } from './bilingual.ts';

/** Every fault that the checker can name. */
export type ProblemCode =
  | 'comma-in-flow'
  | 'duplicate-name'
  | 'endless-loop'
  | 'feel-syntax'
  | 'jump-into-each'
  | 'maybe-unset'
  | 'missing-examples'
  | 'missing-file'
  | 'missing-input'
  | 'missing-key'
  | 'missing-template'
  | 'name-mismatch'
  | 'nested-each'
  | 'no-next'
  | 'once-per-item'
  | 'once-per-missing'
  | 'otherwise-missing'
  | 'reserved-name'
  | 'step-kind'
  | 'table-syntax'
  | 'template-front-matter'
  | 'template-syntax'
  | 'unknown-error'
  | 'unknown-field'
  | 'unknown-input'
  | 'unknown-journey'
  | 'unknown-key'
  | 'unknown-name'
  | 'unknown-operation'
  | 'unknown-step'
  | 'unreachable-step'
  | 'unset-variable'
  | 'wrong-value'
  | 'yaml-syntax';

/** One fault. `file` is relative to the journey's folder; `line` and `column` count from 1 (UTF-16 columns). */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: ProblemCode;
  readonly message: Bilingual;
  readonly hint?: Bilingual;
}

/**
 * The word of `words` that `word` was probably meant to be: at most a third of its letters wrong, where accents count for
 * nothing and two neighbours that changed places for one (optimal string alignment).
 */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { word: string; distance: number } | undefined;
  for (const candidate of words) {
    const distance = editDistance(bare(word), bare(candidate));
    if (distance <= limit && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { word: candidate, distance };
  }
  return best?.word;
}

function bare(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? (before[j - 2] ?? 0) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** « Vouliez-vous écrire … ? » or, when nothing is near, the words that are allowed. */
export function spellingHint(word: string, words: Iterable<string>): Bilingual {
  const all = [...words];
  const near = nearest(word, all);
  if (near !== undefined) return say(`vouliez-vous écrire « ${near} » ?`, `did you mean "${near}"?`);
  const list = all.join(', ');
  return list === ''
    ? say('il n’y en a aucun ici', 'there is none here')
    : say(`possibles : ${list}`, `possible: ${list}`);
}
