/** Contact details as they are kept, and which texts cannot be any. */
import { isIP } from 'node:net';

/** What of a customer can be changed. */
export const CONTACT_FIELDS = ['postal', 'phone', 'email', 'iban'] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

/** `value` as it is kept, or undefined when it cannot be a `field`. */
export function tidyContact(field: ContactField, value: string): string | undefined {
  return { postal: tidyPostal, phone: tidyPhone, email: tidyEmail, iban: tidyIban }[field](value);
}

/** Some words and a number: `12 rue des Lilas, 69003 Lyon`. */
function tidyPostal(value: string): string | undefined {
  const text = value.replace(/\s+/g, ' ').trim();
  return text.length >= 10 && text.length <= 200 && /\d/.test(text) && /\p{L}{2}/u.test(text) ? text : undefined;
}

/** 8 to 15 digits (E.164), `+` or not. */
function tidyPhone(value: string): string | undefined {
  const text = value.replace(/[\s.()\-/]/g, '');
  return /^\+?\d{8,15}$/.test(text) ? text : undefined;
}

function tidyEmail(value: string): string | undefined {
  const text = value.trim();
  const domain = /^[\x21-\x3f\x41-\x7e]{1,64}@([a-z\d-]+(?:\.[a-z\d-]+)+)$/i.exec(text)?.[1];
  return domain === undefined || isIP(domain) !== 0 || text.length > 254 ? undefined : text;
}

/** ISO 13616: letters as numbers, the first four characters at the end, remainder 1 by 97. */
function tidyIban(value: string): string | undefined {
  const text = value.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(text)) return undefined;
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n ? text : undefined;
}
