/**
 * Who or what wrote a mail, mostly by its headers (RFC 3834, RFC 3464, RFC 5965, RFC 2369). When signs are weak the mail
 * is a human's: a machine's mail that is answered costs less than a customer who is not.
 */
import type { MailBounce } from '../bounce/bounce.ts';
import { isComplaintNotification } from '../bounce/notification.ts';
import { angleTokens, firstField, type HeaderBlock } from '../headers.ts';
import type { Address, MailKind } from '../mail.ts';
import type { ParsedMime } from '../parse-mime.ts';
import { caseOfMessageId } from '../reply-address.ts';
import { isAutoReplySubject, saysItIsAutomatic } from './automatic-phrases.ts';

/** What the kind is decided on. */
export interface KindSigns {
  readonly headers: HeaderBlock;
  readonly mime: ParsedMime;
  readonly from: Address | undefined;
  readonly replyTo: Address | undefined;
  /** The new text. */
  readonly text: string;
  /** What the mail says of an undelivered one, if it does. */
  readonly bounce: MailBounce | undefined;
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
    undelivered(signs) ??
    list(signs) ??
    autoReply(signs) ?? { kind: 'human', reason: 'no sign of a machine' }
  );
}

function loop({ headers, from, ownAddresses }: KindSigns): KindDecision | undefined {
  if (headers.fields.has('x-facteur-case')) return { kind: 'loop', reason: 'X-Facteur-Case' };
  const hops = headers.fields.get('received')?.length ?? 0;
  if (hops >= MAX_HOPS) return { kind: 'loop', reason: `${hops} Received header fields` };
  const own = new Set(ownAddresses.map((address) => address.toLowerCase()));
  if (own.size === 0) return undefined;
  if (from !== undefined && own.has(from.address.toLowerCase()))
    return { kind: 'loop', reason: 'From is an own address' };
  const marked = headers.fields.get('x-loop') ?? [];
  if (marked.some((value) => own.has(bareAddress(value))))
    return { kind: 'loop', reason: 'X-Loop names an own address' };
  if (isOwnMessageId(headers, own)) return { kind: 'loop', reason: 'Message-ID of an own reply' };
  const delivered = (headers.fields.get('delivered-to') ?? []).map(bareAddress).filter((address) => own.has(address));
  // Whoever delivers adds the field: twice for one address is what mail servers themselves call a loop.
  const isTwice = new Set(delivered).size < delivered.length;
  return isTwice ? { kind: 'loop', reason: 'delivered to an own address before' } : undefined;
}

function isOwnMessageId(headers: HeaderBlock, own: ReadonlySet<string>): boolean {
  const [id = ''] = angleTokens(firstField(headers, 'message-id') ?? '', 1);
  const domain = id.slice(id.lastIndexOf('@') + 1, -1).toLowerCase();
  return caseOfMessageId(id) !== undefined && [...own].some((address) => address.endsWith(`@${domain}`));
}

function bareAddress(value: string): string {
  return (angleTokens(value, 1)[0]?.slice(1, -1) ?? value).trim().toLowerCase();
}

function report({ mime }: KindSigns): KindDecision | undefined {
  const { value, params } = mime.root.contentType;
  const type = value === 'multipart/report' ? (params.get('report-type') ?? '').toLowerCase() : '';
  const has = (part: string): boolean => mime.attachments.some((one) => one.type === part);
  if (type.includes('feedback-report') || has('message/feedback-report')) {
    return { kind: 'report', reason: 'feedback report (RFC 5965)' };
  }
  if (isComplaintNotification(mime)) return { kind: 'report', reason: 'complaint notification' };
  if (type.includes('disposition-notification') || has('message/disposition-notification')) {
    return { kind: 'auto-reply', reason: 'disposition notification (RFC 8098)' };
  }
  return undefined;
}

function undelivered({ bounce }: KindSigns): KindDecision | undefined {
  return bounce === undefined ? undefined : { kind: 'bounce', reason: 'tells of an undelivered mail (RFC 3464)' };
}

function list({ headers, ownAddresses, mime }: KindSigns): KindDecision | undefined {
  if (repliesAutomatically(headers) || isAutoReplySubject(mime.subject)) return undefined;
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
  const { headers, text } = signs;
  const { subject } = signs.mime;
  const header = AUTO_REPLY_HEADERS.find((name) => headers.fields.has(name) && firstField(headers, name) !== 'no');
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
  'x-autogenerated',
  'x-autoreply-to',
  'x-mail-autoresponder',
  'x-ms-exchange-inbox-rules-loop',
  'x-otrs-loop',
];

/** A web form's mail: sent by the site about a customer, who is named in Reply-To. The site's program is no author. */
function isFormNotification({ headers, from, replyTo, mime }: KindSigns): boolean {
  if (from === undefined || replyTo === undefined || repliesAutomatically(headers)) return false;
  const domain = domainOf(from);
  return replyTo.address !== from.address && mime.to.some((address) => domainOf(address) === domain);
}

function domainOf({ address }: Address): string {
  return address.slice(address.lastIndexOf('@') + 1);
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
