/** Finds products of the catalogue: all words of a name in order, with at most two typing errors. */
import { type CatalogueName, formsOf, LINKS, singular } from './catalogue.ts';
import type { Candidate, Finder } from './found.ts';

/** More of the text is not searched. */
const MAX_WORDS = 20_000;
/** Of a word with a name: a catalogue whose names all begin alike must not make a long mail slow. */
const MAX_COMPARISONS = 1_000_000;
/** How many words of no weight may stand between two of a name. */
const MAX_LINKS = 2;

/** The longest name that starts at a word wins; of two with one first word, the one with fewer errors. */
export const findProducts: Finder = ({ folded, catalogue }) => {
  if (catalogue === undefined) return [];
  const words = placedWords(folded);
  const found: Candidate[] = [];
  let compared = 0;
  for (let at = 0; at < words.length && found.length < 200; at += 1) {
    const names = new Set(formsOf(words[at]?.word ?? '').flatMap((form) => catalogue.byFirstWord.get(form) ?? []));
    let best: Candidate | undefined;
    for (const name of names) {
      compared += 1;
      if (compared > MAX_COMPARISONS) return found;
      const candidate = match(words, at, name);
      if (candidate === undefined) continue;
      const isBetter =
        best === undefined ||
        candidate.end > best.end ||
        (candidate.end === best.end && candidate.confidence > best.confidence);
      if (isBetter) best = candidate;
    }
    if (best !== undefined) found.push(best);
  }
  return found;
};

interface PlacedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

function placedWords(folded: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  for (const { 0: word, index } of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (words.length >= MAX_WORDS) break;
    words.push({ word, start: index, end: index + word.length });
  }
  return words;
}

/** All words of the name in order, links between them aside. */
function match(words: readonly PlacedWord[], from: number, name: CatalogueName): Candidate | undefined {
  const [first] = name.words;
  let errors = errorsBetween(words[from]?.word ?? '', first ?? '');
  let at = from;
  for (const wanted of name.words.slice(1)) {
    let links = 0;
    at += 1;
    while (links < MAX_LINKS && LINKS.has(words[at]?.word ?? '') && !LINKS.has(wanted)) {
      at += 1;
      links += 1;
    }
    errors += errorsBetween(words[at]?.word ?? '', wanted);
  }
  const last = words[at];
  const start = words[from]?.start;
  if (errors > 2 || last === undefined || start === undefined) return undefined;
  const isWeak = name.words.length === 1 && errors > 0;
  return {
    type: 'product',
    value: name.id,
    start,
    end: last.end,
    confidence: [0.95, 0.8, 0.6][errors] ?? 0.5,
    weight: isWeak ? 0.5 : 0.8,
  };
}

/** 0 for the same word, 1 for one letter more, less, other or exchanged in words of five letters and more; else too many. */
function errorsBetween(written: string, wanted: string): number {
  const [a, b] = [singular(written), singular(wanted)];
  if (a === b) return 0;
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1 || /\d/.test(b)) return 3;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  if (a.length !== b.length)
    return (a.length > b.length ? a.slice(from + 1) === b.slice(from) : a.slice(from) === b.slice(from + 1)) ? 1 : 3;
  if (a.slice(from + 1) === b.slice(from + 1)) return 1;
  return a[from] === b[from + 1] && a[from + 1] === b[from] && a.slice(from + 2) === b.slice(from + 2) ? 1 : 3;
}
