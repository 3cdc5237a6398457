/** Telephone numbers as people write them: the same one in national and international writing is known to be the same. Pure. */

const LEAST_DIGITS = 8;
/** E.164 §6. */
const MOST_DIGITS = 15;
const MOST_COUNTRY_DIGITS = 3;
const WRITTEN = /(?<![\p{L}\p{N}]|[\p{L}\p{N}][-_/])(?:\+|00)?\(?\d[\d\s.\-–()/]{5,25}\d(?![\p{L}\p{N}])/gu;
const WHOLLY = /^[+\d\s.\-–()/]+$/;

/** One number: `+` and all digits where the country is said, else the digits as written. Undefined for what is none. */
export function phoneOf(text: string): string | undefined {
  const said = text.replace(/^\s*tel:/i, '').trim();
  if (!WHOLLY.test(said)) return undefined;
  // `+33 (0)6 …`: the zero is dialled within the country alone.
  const digits = said.replace(/(^\s*(?:\+|00).*)\(0\)/, '$1').replace(/\D/g, '');
  const isInternational = said.startsWith('+') || digits.startsWith('00');
  const bare = digits.startsWith('00') ? digits.slice(2) : digits;
  if (bare.length < LEAST_DIGITS || bare.length > MOST_DIGITS) return undefined;
  return isInternational ? `+${bare}` : bare;
}

/** The numbers that stand in a text, each once. */
export function phonesIn(text: string): string[] {
  return [...new Set([...text.matchAll(WRITTEN)].flatMap(([written]) => phoneOf(written) ?? []))];
}

/** True of two writings, as `phoneOf` has them, of what may be one number: nobody says the country at home. */
export function isSamePhone(one: string, other: string): boolean {
  const [a, b] = [withoutTrunk(one), withoutTrunk(other)];
  if (a === b) return true;
  if (one.startsWith('+') && other.startsWith('+')) return false;
  const [long, short] = a.length > b.length ? [a, b] : [b, a];
  return short.length >= LEAST_DIGITS && long.endsWith(short) && long.length - short.length <= MOST_COUNTRY_DIGITS;
}

function withoutTrunk(phone: string): string {
  return phone.startsWith('+') ? phone.slice(1) : phone.replace(/^0/, '');
}
