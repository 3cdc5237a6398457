/** The signed reply address: `sav+7Q2K9MXD4.sig@…`. Whoever answers to it takes part in the case. */
import { isCaseNumber } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';

const SIGNATURE_LENGTH = 12;

/** RFC 5321 §4.5.3.1.1. */
const MAX_LOCAL = 64;

type Digests = Pick<KeyStore, 'digest'>;

/** One of our replies, as something that came back names it. */
export interface SentReply {
  readonly caseNumber: string;
  /** `replyToken` of the reply. */
  readonly token: string;
}

/** Addresses are read without regard to case by many programs: what is signed must survive that. */
function short(digest: string): string {
  return digest
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .padEnd(SIGNATURE_LENGTH, '0')
    .slice(0, SIGNATURE_LENGTH);
}

function signatureOf(keys: Digests, caseNumber: string): string {
  return short(keys.digest('reply-address', caseNumber));
}

function sentSignature(keys: Digests, { caseNumber, token }: SentReply): string {
  return short(keys.digest('sent-reply', `${caseNumber}\n${token}`));
}

/** What names a reply in addresses and Message-IDs: 12 lower-case letters and digits, derived from its id. */
export function replyToken(keys: Digests, replyId: string): string {
  return short(keys.digest('message-id', replyId));
}

/** The case that a `+` tag names, when its signature is right. */
export function caseOfReplyTag(keys: Digests, tag: string): string | undefined {
  const [compact = '', signature = ''] = tag.toLowerCase().split('.');
  const number = dashed(compact);
  return isCaseNumber(number) && signature === signatureOf(keys, number) ? number : undefined;
}

/** The reply address of a case in `mailbox`. */
export function replyAddress(keys: Digests, mailbox: string, caseNumber: string): string {
  const [local = '', domain = ''] = mailbox.split('@');
  return `${local}+${caseNumber.replaceAll('-', '').toLowerCase()}.${signatureOf(keys, caseNumber)}@${domain}`;
}

/** A side conversation with somebody outside, as an address of ours names it. */
export interface SideConversation {
  readonly caseNumber: string;
  /** Lower-case letters and digits, at most 12. */
  readonly conversation: string;
}

function sideSignature(keys: Digests, { caseNumber, conversation }: SideConversation): string {
  return short(keys.digest('side-address', `${caseNumber}\n${conversation}`));
}

/** Where somebody outside answers to: it brings the answer into the case, and gives no right to take part in it. */
export function sideAddress(keys: Digests, mailbox: string, side: SideConversation): string {
  const [local = '', domain = ''] = mailbox.split('@');
  const compact = side.caseNumber.replaceAll('-', '').toLowerCase();
  return `${local}+${compact}.${sideSignature(keys, side)}.s${side.conversation}@${domain}`;
}

/** The side conversation that a `+` tag names, when its signature is right. */
export function sideOfTag(keys: Digests, tag: string): SideConversation | undefined {
  const [compact = '', signature = '', last = ''] = tag.toLowerCase().split('.');
  const side = { caseNumber: dashed(compact), conversation: last.slice(1) };
  const isSigned = last.startsWith('s') && signature === sideSignature(keys, side);
  return isSigned && isCaseNumber(side.caseNumber) ? side : undefined;
}

function dashed(compact: string): string {
  const upper = compact.toUpperCase();
  return `${upper.slice(0, 4)}-${upper.slice(4, 8)}-${upper.slice(8)}`;
}

/**
 * Where one reply comes back to (VERP): the reply address of its case, with the reply's token. The mailbox itself when that
 * would be longer than mail servers take.
 */
export function returnAddress(keys: Digests, mailbox: string, caseNumber: string, replyId: string): string {
  const [local = '', domain = ''] = replyAddress(keys, mailbox, caseNumber).split('@');
  const tagged = `${local}.${replyToken(keys, replyId)}`;
  return tagged.length > MAX_LOCAL ? mailbox : `${tagged}@${domain}`;
}

/** The reply that a `+` tag of `returnAddress` names, when its signature is right. */
export function sentReplyOfTag(keys: Digests, tag: string): SentReply | undefined {
  const token = tag.toLowerCase().split('.')[2];
  const caseNumber = token === undefined ? undefined : caseOfReplyTag(keys, tag);
  return token === undefined || caseNumber === undefined ? undefined : { caseNumber, token };
}

/** The Message-ID of a reply: the same reply, the same id, so that receivers drop what is sent twice; signed, so that we know it again. */
export function replyMessageId(keys: Digests, mailbox: string, caseNumber: string, replyId: string): string {
  const signature = sentSignature(keys, { caseNumber, token: replyToken(keys, replyId) });
  const left = `${caseNumber.toLowerCase()}.${keys.digest('message-id', replyId)}.${signature}`;
  return `<${left}@${mailbox.split('@')[1] ?? 'localhost'}>`;
}

/** The case that one of our Message-IDs names. Like a number, it gives no rights. */
export function caseOfMessageId(messageId: string): string | undefined {
  const number = /^<([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z])\./i.exec(messageId)?.[1]?.toUpperCase();
  return number !== undefined && isCaseNumber(number) ? number : undefined;
}

/** The reply that a Message-ID is of, when its signature says that we made it. Its recipients know it, and whom they wrote to. */
export function sentReplyOfMessageId(keys: Digests, messageId: string): SentReply | undefined {
  const caseNumber = caseOfMessageId(messageId);
  const [, digest = '', signature = ''] = /^<[^.@]{11}\.([\w-]{12,64})\.([a-z0-9]{12})@/i.exec(messageId) ?? [];
  if (caseNumber === undefined || digest === '') return undefined;
  const sent: SentReply = { caseNumber, token: short(digest) };
  return signature.toLowerCase() === sentSignature(keys, sent) ? sent : undefined;
}
