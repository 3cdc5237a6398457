/** Reads a raw mail into what the product needs of it. Pure but for time spent: no clock, no file, no network. */
import { deliveredTo, plusTagsOf } from './addresses.ts';
import { readAuthenticationResults } from './authentication/read-results.ts';
import { readBounce } from './bounce/read-bounce.ts';
import { returnedMail } from './bounce/returned-mail.ts';
import { angleTokens, firstField, type HeaderBlock, readHeaders } from './headers.ts';
import { mailIdentity } from './identity.ts';
import { decideKind } from './kind/decide-kind.ts';
import { detectLanguage } from './language.ts';
import type { MailProblem, ReadMail, ReadMailOptions } from './mail.ts';
import { calendarMethodOf, isSealed, protectionOf } from './mime/protection.ts';
import { type NewText, splitMail } from './new-text/new-text.ts';
import { type ParsedMime, parseMime } from './parse-mime.ts';

const DEFAULT_MAX_READ_BYTES = 20 * 1024 * 1024;
/** Characters of a body that are searched for new text, and of new text that are kept. */
const MAX_BODY = 1_000_000;
const MAX_TEXT = 100_000;

/**
 * Reads `raw` (RFC 5322; CRLF or LF). Never rejects for what the mail holds: what could not be read is in `problems`.
 * Where the transport knows the envelope's sender, let the raw mail begin with `Return-Path: <…>`: it tells bounces.
 */
export async function readMail(raw: Buffer, options: ReadMailOptions = {}): Promise<ReadMail> {
  const headers = readHeaders(raw);
  const mime = parseMime(raw, headers, options.maxReadBytes ?? DEFAULT_MAX_READ_BYTES);
  const from = mime.from[0];
  const replyTo = mime.replyTo[0];
  const bounce = readBounce({ headers, mime });
  const parts = newTextOf(mime, bounce === undefined ? returnedMail(mime.attachments) : undefined);
  const text = parts.text.slice(0, MAX_TEXT);
  const ownAddresses = options.ownAddresses ?? [];
  const { kind, reason } = decideKind({ headers, mime, from, replyTo, text, bounce, ownAddresses });
  const protection = protectionOf(mime.root, mime.body.text);
  // Assigned rather than spread: spreading optional fields costs as much as reading the headers.
  const mail: Draft = {
    references: angleTokens(firstField(headers, 'references') ?? ''),
    to: mime.to,
    cc: mime.cc,
    subject: mime.subject,
    kind,
    kindReason: reason,
    language: detectLanguage(text),
    text,
    quoted: parts.quoted,
    signature: parts.signature,
    attachments: mime.attachments,
    authentication: readAuthenticationResults(headers.fields.get('authentication-results') ?? []),
    caseNumbers: caseNumbersIn(mime.subject),
    plusTags: [...new Set(plusTagsOf([...mime.to, ...mime.cc, ...deliveredTo(headers.fields, ownAddresses)]))],
    identity: mailIdentity(raw, headers),
    problems: [...mime.problems, ...furtherProblems(mime, headers, parts.text.length, isSealed(protection))],
  };
  if (from !== undefined) mail.from = from;
  if (replyTo !== undefined) mail.replyTo = replyTo;
  if (parts.forward !== undefined) mail.forward = parts.forward;
  if (bounce !== undefined && kind === 'bounce') mail.bounce = bounce;
  if (protection !== undefined) mail.protection = protection;
  addHeaderFields(mail, headers);
  const calendarMethod = calendarMethodOf(mime.root);
  if (calendarMethod !== undefined) mail.calendarMethod = calendarMethod;
  return mail;
}

type Draft = { -readonly [K in keyof ReadMail]: ReadMail[K] };

function newTextOf({ body, subject }: ParsedMime, attached: ReturnType<typeof returnedMail>): NewText {
  return splitMail({
    text: boundedText(body.text),
    html: body.html === undefined ? undefined : boundedText(body.html),
    isFlowed: body.isFlowed,
    deletesSpace: body.deletesSpace,
    subject,
    attached,
  });
}

/** A million empty lines say no more than a hundred, and each costs memory once it is told apart. */
function boundedText(text: string): string {
  const dense = text.replace(/\n{100,}/g, '\n'.repeat(100));
  return dense.slice(0, MAX_BODY).replaceAll('\u0000', '');
}

function addHeaderFields(mail: Draft, headers: HeaderBlock): void {
  const messageId = angleTokens(firstField(headers, 'message-id') ?? '', 1)[0];
  if (messageId !== undefined) mail.messageId = messageId;
  const inReplyTo = angleTokens(firstField(headers, 'in-reply-to') ?? '', 1)[0];
  if (inReplyTo !== undefined) mail.inReplyTo = inReplyTo;
  // A comment after the zone, "(CET)", is allowed (RFC 5322 §3.3).
  const dateMs = Date.parse((firstField(headers, 'date') ?? '').slice(0, 100).split('(')[0] ?? '');
  if (Number.isFinite(dateMs)) mail.dateMs = dateMs;
}

function caseNumbersIn(subject: string): string[] {
  if (!subject.includes('[')) return [];
  const found = subject.slice(0, 2000).matchAll(/\[([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z])\]/gi);
  return [...new Set(Array.from(found, (match) => (match[1] ?? '').toUpperCase()))];
}

/** Characters that no text holds, more often than one in twenty. */
function isNoise(text: string): boolean {
  const sample = text.slice(0, 20_000);
  const strange = sample.match(/[^\P{Cc}\t\n\r]|\ufffd/gu)?.length ?? 0;
  return strange >= 20 && strange > sample.length / 20;
}

function furtherProblems(mime: ParsedMime, headers: HeaderBlock, textLength: number, isHidden: boolean): MailProblem[] {
  const problems: MailProblem[] = [];
  const senders = headers.fields.get('from')?.length ?? 0;
  if (mime.from.length === 0) problems.push({ code: 'no-sender', detail: 'no address in From' });
  // RFC 5322 §3.6 allows one: with two, what was authenticated and what is shown may differ.
  else if (senders > 1) problems.push({ code: 'no-sender', detail: `${senders} From header fields` });
  const { text, html = '' } = mime.body;
  const isCut = text.length > MAX_BODY || (text === '' && html.length > MAX_BODY) || textLength > MAX_TEXT;
  if (isCut) problems.push({ code: 'too-long', detail: `text cut at ${MAX_TEXT} characters` });
  if (isNoise(text)) problems.push({ code: 'unparseable', detail: 'the text is no text' });
  const isEmpty = text.trim() === '' && html.trim() === '';
  const wasRead = mime.problems.every(({ code }) => code === 'unknown-charset');
  if (isHidden) problems.push({ code: 'encrypted', detail: 'sealed for a key that is not here' });
  else if (wasRead && isEmpty && mime.attachments.length === 0) {
    problems.push({ code: 'no-body', detail: 'neither text nor attachments' });
  }
  return problems;
}
