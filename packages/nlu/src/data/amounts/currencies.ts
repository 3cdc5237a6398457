/** The currencies that customers write, and how surely their words mean them. */
import type { Source } from '../found.ts';

/** ISO 4217, with how many decimals its minor unit has. */
export interface Currency {
  readonly code: string;
  readonly decimals: number;
  /** How sure the word alone makes of it. */
  readonly confidence: number;
}

const EUR = { code: 'EUR', decimals: 2, confidence: 0.98 };
const CHF = { code: 'CHF', decimals: 2, confidence: 0.98 };
const CAD = { code: 'CAD', decimals: 2, confidence: 0.98 };
const USD = { code: 'USD', decimals: 2, confidence: 0.98 };
const GBP = { code: 'GBP', decimals: 2, confidence: 0.98 };
const MAD = { code: 'MAD', decimals: 2, confidence: 0.9 };
const TND = { code: 'TND', decimals: 3, confidence: 0.95 };
const DZD = { code: 'DZD', decimals: 2, confidence: 0.9 };
const slang = (currency: Currency): Currency => ({ ...currency, confidence: 0.4 });

const WORDS: Readonly<Record<string, Currency>> = {
  '€': EUR,
  eur: EUR,
  euro: EUR,
  euros: EUR,
  roros: slang(EUR),
  balles: slang(EUR),
  e: slang(EUR),
  chf: CHF,
  franc: { ...CHF, confidence: 0.8 },
  francs: { ...CHF, confidence: 0.8 },
  fr: { ...CHF, confidence: 0.6 },
  frs: { ...CHF, confidence: 0.6 },
  '£': GBP,
  gbp: GBP,
  pound: GBP,
  pounds: GBP,
  quid: slang(GBP),
  usd: USD,
  us$: USD,
  $us: USD,
  cad: CAD,
  $ca: CAD,
  ca$: CAD,
  $cad: CAD,
  c$: CAD,
  dh: MAD,
  dhs: MAD,
  dirham: MAD,
  dirhams: MAD,
  mad: MAD,
  tnd: TND,
  dt: { ...TND, confidence: 0.8 },
  dzd: DZD,
  da: { ...DZD, confidence: 0.6 },
};
const DOLLARS = new Set(['$', 'dollar', 'dollars', 'piastre', 'piastres']);
const DINARS = new Set(['dinar', 'dinars']);

/** Source of a pattern for a currency, after or before the number. */
export const UNIT =
  '(?:us ?\\$|ca\\$|c\\$|\\$ ?(?:us|cad?)|\\$|€|£|euros?|eur|chf|francs?(?! *cfa)|frs?\\.?|gbp|pounds?|quid|usd|cad|dollars?(?: canadiens?)?|piastres?|dhs?|dirhams?|mad|tnd|dt|dinars?(?: (?:tunisien|algerien)s?)?|dzd|da|balles|roros)';

/** `isAfter`: written after the number, as in French. */
export function currencyOf(unit: string, source: Source, isAfter: boolean): Currency | undefined {
  const [word = ''] = unit.includes('$') ? [unit.replace(/ /g, '')] : unit.replace(/\.$/, '').split(' ');
  if (/canadien/.test(unit)) return CAD;
  if (/tunisien/.test(unit)) return TND;
  if (/algerien/.test(unit)) return DZD;
  if (DOLLARS.has(word))
    return source.country === 'CA' ? { ...CAD, confidence: 0.85 } : { ...(isAfter ? CAD : USD), confidence: 0.45 };
  if (DINARS.has(word))
    return source.country === 'TN' ? TND : { ...DZD, confidence: source.country === 'DZ' ? 0.9 : 0.4 };
  return WORDS[word];
}
