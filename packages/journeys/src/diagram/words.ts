/** Durations, operations, codes and lists as a reader of a diagram wants them. */
import { type Bilingual, say } from '../bilingual.ts';
import type { Language } from '../template/filters.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** `3 jours`, `4 heures`, `30 minutes`: the largest of these units that needs no fraction. */
export function durationIn(ms: number, language: Language): string {
  const [unitMs, unit] =
    ms % DAY_MS === 0
      ? ([DAY_MS, say('jour', 'day')] as const)
      : ms % HOUR_MS === 0
        ? ([HOUR_MS, say('heure', 'hour')] as const)
        : ([MINUTE_MS, say('minute', 'minute')] as const);
  const count = ms / unitMs;
  return `${count} ${unit[language]}${count > 1 ? 's' : ''}`;
}

/** `boutique.cancelReship` → `boutique : cancel reship` (English without the space before the colon). */
export function operationIn(operation: string, language: Language): string {
  const [system = '', ...rest] = operation.split('.');
  const words = rest.join(' ').replace(/([\p{Ll}\d])(\p{Lu})/gu, (_, before: string, after: string) => {
    return `${before} ${after.toLowerCase()}`;
  });
  return `${system}${colon(language)}${words.replaceAll('-', ' ')}`;
}

/** `a, b ou c`. */
export function anyOf(items: readonly string[], language: Language): string {
  return joined(items, language === 'fr' ? 'ou' : 'or');
}

/** `a, b et c`. */
export function allOf(items: readonly string[], language: Language): string {
  return joined(items, language === 'fr' ? 'et' : 'and');
}

function joined(items: readonly string[], word: string): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** A colon with its spaces. */
export function colon(language: Language): string {
  return language === 'fr' ? '\u00a0: ' : ': ';
}

/** Words between the quotation marks of the language. */
export function quoted(words: string, language: Language): string {
  return language === 'fr' ? `«\u00a0${words}\u00a0»` : `“${words}”`;
}

const CODES: Readonly<Record<string, Bilingual>> = {
  'already-done': say('déjà fait', 'already done'),
  'already-shipped': say('déjà expédié', 'already shipped'),
  'bad-dates': say('dates impossibles', 'impossible dates'),
  'not-available': say('pas disponible', 'not available'),
  'not-delivered': say('pas encore livré', 'not delivered yet'),
  'not-invoiced': say('pas encore facturé', 'not invoiced yet'),
  'not-found': say('introuvable', 'not found'),
  'not-yours': say('n’appartient pas au client', 'not the customer’s'),
  'out-of-stock': say('épuisé', 'out of stock'),
  'too-late': say('trop tard', 'too late'),
  invalid: say('non valable', 'invalid'),
  refused: say('refusé', 'refused'),
  resolved: say('résolu', 'resolved'),
  unavailable: say('système indisponible', 'system unavailable'),
};

/** An error or an outcome in words; one that is not widely used as the author wrote it, without hyphens. */
export function codeIn(code: string, language: Language): string {
  return Object.hasOwn(CODES, code) ? (CODES[code]?.[language] ?? code) : code.replaceAll('-', ' ');
}

const TYPES: Readonly<Record<string, Bilingual>> = {
  date: say('date', 'date'),
  document: say('document', 'document'),
  email: say('adresse e-mail', 'e-mail address'),
  iban: say('IBAN', 'IBAN'),
  money: say('montant', 'amount'),
  'order-number': say('numéro de commande', 'order number'),
  'booking-number': say('numéro de réservation', 'booking number'),
  'invoice-number': say('numéro de facture', 'invoice number'),
  'parcel-number': say('numéro de colis', 'parcel number'),
  product: say('article', 'product'),
  phone: say('numéro de téléphone', 'phone number'),
  text: say('texte', 'text'),
};

/** The type of a datum in words. */
export function typeIn(type: string, language: Language): string {
  return TYPES[type]?.[language] ?? type;
}
