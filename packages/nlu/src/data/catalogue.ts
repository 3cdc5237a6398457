/** Names of a company's products, read so that they are found in spite of typing errors, accents and plurals. */
import { fold } from './fold.ts';

/** What a company sells: `id` is what journeys get, `aliases` are other names that customers use. */
export interface CatalogueEntry {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** A name as its words that tell it apart. */
export interface CatalogueName {
  readonly id: string;
  readonly words: readonly string[];
}

/** A catalogue, read: names by each form that their first word may be typed in. */
export interface Catalogue {
  readonly byFirstWord: ReadonlyMap<string, readonly CatalogueName[]>;
}

/** More names than these are not read. */
const MAX_NAMES = 20_000;
/** Words of no weight. */
export const LINKS: ReadonlySet<string> = new Set(
  'de du des d la le les l en a au aux et pour avec of the a an in with and for'.split(' '),
);

/** Names of no word are left out. Never throws. */
export function openCatalogue(entries: readonly CatalogueEntry[]): Catalogue {
  const byFirstWord = new Map<string, CatalogueName[]>();
  const names = entries.flatMap(({ id, name, aliases = [] }) =>
    [name, ...aliases].map((each) => ({ id, words: wordsOf(each) })),
  );
  for (const name of names.slice(0, MAX_NAMES)) {
    const [first] = name.words;
    if (first === undefined) continue;
    for (const form of new Set(formsOf(first))) {
      const known = byFirstWord.get(form);
      if (known === undefined) byFirstWord.set(form, [name]);
      else known.push(name);
    }
  }
  return { byFirstWord };
}

function wordsOf(name: string): string[] {
  return (fold(name).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !LINKS.has(word)).slice(0, 8);
}

/** Without the sign of the plural. */
export function singular(word: string): string {
  return word.length > 3 && /[sx]$/.test(word) ? word.slice(0, -1) : word;
}

/** The word and, where it is long enough to be told apart, the word without any one of its letters. */
export function formsOf(word: string): string[] {
  const base = singular(word).slice(0, 30);
  if (base.length < 5 || /\d/.test(base)) return [base];
  return [base, ...Array.from(base, (_, at) => base.slice(0, at) + base.slice(at + 1))];
}
