/** A template with what is known of a case in it; what is not known becomes a blank to be filled in. Pure. */
import type { Language } from '../api/types.ts';
import { isPlaceholder, type Placeholder } from './placeholders.ts';

/** By placeholder (`customer.name`, `data.order`), what stands for it. An empty text is as good as none. */
export type TemplateFacts = Readonly<Record<string, string>>;

/** Where a blank stands in the text, brackets included, and what is to be written there. */
export interface Blank {
  readonly start: number;
  readonly end: number;
  readonly hint: string;
}

export interface Filled {
  readonly subject?: string;
  readonly text: string;
  /** Of the text, in order. */
  readonly blanks: readonly Blank[];
  /** Placeholders of which nothing is known: they became blanks. */
  readonly missing: readonly string[];
}

/** A stretch of a template: what its author wrote, what was filled in, what is left to fill in. */
export interface TemplatePart {
  readonly kind: 'written' | 'known' | 'missing' | 'blank';
  readonly text: string;
  /** Of what came from a placeholder. */
  readonly name?: string;
}

interface FillableTemplate {
  readonly language: Language;
  readonly subject?: string;
  readonly text: string;
}

/** What a missing value is called in the blank that takes its place. */
const HINTS: Readonly<Record<Language, Readonly<Record<Placeholder, string>>>> = {
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

const BLANK = /\[\[([^[\]\n]{0,200})\]\]/g;
const MARK = /\{\{([^{}]*)\}\}|\[\[[^[\]\n]{0,200}\]\]/g;

/** The template's texts with `facts` in the place of placeholders; unknown names stay as they are written. */
export function fillTemplate(template: FillableTemplate, facts: TemplateFacts): Filled {
  const { language, subject } = template;
  const inText = templateParts(template.text, facts, language);
  const inSubject = subject === undefined ? [] : templateParts(subject, facts, language);
  const text = joined(inText);
  const missing = [...inSubject, ...inText].flatMap(({ kind, name }) => (kind === 'missing' && name ? [name] : []));
  return {
    ...(subject !== undefined && { subject: joined(inSubject).replaceAll(/\s+/g, ' ').trim() }),
    text,
    blanks: unfilledBlanks(text),
    missing: [...new Set(missing)],
  };
}

/** Blanks `[[…]]` that are still in a text: it must not be sent with them. */
export function unfilledBlanks(text: string): readonly Blank[] {
  return [...text.matchAll(BLANK)].map(({ index, 0: whole, 1: hint = '' }) => ({
    start: index,
    end: index + whole.length,
    hint: hint.trim(),
  }));
}

/** The template's text in stretches; joined they are the filled text. */
export function templateParts(text: string, facts: TemplateFacts, language: Language): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const { index, 0: whole, 1: named } of text.matchAll(MARK)) {
    if (index > from) parts.push({ kind: 'written', text: text.slice(from, index) });
    parts.push(named === undefined ? { kind: 'blank', text: whole } : placed(whole, named.trim(), facts, language));
    from = index + whole.length;
  }
  if (from < text.length) parts.push({ kind: 'written', text: text.slice(from) });
  return parts;
}

function placed(whole: string, name: string, facts: TemplateFacts, language: Language): TemplatePart {
  if (!isPlaceholder(name)) return { kind: 'written', text: whole };
  const value = Object.hasOwn(facts, name) ? facts[name]?.trim() : undefined;
  if (value) return { kind: 'known', name, text: withoutBlanks(value) };
  return { kind: 'missing', name, text: `[[${hintOf(name, language)}]]` };
}

function hintOf(name: Placeholder | `data.${string}`, language: Language): string {
  const hints: Readonly<Record<string, string>> = HINTS[language];
  return hints[name] ?? name.slice('data.'.length).replaceAll(/[-_.]/g, ' ');
}

/** A subject that a customer wrote with double brackets is no blank. */
function withoutBlanks(value: string): string {
  return value.replaceAll(/\[{2,}/g, '[').replaceAll(/\]{2,}/g, ']');
}

function joined(parts: readonly TemplatePart[]): string {
  return parts.map(({ text }) => text).join('');
}
