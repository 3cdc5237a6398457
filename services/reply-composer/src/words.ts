/** Words that come from outside, made fit for a mail of ours: nothing in them is Markdown, a link, or a header's end. Pure. */
import type { Language } from '@facteur/contracts';

/** Signs that Markdown makes something of inside a line (CommonMark 0.31 §2.4, §6; GFM autolinks and tables). */
const INLINE = /[\\`*_[\]<>|~&#]/g;
/** What begins a block at the start of a line. */
const LINE_START = /^(?:[-+=]|\d{1,9}(?=[.)]))/;
/** Longer subjects are quoted with an ellipsis. */
const MAX_QUOTED = 120;

/** `text` on one line, reading as it was typed. */
export function plainWords(text: string): string {
  return escapeLine(text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim());
}

/** An advisor's text as Markdown that reads as it was typed: every line break, every blank at a line's start. */
export function asTyped(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n').map(escapeTypedLine);
  return lines.map((line, index) => (line !== '' && lines[index + 1] ? `${line}\\` : line)).join('\n');
}

/** What a mail program makes a link of. */
const LINK = /:\/\/|@|[\p{L}\d]\.\p{L}{2}/u;
const INVISIBLE = /[\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** The subject as our mail may quote it: shortened; not at all with a link in it, or strangers' links would travel under our name. */
export function quotableSubject(subject: string): string {
  const plain = subject.replaceAll(INVISIBLE, '').trim();
  if (LINK.test(plain)) return '';
  const characters = [...plain];
  return characters.length <= MAX_QUOTED
    ? plain
    : `${characters
        .slice(0, MAX_QUOTED - 1)
        .join('')
        .trimEnd()}…`;
}

const UNTITLED: Readonly<Record<Language, string>> = {
  fr: 'Votre demande',
  en: 'Your request',
  es: 'Su solicitud',
  de: 'Ihre Anfrage',
  it: 'La sua richiesta',
  nl: 'Uw aanvraag',
  pt: 'O seu pedido',
};

/** The subject of an answer to a mail with `subject` (RFC 5322 §3.6.5). */
export function replySubject(subject: string, language: Language): string {
  const plain = subject.trim();
  if (plain === '') return UNTITLED[language];
  return /^(re|réf?|rép|aw|antw|sv|r)\.?\s*:/i.test(plain) ? plain : `Re: ${plain}`;
}

function escapeTypedLine(line: string): string {
  const body = line.trimStart();
  // Four blanks would make it a block of code.
  const indent = '\u00a0'.repeat(line.length - body.length);
  return indent + escapeLine(body.trimEnd());
}

function escapeLine(line: string): string {
  return line
    .replaceAll(INLINE, '\\$&')
    .replaceAll('://', '\\://')
    .replace(LINE_START, (found) => (/\d/.test(found) ? `${found}\\` : `\\${found}`));
}
