/** Two texts that began as the same one, made into one again. Pure. */
import { type Hunk, hunksOf } from './text-diff.ts';

/** The characters `start`…`end` of the base became two different things. */
export interface Conflict {
  readonly start: number;
  readonly end: number;
  readonly mine: string;
  readonly theirs: string;
}

export interface Merged {
  /** Where there is a conflict it has my words. */
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/** Both sides' changes of `base`, word by word. An unchanged side gives the other one. */
export function mergeTexts(base: string, mine: string, theirs: string): Merged {
  if (mine === base || mine === theirs) return { text: theirs, conflicts: [] };
  if (theirs === base) return { text: mine, conflicts: [] };
  const conflicts: Conflict[] = [];
  let text = '';
  let at = 0;
  for (const stretch of stretchesOf(hunksOf(base, mine), hunksOf(base, theirs))) {
    const { words, conflict } = resolve(base, stretch);
    if (conflict) conflicts.push(conflict);
    text += base.slice(at, stretch.start) + words;
    at = stretch.end;
  }
  return { text: text + base.slice(at), conflicts };
}

/** Part of the base that one side changed, or both. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly mine: readonly Hunk[];
  readonly theirs: readonly Hunk[];
}

function stretchesOf(mine: readonly Hunk[], theirs: readonly Hunk[]): readonly Stretch[] {
  const all = [
    ...mine.map((hunk) => ({ ...hunk, mine: [hunk], theirs: [] as Hunk[] })),
    ...theirs.map((hunk) => ({ ...hunk, mine: [] as Hunk[], theirs: [hunk] })),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  const stretches: Stretch[] = [];
  for (const { start, end, mine: my, theirs: their } of all) {
    const last = stretches.at(-1);
    if (last && overlaps(last, { start, end })) {
      stretches[stretches.length - 1] = {
        start: last.start,
        end: Math.max(last.end, end),
        mine: [...last.mine, ...my],
        theirs: [...last.theirs, ...their],
      };
    } else stretches.push({ start, end, mine: my, theirs: their });
  }
  return stretches;
}

/** Two insertions at one place do: nobody knows which goes first. Those that only touch do not. */
function overlaps(last: { start: number; end: number }, next: { start: number; end: number }): boolean {
  return next.start < last.end || (last.start === last.end && next.start === next.end && next.start === last.end);
}

function resolve(base: string, { start, end, mine, theirs }: Stretch): { words: string; conflict?: Conflict } {
  const my = applied(base, start, end, mine);
  const their = applied(base, start, end, theirs);
  if (theirs.length === 0 || my === their) return { words: my };
  if (mine.length === 0) return { words: their };
  // One wrote further what the other wrote as well.
  if (my !== '' && their.startsWith(my)) return { words: their };
  if (their !== '' && my.startsWith(their)) return { words: my };
  const ordered = start === end ? inOrder(my, their) : undefined;
  return ordered === undefined ? { words: my, conflict: { start, end, mine: my, theirs: their } } : { words: ordered };
}

/** Insertions at one place, where one goes on with the line and the other begins a new one below or ends one above it. */
function inOrder(one: string, other: string): string | undefined {
  if (one.startsWith('\n') !== other.startsWith('\n')) return one.startsWith('\n') ? other + one : one + other;
  if (one.endsWith('\n') !== other.endsWith('\n')) return one.endsWith('\n') ? one + other : other + one;
  return undefined;
}

function applied(base: string, start: number, end: number, hunks: readonly Hunk[]): string {
  let text = '';
  let at = start;
  for (const hunk of hunks) {
    text += base.slice(at, hunk.start) + hunk.text;
    at = hunk.end;
  }
  return text + base.slice(at, end);
}
