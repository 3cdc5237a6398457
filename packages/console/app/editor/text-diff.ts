/** What changed from one text to another: by lines first, so that paragraphs stay apart, then by words. Pure. */

/** The characters `start`…`end` of the first text are `text` in the second one. An insertion has `start === end`. */
export interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Larger comparisons are not worth their time: the whole stretch counts as changed. */
const MAX_CELLS = 4_000_000;
const LINE = /[^\n]*\n|[^\n]+/g;
const WORD = /\n|[^\S\n]+|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|./gsu;
/** Nothing between two changes but spaces and signs: they are one change of a phrase. */
const NO_WORD = /^[^\p{L}\p{N}\n]*$/u;

/** In order, none touching another of the same line without a word between them; empty when the texts are the same. */
export function hunksOf(before: string, after: string): readonly Hunk[] {
  const words = compare(before, after, LINE).flatMap((block) => {
    const was = before.slice(block.start, block.end);
    return compare(was, block.text, WORD).map(({ start, end, text }) => ({
      start: block.start + start,
      end: block.start + end,
      text,
    }));
  });
  return joinPhrases(before, words);
}

/** Where a caret at `at` of the first text stands in the second: before what was inserted exactly there. */
export function caretAfter(before: string, after: string, at: number): number {
  let shift = 0;
  for (const { start, end, text } of hunksOf(before, after)) {
    if (start >= at) break;
    if (end > at) return start + shift + Math.min(at - start, text.length);
    shift += text.length - (end - start);
  }
  return at + shift;
}

/** Where, in the second text, the last thing that changed ends. */
export function endOfChange(before: string, after: string): number {
  const last = hunksOf(before, after).at(-1);
  return last === undefined ? after.length : after.length - (before.length - last.end);
}

function compare(before: string, after: string, unit: RegExp): readonly Hunk[] {
  const a = before.match(unit) ?? [];
  const b = after.match(unit) ?? [];
  let at = 0;
  let next = 0;
  return blocksOf(a, b).map(({ aStart, aEnd, bStart, bEnd }) => {
    for (; next < aStart; next++) at += a[next]?.length ?? 0;
    const start = at;
    for (; next < aEnd; next++) at += a[next]?.length ?? 0;
    return { start, end: at, text: b.slice(bStart, bEnd).join('') };
  });
}

interface Block {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/** Stretches that differ. What both begin and end with is never compared. */
function blocksOf(a: readonly string[], b: readonly string[]): readonly Block[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [n, m] = [a.length - head - tail, b.length - head - tail];
  if (n === 0 && m === 0) return [];
  const isWhole = n === 0 || m === 0 || n * m > MAX_CELLS;
  const whole = { aStart: head, aEnd: head + n, bStart: head, bEnd: head + m };
  if (isWhole) return [whole];
  return between(matchesOf(a.slice(head, head + n), b.slice(head, head + m)), n, m).map((block) => ({
    aStart: block.aStart + head,
    aEnd: block.aEnd + head,
    bStart: block.bStart + head,
    bEnd: block.bEnd + head,
  }));
}

/** Pairs of places with the same token: a longest common subsequence. */
function matchesOf(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const matches: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) matches.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return matches;
}

function between(matches: readonly (readonly [number, number])[], n: number, m: number): readonly Block[] {
  const blocks: Block[] = [];
  let [aStart, bStart] = [0, 0];
  for (const [aEnd, bEnd] of [...matches, [n, m] as const]) {
    if (aEnd > aStart || bEnd > bStart) blocks.push({ aStart, aEnd, bStart, bEnd });
    [aStart, bStart] = [aEnd + 1, bEnd + 1];
  }
  return blocks;
}

function joinPhrases(before: string, hunks: readonly Hunk[]): readonly Hunk[] {
  const joined: Hunk[] = [];
  for (const hunk of hunks) {
    const last = joined.at(-1);
    const gap = last && before.slice(last.end, hunk.start);
    if (last && gap !== undefined && NO_WORD.test(gap)) {
      joined[joined.length - 1] = { start: last.start, end: hunk.end, text: last.text + gap + hunk.text };
    } else joined.push(hunk);
  }
  return joined;
}
