/** A template with what is known of a case in it; what is not known becomes a blank `[[…]]`, which nobody can overlook. Pure. */

import type { TemplateContent } from './items.ts';
import type { FoundCase } from './match-rules.ts';

type Language = TemplateContent['language'];

/** By placeholder (`customer.name`, `data.order`), what stands for it. */
export type TemplateFacts = Readonly<Record<string, string>>;

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** What a value that is not known is called. */
const BLANKS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  fr: {
    'customer.name': 'nom du client',
    'customer.address': 'adresse du client',
    'case.number': 'numéro du dossier',
    'case.subject': 'objet',
    'me.name': 'votre nom',
    mailbox: 'adresse de la boîte',
  },
  en: {
    'customer.name': 'customer’s name',
    'customer.address': 'customer’s address',
    'case.number': 'case number',
    'case.subject': 'subject',
    'me.name': 'your name',
    mailbox: 'address of the mailbox',
  },
};

/** The texts for a reply: no `{{…}}` is left in them. */
export function filledTemplate(
  { language, subject, text }: Pick<TemplateContent, 'language' | 'subject' | 'text'>,
  facts: TemplateFacts,
): { readonly subject?: string; readonly text: string } {
  const filled = (written: string): string =>
    written.replace(/\{\{([^{}]*)\}\}/g, (_, name: string) => wordsFor(name.trim(), facts, language));
  return { ...(subject !== undefined && { subject: filled(subject).replace(/\s+/g, ' ').trim() }), text: filled(text) };
}

function wordsFor(name: string, facts: TemplateFacts, language: Language): string {
  const value = Object.hasOwn(facts, name) ? facts[name]?.trim() : undefined;
  // What a customer wrote with double brackets or braces is no blank, and names nothing.
  if (value) return value.replace(/([[\]{}])\1+/g, '$1');
  const named = Object.hasOwn(BLANKS[language], name) ? BLANKS[language][name] : undefined;
  return `[[${named ?? name.replace(/^data\./, '').replace(/[-_.]/g, ' ')}]]`;
}

/** What templates may say of a case; data as the latest review knows them, records part by part (`data.order.total`). */
export function templateFacts(found: FoundCase, me: string, language: Language): TemplateFacts {
  const { number, subject, mailbox, customer, reviews } = found;
  const data: Readonly<Record<string, unknown>> = Object.assign({}, ...reviews.map((review) => review.data));
  return {
    ...dataFacts(data, 'data', language),
    'customer.name': customer?.name ?? '',
    'customer.address': customer?.address ?? '',
    'case.number': number,
    'case.subject': subject,
    'me.name': me,
    mailbox,
  };
}

function dataFacts(values: Readonly<Record<string, unknown>>, path: string, language: Language): TemplateFacts {
  const facts = Object.entries(values).flatMap(([name, value]): [string, string][] => {
    const said = inWords(value, language);
    if (said !== undefined) return [[`${path}.${name}`, said]];
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
    return Object.entries(dataFacts(value as Readonly<Record<string, unknown>>, `${path}.${name}`, language));
  });
  return Object.fromEntries(facts);
}

/** Undefined for what a sentence cannot hold: records, and lists of them. */
function inWords(value: unknown, language: Language): string | undefined {
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value, language) : value;
  if (typeof value === 'number') return new Intl.NumberFormat(LOCALES[language]).format(value);
  if (typeof value === 'boolean') return { fr: value ? 'oui' : 'non', en: value ? 'yes' : 'no' }[language];
  if (Array.isArray(value)) {
    const each = value.map((one) => inWords(one, language));
    return each.every((one) => one !== undefined) ? each.join(', ') : undefined;
  }
  return amount(value, language);
}

function day(written: string, language: Language): string {
  const ms = Date.parse(written);
  if (Number.isNaN(ms)) return written;
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeZone: 'UTC' }).format(ms);
}

/** Money in minor units. */
function amount(value: unknown, language: Language): string | undefined {
  const { minor, currency } = (value ?? {}) as { readonly minor?: unknown; readonly currency?: unknown };
  if (!Number.isSafeInteger(minor) || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return undefined;
  const format = new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency });
  return format.format(Number(minor) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
