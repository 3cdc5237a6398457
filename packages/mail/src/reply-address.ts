/** The signed reply address: `sav+7Q2K9MXD4.sig@…`. Whoever answers to it takes part in the case. */
import { isCaseNumber } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';

const SIGNATURE_LENGTH = 12;

function signatureOf(keys: Pick<KeyStore, 'digest'>, caseNumber: string): string {
  // Addresses are read without regard to case by many programs: the signature must survive that.
  return keys
    .digest('reply-address', caseNumber)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .padEnd(SIGNATURE_LENGTH, '0')
    .slice(0, SIGNATURE_LENGTH);
}

/** The case that a `+` tag names, when its signature is right. */
export function caseOfReplyTag(keys: Pick<KeyStore, 'digest'>, tag: string): string | undefined {
  const [compact = '', signature = ''] = tag.toLowerCase().split('.');
  const upper = compact.toUpperCase();
  const number = `${upper.slice(0, 4)}-${upper.slice(4, 8)}-${upper.slice(8)}`;
  return isCaseNumber(number) && signature === signatureOf(keys, number) ? number : undefined;
}

/** The reply address of a case in `mailbox`. */
export function replyAddress(keys: Pick<KeyStore, 'digest'>, mailbox: string, caseNumber: string): string {
  const [local = '', domain = ''] = mailbox.split('@');
  return `${local}+${caseNumber.replaceAll('-', '').toLowerCase()}.${signatureOf(keys, caseNumber)}@${domain}`;
}

/** The Message-ID of a reply: the same reply, the same id, so that receivers drop what is sent twice. */
export function replyMessageId(
  keys: Pick<KeyStore, 'digest'>,
  mailbox: string,
  caseNumber: string,
  replyId: string,
): string {
  return `<${caseNumber.toLowerCase()}.${keys.digest('message-id', replyId)}@${mailbox.split('@')[1] ?? 'localhost'}>`;
}

/** The case that one of our Message-IDs names. Like a number, it gives no rights. */
export function caseOfMessageId(messageId: string): string | undefined {
  const number = /^<([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z])\./i.exec(messageId)?.[1]?.toUpperCase();
  return number !== undefined && isCaseNumber(number) ? number : undefined;
}
