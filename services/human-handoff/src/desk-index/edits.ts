/** Typing errors: how many letters of a word were left out, added, changed or swapped with their neighbour. Pure. */

const SHORTEST_WITH_ONE = 5;
const SHORTEST_WITH_TWO = 9;

/** How many typing errors are forgiven in `word`: none in numbers, where every digit tells one from another. */
export function forgiven(word: string): 0 | 1 | 2 {
  if (word.length < SHORTEST_WITH_ONE || /\d/.test(word)) return 0;
  return word.length < SHORTEST_WITH_TWO ? 1 : 2;
}

/** The letters that a word is made of, as bits: an edit changes two of them at most. */
export function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index += 1) bits |= 1 << (word.charCodeAt(index) % 31);
  return bits;
}

/** How many bits differ. */
export function bitsApart(a: number, b: number): number {
  let bits = a ^ b;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The number of edits between two words (a swap of neighbours is one), or `most + 1` when there are more than `most`. */
export function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let above: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = nextRow(a, b, i, row, above);
    if (Math.min(...next) > most) return most + 1;
    above = row;
    row = next;
  }
  return Math.min(row[b.length] ?? 0, most + 1);
}

function nextRow(a: string, b: string, i: number, row: readonly number[], above: readonly number[]): number[] {
  const next = [i];
  for (let j = 1; j <= b.length; j += 1) {
    const isSame = a[i - 1] === b[j - 1];
    let least = Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + (isSame ? 0 : 1));
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(above, j - 2) + 1);
    next.push(least);
  }
  return next;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
