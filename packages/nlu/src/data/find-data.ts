/** Finds data in a text: every kind in turn, the surest first; what one has taken the next ones leave. */
import { englishDate, namedDate, numericDate } from './find-dates.ts';
import { moneyAfter, moneyBefore } from './find-money.ts';
import { foreignPhone, frenchPhone, iban, mailAddress, orderNumber } from './find-numbers.ts';
import type { FoundDatum } from './found.ts';

const finders = [
  mailAddress,
  orderNumber,
  iban,
  numericDate,
  namedDate,
  englishDate,
  moneyAfter,
  moneyBefore,
  frenchPhone,
  foreignPhone,
];
/** Data after these characters, and more pieces than these, are not looked for. */
const MAX_CHARACTERS = 100_000;
const MAX_FOUND = 200;

/** In the order of the text, without overlaps. */
export function findData(text: string, where: FoundDatum['in']): FoundDatum[] {
  const source = text.slice(0, MAX_CHARACTERS);
  const found: FoundDatum[] = [];
  for (const { type, pattern, read } of finders) {
    for (const match of source.matchAll(pattern)) {
      if (found.length >= MAX_FOUND) break;
      const reading = read(match);
      if (reading === undefined) continue;
      const start = match.index;
      const raw = match[0].slice(0, reading.length ?? match[0].length).trimEnd();
      const end = start + raw.length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      found.push({ type, value: reading.value, raw, start, end, in: where });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
