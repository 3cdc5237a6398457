/** Takes signatures, mobile footers and disclaimers off the end of what a sender newly wrote. */
import { isBlankText, trimBlankLines } from './lines.ts';
import {
  CLOSING,
  DISCLAIMERS,
  GET,
  LEGAL,
  OWN_MAIL,
  PROGRAM_FOR,
  SENDER,
  SENT_FROM,
  SENT_FROM_MY,
  VIA_MOBILE,
} from './signature-words.ts';

/** A signature that is longer is no signature. */
const MAX_SIGNATURE_LINES = 20;
/** Footers and disclaimers begin within so many lines of the end. */
const MAX_FOOTER_LINES = 40;
const MAX_LIST_FOOTER_LINES = 6;
const MAX_CONTACT_LINES = 9;
const LONGEST_FOOTER = 120;
const LONGEST_LINKED = 600;
const LONGEST_NOTICE = 3000;

/** Parts the new lines into text and signature. */
export function cutSignature(lines: readonly string[]): { text: string; signature: string } {
  let end = lines.length;
  while (end > 0 && isBlankText(lines[end - 1] ?? '')) end--;
  const cut = withoutName(lines, withoutContacts(lines, signatureStart(lines, end)));
  const text = trimBlankLines(lines.slice(0, cut));
  return { text, signature: trimBlankLines(lines.slice(cut, end)) };
}

function signatureStart(lines: readonly string[], end: number): number {
  let cut = end;
  let filled = 0;
  for (let i = end - 1; i >= 0 && filled < MAX_FOOTER_LINES; i--) {
    const line = lines[i] ?? '';
    if (line.length > LONGEST_NOTICE) break;
    const text = line.trim();
    if (text === '') continue;
    filled++;
    const isNear = filled <= MAX_SIGNATURE_LINES + 1;
    if (isNear && isDelimiter(text)) cut = i;
    else if (isNear && isFooter(text)) cut = i;
    else if (filled <= MAX_LIST_FOOTER_LINES && /^_{2,}$/.test(text)) cut = i;
    else if (isOrnament(text) && isNothingBelow(lines, i + 1, cut)) cut = i;
    else if (isDisclaimer(text)) cut = i;
  }
  return cut;
}

/** RFC 3676 §4.3; the blank after the dashes is often lost on the way. */
function isDelimiter(text: string): boolean {
  return text === '--' || text === '—' || text === '‐‐' || text === '- -' || text === '–';
}

/** A row of signs, and the invisible mark of a reading tracker. */
function isOrnament(text: string): boolean {
  return /^[-_=*#~+—–•·|\s]{2,200}$/.test(text) || text === 'ᐧ';
}

function isNothingBelow(lines: readonly string[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isBlankText(lines[i] ?? '')) return false;
  return true;
}

function isFooter(line: string): boolean {
  if (line.length > LONGEST_LINKED) return false;
  const linked = line.replace(/^[[(*_]{1,3}|[\])*_]{1,3}$/g, '');
  const text = linked.replace(/\s?[<([]https?:\/\/[^\s>)\]]*[>)\]]?\.?$/, '').trim();
  if (text.length > LONGEST_FOOTER || text.includes('?')) return false;
  if (VIA_MOBILE.test(text) || GET.test(text)) return true;
  if (SENT_FROM_MY.test(text) || (text.length < 70 && PROGRAM_FOR.test(text))) return true;
  // A customer's sentence rarely begins so and names a mail program too; it never ends in the program's address.
  return SENT_FROM.test(text) && (SENDER.test(text) || text.length < linked.length);
}

function isDisclaimer(text: string): boolean {
  const start = text
    .slice(0, 80)
    .toLowerCase()
    .replace(/^[\s*_>[(]{0,5}/, '');
  if (DISCLAIMERS.some((disclaimer) => start.startsWith(disclaimer))) return true;
  if (text.length < 60 || !OWN_MAIL.test(text.slice(0, 160))) return false;
  const legal = text.slice(0, 1500).toLowerCase().match(LEGAL);
  return new Set(legal).size >= (text.length < 120 ? 1 : 2);
}

/**
 * A closing with a firm's block of contacts under it is a signature, and so is what a mail program puts a blank line
 * below the closing. A closing with a name alone is how people end a mail, and stays.
 */
function withoutContacts(lines: readonly string[], end: number): number {
  let filled = 0;
  let contacts = 0;
  let top = end;
  for (let i = end - 1; i >= 0 && filled <= MAX_CONTACT_LINES; i--) {
    const text = (lines[i] ?? '').trim();
    if (text === '') continue;
    if (CLOSING.test(text)) {
      if (contacts > 0) return i;
      return filled >= 2 && top > i + 1 && lines.slice(top, end).every(isNameOrFirm) ? top : end;
    }
    if (text.length > 100 || isMessage(text)) return end;
    filled++;
    top = i;
    if (isContact(text)) contacts++;
  }
  return end;
}

/** What a customer adds below the closing: a question, a postscript, an order's number. */
function isMessage(text: string): boolean {
  return /\?$|^(?:p\.?-?s\b|nb\b)|\b(?:commande|dossier|facture|réf|référence|order|invoice|bestell|pedido|ordine)|[A-Z]{2,}-?\d{4,}/i.test(
    text,
  );
}

function isNameOrFirm(line: string): boolean {
  const text = line.trim();
  return text === '' || (text.length <= 60 && /^\p{Lu}/u.test(text) && !/\d|[.!…:]$/.test(text));
}

function isContact(text: string): boolean {
  return (
    /(?:\+|\b0)\d(?:[\s./-]?\d){7,13}\b/.test(text) ||
    /https?:\/\/|\bwww\.|^[^\s@]+@[^\s@]+$/i.test(text) ||
    /\b(?:tél|tel|mob|mobile|fax|phone|portable)\s?[.:]/i.test(text) ||
    /\b(?:CEO|CTO|CFO|COO|PDG|DRH|directeur|directrice|director|manager|head of|responsable|gérante?|assistante?|Geschäftsführer(?:in)?|consultant|engineer|SARL|SAS|GmbH|Ltd|Inc)\b/.test(
      text,
    )
  );
}

/** "-Léa Durand", "/John": a dash or a stroke without a blank, and no list above it. */
function withoutName(lines: readonly string[], end: number): number {
  let at = end - 1;
  while (at >= 0 && isBlankText(lines[at] ?? '')) at--;
  const text = (lines[at] ?? '').trim();
  if (at <= 0 || !/^[-–—~/]{1,2}\p{Lu}[\p{L}.'’-]{0,30}(?:\s\p{Lu}[\p{L}.'’-]{0,30}){0,2}$/u.test(text)) return end;
  let above = at - 1;
  while (above >= 0 && isBlankText(lines[above] ?? '')) above--;
  const isList = (lines[above] ?? '').trim().startsWith(text.charAt(0));
  return above < 0 || isList ? end : at;
}
