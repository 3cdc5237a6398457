/** Letters without case and accents, as many as before, so that places found in them hold for the source. */
import { plain } from '../words.ts';

const MAX_KNOWN = 5_000;
const known = new Map<string, string>([
  ['œ', 'o'],
  ['Œ', 'o'],
  ['æ', 'a'],
  ['Æ', 'a'],
]);

/** Lower case, no accents, apostrophes and hyphens as blanks; exactly as long as `text`. */
export function flat(text: string): string {
  return text.replace(/[^a-z0-9 \n]/g, flatUnit);
}

function flatUnit(unit: string): string {
  const before = known.get(unit);
  if (before !== undefined) return before;
  const letter = /['’‘`´-]/.test(unit) ? ' ' : plain(unit);
  const flattened = letter.length === 1 ? letter : unit.length === 1 ? ' ' : unit;
  if (known.size < MAX_KNOWN) known.set(unit, flattened);
  return flattened;
}
