/** Order numbers, IBAN (ISO 13616), phones (E.164) and mail addresses. */
import type { Finder } from './found.ts';

/** "cmd 2026 00123", "CMD2026-00123": exactly five digits. */
export const orderNumber: Finder = {
  type: 'order-number',
  pattern: /(?<![\p{L}\p{N}])cmd[\s._/-]{0,3}(20\d{2})[\s._/-]{0,3}(\d{5})(?![\p{L}\p{N}])/giu,
  read: ([, year = '', number = '']) => ({ value: `CMD-${year}-${number}` }),
};

/** At most 64 characters before the @ (RFC 5321 §4.5.3.1.1). */
export const mailAddress: Finder = {
  type: 'email',
  pattern: /(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?![\w@])/gi,
  read: ([raw = '']) => ({ value: raw.toLowerCase() }),
};

/** Lengths of those countries' IBAN that customers here have; others are taken as long as they are. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 16,
  CH: 21,
  DE: 22,
  DZ: 26,
  ES: 24,
  FR: 27,
  GB: 22,
  IE: 22,
  IT: 27,
  LU: 20,
  MA: 28,
  MC: 27,
  NL: 18,
  PT: 25,
  TN: 24,
};

/** Blanks are allowed between any two characters; whatever follows the country's length is not part of it. */
export const iban: Finder = {
  type: 'iban',
  pattern: /(?<![\p{L}\p{N}])[A-Z]{2}[ \u00a0]?\d{2}(?:[ \u00a0.-]?[A-Z0-9]){11,30}/giu,
  read([raw = '']) {
    const kept = IBAN_LENGTHS[raw.slice(0, 2).toUpperCase()] ?? Number.POSITIVE_INFINITY;
    let length = 0;
    let value = '';
    for (; length < raw.length && value.length < kept; length += 1)
      value += (raw[length] ?? '').replace(/[^A-Za-z0-9]/, '');
    value = value.toUpperCase();
    return isIban(value) && (kept === Number.POSITIVE_INFINITY || value.length === kept)
      ? { value, length }
      : undefined;
  },
};

/** Check digits by ISO 7064 MOD 97-10. */
function isIban(value: string): boolean {
  let rest = 0;
  for (const character of value.slice(4) + value.slice(0, 4))
    rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97;
  return rest === 1;
}

/** French numbers as people write them: "06 12 34 56 78", "0612345678", "06.12.34.56.78". */
export const frenchPhone: Finder = {
  type: 'phone',
  pattern: /(?<![\p{L}\p{N}+])0([1-9])((?:[ .\u00a0-]?\d{2}){4})(?![\p{L}\p{N}])/gu,
  read: ([, first = '', rest = '']) => ({ value: `+33${first}${rest.replace(/\D/g, '')}` }),
};

/** Numbers with a country code: "+32 470 12 34 56", "0041 79 123 45 67", "+33 (0)6 12 34 56 78". */
export const foreignPhone: Finder = {
  type: 'phone',
  pattern: /(?<![\p{L}\p{N}+])(?:\+|00)([1-9](?:[ .\u00a0-]?(?:\(0\))?[ ]?\d){7,13})(?![\p{L}\p{N}])/gu,
  read: ([, digits = '']) => ({ value: `+${digits.replace(/\(0\)/g, '').replace(/\D/g, '')}` }),
};
