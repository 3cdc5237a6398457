/** Numbers in words, French of all countries ("quatre-vingt-dix", "nonante") and English, up to 999 999. Folded text in. */

const UNITS: Readonly<Record<string, number>> = {
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  treize: 13,
  quatorze: 14,
  quinze: 15,
  seize: 16,
  vingt: 20,
  vingts: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  septante: 70,
  huitante: 80,
  octante: 80,
  nonante: 90,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const HUNDREDS = new Set(['cent', 'cents', 'hundred']);
const THOUSANDS = new Set(['mille', 'thousand']);
const WORD = [...Object.keys(UNITS), ...HUNDREDS, ...THOUSANDS].sort((a, b) => b.length - a.length).join('|');

/** Source of a pattern for a number in words, of at most ten of them. */
export const NUMBER_WORDS = `(?:${WORD})(?:[ -](?:(?:et|and)[ -])?(?:${WORD})){0,9}`;

/** The number that the words mean; `undefined` for words that make none ("deux trois"). */
export function numberOfWords(words: string): number | undefined {
  let total = 0;
  let group = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const word of words.split(/[ -]+/)) {
    const unit = UNITS[word];
    if (unit !== undefined) {
      const isEighty = unit === 20 && last === 4;
      if (!isEighty && unit >= last && !(unit < 20 && last >= 60)) return undefined;
      if (!isEighty && last < 20 && !(last === 10 && unit >= 7 && unit < 10)) return undefined;
      group = isEighty ? group + 76 : group + unit;
      last = isEighty ? 80 : unit;
    } else if (HUNDREDS.has(word)) {
      group = Math.max(1, group) * 100;
      last = 100;
    } else if (THOUSANDS.has(word)) {
      total += Math.max(1, group) * 1_000;
      group = 0;
      last = 1_000;
    }
  }
  return total + group;
}
