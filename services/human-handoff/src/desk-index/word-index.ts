/**
 * Which cases hold which words, in memory: exact, by their beginnings, and with typing errors. The places of a word are a list
 * in one shared array, since most words (names, order numbers) have one place only.
 */
import { setImmediate } from 'node:timers/promises';
import { bitsApart, editsBetween, forgiven, lettersOf } from './edits.ts';
import { type Sought, soughtIn } from './fold.ts';
import { withRoom } from './growing.ts';

/** Where a word stands; a later one counts for more. */
export type Field = 'text' | 'subject' | 'customer';

/** What was found, by slot: 0 for what was not; a greater score is better. */
export type Scores = Float32Array;

/** The words of cases, by their slots. */
export interface WordIndex {
  /** Words that the slot has already may be added again; they take room. */
  add(slot: number, fields: Readonly<Partial<Record<Field, Iterable<string>>>>): void;
  /** Forgets slots, and words that nobody else says. Goes through everything, and lets others work meanwhile. */
  forget(slots: ReadonlySet<number>): Promise<void>;
  /** Which cases hold every word of `query`. */
  find(query: string): Scores;
  readonly words: number;
  readonly places: number;
}

const FIELDS: readonly Field[] = ['text', 'subject', 'customer'];
const WEIGHTS = [1, 10, 100];
const FIELD_BITS = 2;
/** A word as written, one that begins so, with one typing error, with two. */
const QUALITY = { exact: 1, prefix: 0.6, errors: [1, 0.4, 0.25] } as const;
const PREFIX_LETTERS = 2;
const MOST_SOUGHT = 12;
const FORGET_AT_ONCE = 2_000;
const uints = (length: number): Uint32Array => new Uint32Array(length);

interface Match {
  readonly term: number;
  readonly quality: number;
}

/** An index without words. */
export function openWordIndex(): WordIndex {
  const terms = openTerms();
  const places = openPlaces();
  let slots = 0;
  const matchesOf = ({ parts, whole }: Sought): Match[][] => {
    const known = whole === undefined ? [] : terms.matches(whole, false);
    return known.length > 0 ? [known] : parts.map((part) => terms.matches(part, true));
  };
  return {
    get words() {
      return terms.size();
    },
    get places() {
      return places.size();
    },
    add(slot, fields) {
      slots = Math.max(slots, slot + 1);
      const added = new Set<string>();
      for (let field = FIELDS.length - 1; field >= 0; field -= 1) {
        for (const word of fields[FIELDS[field] ?? 'text'] ?? []) {
          if (added.has(word)) continue;
          added.add(word);
          places.add(terms.idOf(word), slot * 2 ** FIELD_BITS + field);
        }
      }
    },
    async forget(gone) {
      const isGone = (place: number): boolean => gone.has(place >>> FIELD_BITS);
      for (let term = 1; term < terms.end(); term += 1) {
        if (term % FORGET_AT_ONCE === 0) await setImmediate();
        if (places.head(term) !== 0 && !places.drop(term, isGone)) terms.remove(term);
      }
    },
    find(query) {
      const sought = soughtIn(query).slice(0, MOST_SOUGHT).flatMap(matchesOf);
      return sought.length === 0 ? new Float32Array(0) : scored(sought, places, slots);
    },
  };
}

/** Slots in which each of `sought` has a match, with the sum of the best matches. */
function scored(sought: readonly (readonly Match[])[], places: Places, slots: number): Scores {
  const level = new Uint8Array(slots);
  const best = new Float32Array(slots);
  const total = new Float32Array(slots);
  sought.forEach((matches, round) => {
    for (const { term, quality } of matches) {
      for (let at = places.head(term); at !== 0; at = places.next(at)) {
        const place = places.value(at);
        const slot = place >>> FIELD_BITS;
        const score = quality * (WEIGHTS[place & 3] ?? 0);
        if (level[slot] === round) {
          level[slot] = round + 1;
          best[slot] = 0;
        } else if (level[slot] !== round + 1) continue;
        const gain = score - (best[slot] ?? 0);
        if (gain <= 0) continue;
        best[slot] = score;
        total[slot] = (total[slot] ?? 0) + gain;
      }
    }
  });
  for (let slot = 0; slot < slots; slot += 1) if (level[slot] !== sought.length) total[slot] = 0;
  return total;
}

