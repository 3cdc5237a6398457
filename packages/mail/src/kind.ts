/**
 * Who or what wrote a mail, mostly by its headers (RFC 3834, RFC 3464, RFC 5965, RFC 2369). When signs are weak the mail
 * is a human's: a machine's mail that is answered costs less than a customer who is not.
 */
import { isAutoReplySubject, isBounceSubject, saysItIsAutomatic } from './automatic-phrases.ts';
import { firstField, type HeaderBlock } from './headers.ts';
import type { Address, MailKind } from './mail.ts';

/** What the kind is decided on. */
export interface KindSigns {
  readonly headers: HeaderBlock;
  readonly from: Address | undefined;
  readonly replyTo: Address | undefined;
  readonly to: readonly Address[];
  readonly subject: string;
  /** The new text. */
  readonly text: string;
  readonly ownAddresses: readonly string[];
}

/** A kind and the sign that decided it. */
export interface KindDecision {
  readonly kind: MailKind;
  readonly reason: string;
}

/** A mail that went through so many servers goes round (RFC 5321 §6.3 bids relays to stop at 100). */
const MAX_HOPS = 30;

/** Decides the kind; the first rule that says something wins. */
export function decideKind(signs: KindSigns): KindDecision {
  return (
    loop(signs) ??
    report(signs) ??
    bounce(signs) ??
    list(signs) ??
    autoReply(signs) ?? { kind: 'human', reason: 'no sign of a machine' }
  );
}

function loop({ headers, from, ownAddresses }: KindSigns): KindDecision | undefined {
  if (headers.fields.has('x-facteur-case')) return { kind: 'loop', reason: 'X-Facteur-Case' };
  const hops = headers.fields.get('received')?.length ?? 0;
  if (hops >= MAX_HOPS) return { kind: 'loop', reason: `${hops} Received header fields` };
  const own = ownAddresses.some((address) => address.toLowerCase() === from?.address.toLowerCase());
  return own ? { kind: 'loop', reason: 'From is an own address' } : undefined;
}

function report({ headers }: KindSigns): KindDecision | undefined {
  const type = contentType(headers);
  if (type.includes('feedback-report')) return { kind: 'report', reason: 'Content-Type feedback-report (RFC 5965)' };
  if (type.startsWith('multipart/report') && type.includes('disposition-notification')) {
    return { kind: 'auto-reply', reason: 'disposition notification (RFC 8098)' };
  }
  return undefined;
}

function bounce(signs: KindSigns): KindDecision | undefined {
  const { headers, from, subject } = signs;
  const type = contentType(headers);
  if (type.startsWith('multipart/report') && !type.includes('report-type=disposition')) {
    return { kind: 'bounce', reason: 'Content-Type multipart/report (RFC 3464)' };
  }
  if (headers.fields.has('x-failed-recipients')) return { kind: 'bounce', reason: 'X-Failed-Recipients' };
  const local = from?.address.slice(0, from.address.lastIndexOf('@')).toLowerCase() ?? '';
  const fromDaemon = local === 'mailer-daemon' || local === 'postmaster' || local === 'mail-daemon';
  const automatic = (hasNullReturnPath(headers) || isAutoSubmitted(headers)) && !isFormNotification(signs);
  if (fromDaemon && (automatic || isBounceSubject(subject))) return { kind: 'bounce', reason: `From ${local}` };
  return automatic && isBounceSubject(subject) ? { kind: 'bounce', reason: 'subject of a bounce' } : undefined;
}

function list({ headers, ownAddresses, subject }: KindSigns): KindDecision | undefined {
  if (repliesAutomatically(headers) || isAutoReplySubject(subject)) return undefined;
  const listId = firstField(headers, 'list-id')?.toLowerCase();
  if (listId !== undefined) {
    // The shared mailbox may itself be a group: then every customer's mail carries its List-Id.
    const isOwnGroup = ownAddresses.some((address) => listId.includes(`<${address.toLowerCase().replace('@', '.')}>`));
    return isOwnGroup ? undefined : { kind: 'list', reason: 'List-Id' };
  }
  const precedence = precedenceOf(headers);
  if (precedence === 'list') return { kind: 'list', reason: 'Precedence: list' };
  if (headers.fields.has('list-unsubscribe')) return { kind: 'list', reason: 'List-Unsubscribe' };
  return undefined;
}

function autoReply(signs: KindSigns): KindDecision | undefined {
  const { headers, subject, text } = signs;
  const header = AUTO_REPLY_HEADERS.find((name) => headers.fields.has(name));
  if (header !== undefined) return { kind: 'auto-reply', reason: header };
  if (isAutoReplySubject(subject)) return { kind: 'auto-reply', reason: 'subject of an automatic reply' };
  if (!isFormNotification(signs)) {
    const submitted = firstField(headers, 'auto-submitted');
    if (isAutoSubmitted(headers)) return { kind: 'auto-reply', reason: `Auto-Submitted: ${word(submitted ?? '')}` };
    const precedence = precedenceOf(headers);
    if (precedence === 'auto_reply') return { kind: 'auto-reply', reason: 'Precedence: auto_reply' };
    if (precedence === 'bulk' || precedence === 'junk') return { kind: 'list', reason: `Precedence: ${precedence}` };
    if (hasNullReturnPath(headers)) return { kind: 'auto-reply', reason: 'null Return-Path' };
  }
  return saysItIsAutomatic(subject, text, headers.fields.has('x-auto-response-suppress'))
    ? { kind: 'auto-reply', reason: 'the text says so' }
    : undefined;
}

/** Headers that only automatic replies carry. */
const AUTO_REPLY_HEADERS = [
  'x-autoreply',
  'x-autoreply-from',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-mail-autoreply',
  'x-vacation',
  'x-yahoo-autoreply',
];

/** A web form's mail: sent by the site about a customer, who is named in Reply-To. The site's program is no author. */
function isFormNotification({ headers, from, replyTo, to }: KindSigns): boolean {
  if (from === undefined || replyTo === undefined || repliesAutomatically(headers)) return false;
  const domain = domainOf(from);
  return replyTo.address !== from.address && to.some((address) => domainOf(address) === domain);
}

function domainOf({ address }: Address): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function contentType(headers: HeaderBlock): string {
  return (firstField(headers, 'content-type') ?? '').slice(0, 500).toLowerCase().replaceAll('"', '');
}

/** RFC 3834 §5: anything but `no`. */
function isAutoSubmitted(headers: HeaderBlock): boolean {
  const value = firstField(headers, 'auto-submitted');
  return value !== undefined && word(value) !== 'no' && word(value) !== '';
}

function repliesAutomatically(headers: HeaderBlock): boolean {
  return word(firstField(headers, 'auto-submitted') ?? '') === 'auto-replied' || precedenceOf(headers) === 'auto_reply';
}

function precedenceOf(headers: HeaderBlock): string {
  return word(firstField(headers, 'precedence') ?? firstField(headers, 'preference') ?? '');
}

function hasNullReturnPath(headers: HeaderBlock): boolean {
  return firstField(headers, 'return-path')?.replaceAll(' ', '') === '<>';
}

function word(value: string): string {
  return /^[a-z_-]{1,30}/.exec(value.trim().toLowerCase())?.[0] ?? '';
}
