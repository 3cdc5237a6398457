/**
 * Whether a mail is about one that was not delivered, and what it says of it: by its parts (RFC 3464), else by sender,
 * subject and words, of which two must agree: customers forward such mails, and write about them.
 */

import { firstField, type HeaderBlock } from '../headers.ts';
import { isBounceSubject } from '../kind/automatic-phrases.ts';
import type { ParsedMime } from '../parse-mime.ts';
import type { BounceAction, MailBounce } from './bounce.ts';
import { type BounceText, readBounceText } from './bounce-text.ts';
import { type RecipientStatus, readDeliveryStatus } from './delivery-status.ts';
import { readNotification } from './notification.ts';
import { type AttachedMail, returnedMail } from './returned-mail.ts';
import { specificStatus } from './status.ts';

/** A mail as far as bounces are told by it. */
export interface BounceSigns {
  readonly headers: HeaderBlock;
  readonly mime: ParsedMime;
}

/** What the bounce says; `undefined` when the mail is none. */
export function readBounce(signs: BounceSigns): MailBounce | undefined {
  const { headers, mime } = signs;
  const notification = readNotification(mime);
  if (notification !== undefined) return notification;
  const isReport = isDeliveryReport(mime);
  const failed = addressesOf(firstField(headers, 'x-failed-recipients') ?? '');
  // Most mail is no bounce: its words are not searched.
  const mayBe = isReport || failed.length > 0 || senderOf(signs) !== undefined || isBounceSubject(mime.subject);
  const isProper = mime.root.contentType.value === 'multipart/report' && isReport;
  if (!mayBe || (!isProper && isAnswer(mime.subject))) return undefined;
  const own = [...mime.to, ...mime.from].map(({ address }) => address.toLowerCase());
  const told = readBounceText(bodyText(mime), own);
  if (!isReport && failed.length === 0 && !isToldInWords(signs, told)) return undefined;
  const reported = mime.attachments
    .filter(({ type }) => isStatusType(type))
    .flatMap(({ content }) => readDeliveryStatus(content));
  return bounceOf(reported, failed, told, returnedMail(mime.attachments), mime.subject);
}

function isStatusType(type: string): boolean {
  return /^message\/(?:x?delivery-status|global-delivery-status)$/.test(type);
}

/** RFC 3462 and RFC 3464; servers leave out the report type, or the multipart/report around the status. */
function isDeliveryReport({ root, attachments }: ParsedMime): boolean {
  const { value, params } = root.contentType;
  const type = params.get('report-type')?.toLowerCase() ?? '';
  if (/disposition|feedback/.test(type)) return false;
  if (value === 'multipart/report')
    return attachments.every((one) => !/disposition-notification|feedback-report/.test(one.type));
  return attachments.some((one) => isStatusType(one.type));
}

/** "Re: …", "TR: …": a person who writes about a bounce. */
function isAnswer(subject: string): boolean {
  return /^\s*(?:re|aw|sv|antw|rif|r|ref|fwd?|tr|wg|rv|enc|i|doorst)\s?(?:\[\d+\])?\s?:/i.test(subject);
}

/** `server`: a daemon's address, no address at all, or an envelope without sender; `automatic`: some program. */
function senderOf({ headers, mime }: BounceSigns): 'server' | 'automatic' | undefined {
  const value = firstField(headers, 'from') ?? '';
  const [from] = mime.from;
  if (from === undefined) {
    return /<\s*>|mailer-?daemon|postmaster|mail delivery/i.test(value.slice(0, 500)) ? 'server' : undefined;
  }
  const local = from.address.slice(0, from.address.lastIndexOf('@')).toLowerCase();
  if (/^(?:mailer-?daemon|postmaster|mail-?daemon|mail\.delivery\.system|mdaemon|bounces?)$/.test(local))
    return 'server';
  if (/mail(?:er)? ?(?:deliver[a-z]*|daemon)|postmaster|system administrator/i.test(from.name ?? '')) return 'server';
  const returnPath = firstField(headers, 'return-path')?.trim();
  if (returnPath !== undefined && /^<?\s*(?:mailer-daemon[^<>]{0,200})?>?$/i.test(returnPath)) return 'server';
  const isAutomatic = /^auto-(?:replied|generated)/i.test(firstField(headers, 'auto-submitted') ?? '');
  return isAutomatic || /^(?:no-?reply|do-?not-?reply)@/i.test(from.address) ? 'automatic' : undefined;
}

function isDaemon({ from: [from] }: ParsedMime): boolean {
  return /^(?:mailer-?daemon|postmaster|mail-?daemon|mail\.delivery\.system|mdaemon|bounces?)@/i.test(
    from?.address ?? '',
  );
}

function isToldInWords(signs: BounceSigns, told: BounceText): boolean {
  const sender = senderOf(signs);
  const isTitled = isBounceSubject(signs.mime.subject);
  // Providers return mails under an address that takes no answers, with the mail itself inside.
  const hasReturned = returnedMail(signs.mime.attachments) !== undefined;
  // A daemon's mail without sender in its envelope can hardly be anything else.
  if (isDaemon(signs.mime) && firstField(signs.headers, 'return-path')?.replaceAll(' ', '') === '<>') return true;
  if (sender === 'server') return isTitled || (told.saysUndelivered && (told.recipients.length > 0 || hasReturned));
  if (sender === 'automatic') return told.saysUndelivered && (isTitled || hasReturned);
  return isTitled && told.saysUndelivered && hasReturned;
}

function bounceOf(
  reported: readonly RecipientStatus[],
  failed: readonly string[],
  told: BounceText,
  returned: AttachedMail | undefined,
  subject: string,
): MailBounce {
  const main =
    reported.find(({ action }) => action === 'failed') ??
    reported.find(({ recipient }) => recipient !== undefined) ??
    reported.at(-1);
  const named = [main, ...reported].flatMap((one) => one?.recipient ?? []);
  const addresses = named.length > 0 ? named : failed.length > 0 ? failed : told.recipients;
  const returnedTo = returned?.to;
  const recipients = [...new Set(addresses.length > 0 || returnedTo === undefined ? addresses : [returnedTo])].slice(
    0,
    100,
  );
  const [recipient] = recipients;
  const status = specificStatus(main?.status, `${main?.diagnostic ?? ''} ${told.status ?? ''}`);
  const diagnostic = main?.diagnostic ?? told.diagnostic;
  const returnedId = returned?.messageId ?? told.returnedId;
  return {
    ...(recipient === undefined ? {} : { recipient }),
    recipients,
    ...(status === undefined ? {} : { status }),
    action: main?.action ?? actionOf(status, told, subject),
    ...(diagnostic === undefined ? {} : { diagnostic }),
    ...(returnedId === undefined ? {} : { returnedId }),
  };
}

function actionOf(status: string | undefined, told: BounceText, subject: string): BounceAction {
  if (status?.startsWith('2') === true) return 'delivered';
  const isDelayed = told.saysDelayed || /\b(?:delay|warning|retard|verzöger)/i.test(subject);
  return isDelayed && status?.startsWith('5') !== true ? 'delayed' : 'failed';
}

function addressesOf(value: string): string[] {
  return value
    .slice(0, 10_000)
    .split(/[\s,;<>]+/)
    .filter((word) => /^[^@]+@[^@]+$/.test(word));
}

/** The report's own text; of a page, what stands between its tags. */
function bodyText({ body }: ParsedMime): string {
  if (body.text.trim() !== '') return body.text.slice(0, 200_000);
  return (body.html ?? '')
    .slice(0, 200_000)
    .replace(/<[^<>]{0,2000}>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
}