/** The words themselves. */
function openTerms() {
  const byWord = new Map<string, number>();
  const byStart = new Map<string, number[]>();
  const words: string[] = [''];
  let letters = uints(0);
  let lengths = new Uint8Array(0);
  const made = (said: string): number => {
    // A piece of a text keeps the whole text in memory; a copy does not.
    const word = Buffer.from(said).toString();
    const id = words.push(word) - 1;
    byWord.set(word, id);
    const start = word.slice(0, PREFIX_LETTERS);
    const same = byStart.get(start);
    if (same) same.push(id);
    else byStart.set(start, [id]);
    letters = withRoom(letters, id + 1, uints);
    lengths = withRoom(lengths, id + 1, (length) => new Uint8Array(length));
    letters[id] = lettersOf(word);
    // In numbers no error is forgiven: they are never looked at.
    lengths[id] = /\d/.test(word) ? 0 : word.length;
    return id;
  };
  const misspelt = (word: string, most: number): Match[] => {
    const matches: Match[] = [];
    const bits = lettersOf(word);
    for (let id = 1; id < words.length; id += 1) {
      const difference = (lengths[id] ?? 0) - word.length;
      if (difference > most || difference < -most || bitsApart(bits, letters[id] ?? 0) > 2 * most) continue;
      const edits = editsBetween(word, words[id] ?? '', most);
      if (edits > 0 && edits <= most) matches.push({ term: id, quality: QUALITY.errors[edits] ?? 0 });
    }
    return matches;
  };
  return {
    size: () => byWord.size,
    /** Words are numbered from 1 to below this. */
    end: () => words.length,
    idOf: (word: string): number => byWord.get(word) ?? made(word),
    remove(id: number): void {
      const word = words[id] ?? '';
      byWord.delete(word);
      const start = word.slice(0, PREFIX_LETTERS);
      byStart.set(start, byStart.get(start)?.filter((other) => other !== id) ?? []);
      words[id] = '';
      lengths[id] = 0;
    },
    matches(word: string, withErrors: boolean): Match[] {
      const exact = byWord.get(word);
      const begun = byStart.get(word.slice(0, PREFIX_LETTERS)) ?? [];
      const longer = begun.filter((id) => id !== exact && words[id]?.startsWith(word));
      const most = withErrors ? forgiven(word) : 0;
      return [
        ...(exact === undefined ? [] : [{ term: exact, quality: QUALITY.exact }]),
        ...longer.map((term) => ({ term, quality: QUALITY.prefix })),
        ...(most === 0 ? [] : misspelt(word, most)),
      ];
    },
  };
}

type Places = ReturnType<typeof openPlaces>;

/** Lists of places in one array: 8 bytes each. */
function openPlaces() {
  let heads = uints(0);
  let values = uints(0);
  let nexts = uints(0);
  let used = 1;
  let live = 0;
  return {
    size: () => live,
    head: (term: number): number => heads[term] ?? 0,
    value: (at: number): number => values[at] ?? 0,
    next: (at: number): number => nexts[at] ?? 0,
    add(term: number, value: number): void {
      heads = withRoom(heads, term + 1, uints);
      values = withRoom(values, used + 1, uints);
      nexts = withRoom(nexts, used + 1, uints);
      values[used] = value;
      nexts[used] = heads[term] ?? 0;
      heads[term] = used;
      used += 1;
      live += 1;
    },
    /** False when nothing of the list is left. */
    drop(term: number, isGone: (value: number) => boolean): boolean {
      let before = 0;
      for (let at = heads[term] ?? 0; at !== 0; at = nexts[at] ?? 0) {
        if (!isGone(values[at] ?? 0)) {
          before = at;
          continue;
        }
        live -= 1;
        if (before === 0) heads[term] = nexts[at] ?? 0;
        else nexts[before] = nexts[at] ?? 0;
      }
      return heads[term] !== 0;
    },
  };
}
