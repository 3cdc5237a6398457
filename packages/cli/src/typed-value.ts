/** A datum as an advisor types it in a terminal. Pure. */
import type { Json } from '@facteur/primitives';

const CURRENCIES: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP' };

/** `49,90 €` and `49.90 CHF` are money; JSON is what it says; anything else, `007` included, is a text. */
export function typedValue(text: string): Json {
  const said = text.trim();
  const [, whole, cents = '00', sign = ''] = /^(\d{1,9})(?:[.,](\d{2}))?\s?([€$£]|[A-Z]{3})$/.exec(said) ?? [];
  if (whole !== undefined) return { minor: Number(`${whole}${cents}`), currency: CURRENCIES[sign] ?? sign };
  if (!/^(?:[[{"]|true$|false$|null$)/.test(said)) return said;
  try {
    return JSON.parse(said) as Json;
  } catch {
    return said;
  }
}

/** `name=value` beside what was given before. @throws RangeError for anything else */
export function named(pair: string, known: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const at = pair.indexOf('=');
  if (at < 1) throw new RangeError('expected NAME=VALUE');
  return { ...known, [pair.slice(0, at).trim()]: typedValue(pair.slice(at + 1)) };
}
