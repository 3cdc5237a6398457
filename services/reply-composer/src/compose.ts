/** From a reply's request to the mail that leaves. Pure but for the templates it is handed. */
import type { KeyStore } from '@facteur/keys';
import { replyAddress, replyMessageId, returnAddress, sideAddress } from '@facteur/mail';
import type { OutgoingAttachment, OutgoingMail } from '@facteur/mail/outgoing';
import { AppError } from '@facteur/primitives';
import type { ComposerConfig } from './config.ts';
import { copiesOf } from './copies.ts';
import { frame, receipt } from './frame.ts';
import { isAside } from './guards.ts';
import { renderBodies } from './markdown.ts';
import type { ReplyRequest, SendInput } from './state.ts';
import type { Words } from './write.ts';

/** RFC 5321 §4.5.3.1.1: servers refuse senders with a longer local part. */
const MAX_LOCAL = 64;

type Digests = Pick<KeyStore, 'digest'>;

/**
 * @param attachments the request's files, read
 * @throws AppError `CONFIG_INVALID` when the mailbox is not configured, `BAD_INPUT` for copies that cannot be sent
 */
export function composeReply(
  caseNumber: string,
  { request, askedAtMs, opens = false }: SendInput,
  words: Words,
  config: ComposerConfig,
  keys: Digests,
  attachments: readonly OutgoingAttachment[] = [],
): OutgoingMail {
  const { address, name } = mailboxOf(request, config);
  const source = words.isWhole ? words.paragraphs.join('\n\n') : framed(words, name, opens ? caseNumber : undefined);
  const { replyTo, envelopeFrom } = waysBack(caseNumber, request, keys);
  return {
    id: request.replyId,
    from: { address, name },
    to: [request.to],
    ...copiesOf(request),
    replyTo: { address: replyTo, name },
    subject: subjectOf(words, caseNumber, request),
    ...renderBodies(source, words.language),
    messageId: replyMessageId(keys, address, caseNumber, request.replyId),
    ...threadOf(request),
    dateMs: askedAtMs,
    envelopeFrom,
    headers: headersOf(caseNumber, request),
    ...(attachments.length > 0 && { attachments }),
  };
}

function mailboxOf({ mailbox }: ReplyRequest, { mailboxes }: ComposerConfig): ComposerConfig['mailboxes'][number] {
  const found = mailboxes.find(({ address }) => address === mailbox);
  if (found) return found;
  throw new AppError('CONFIG_INVALID', `The mailbox ${mailbox} is not configured: replies cannot leave from it`);
}

/**
 * Where answers go, and what cannot be delivered. The latter names the very reply (VERP), but not to somebody outside: machines answer to the
 * envelope's sender (RFC 3834 §4), and whoever answers to the case's own signature takes part in the case. A bounce names such a mail by its
 * Message-ID alone.
 */
function waysBack(caseNumber: string, { mailbox, replyId, side }: ReplyRequest, keys: Digests) {
  if (side === undefined)
    return {
      replyTo: replyAddress(keys, mailbox, caseNumber),
      envelopeFrom: returnAddress(keys, mailbox, caseNumber, replyId),
    };
  const address = sideAddress(keys, mailbox, { caseNumber, conversation: side });
  return { replyTo: address, envelopeFrom: address.indexOf('@') > MAX_LOCAL ? mailbox : address };
}

/** With the number of the case, once; somebody outside does not get it. */
function subjectOf({ subject }: Words, caseNumber: string, request: ReplyRequest): string {
  const number = `[${caseNumber}]`;
  if (isAside(request)) return subject.replaceAll(number, '').replaceAll(/ {2,}/g, ' ').trim();
  return subject.includes(number) ? subject : `${subject} ${number}`;
}

/** RFC 5322 §3.6.4. */
function threadOf({ inReplyTo: parent, references }: ReplyRequest): Pick<OutgoingMail, 'inReplyTo' | 'references'> {
  return parent ? { inReplyTo: parent, references: [...references.filter((id) => id !== parent), parent] } : {};
}

/** @param received the number of the case, in the first mail about it: then it says that the customer's mail arrived */
function framed({ paragraphs, language }: Words, company: string, received: string | undefined): string {
  const opening = received === undefined ? [] : [receipt(language, received)];
  return frame([...opening, ...paragraphs], language, company);
}

/**
 * RFC 3834 §5: machines must see that a machine wrote it, and whether a mail or only time made it write. `X-Facteur-Case` shows
 * us our own mails when they come back.
 */
function headersOf(caseNumber: string, { author, purpose }: ReplyRequest): Record<string, string> {
  const own = { 'X-Facteur-Case': caseNumber };
  if (author.id !== 'bot') return own;
  const submitted = purpose === 'reminder' ? 'auto-generated' : 'auto-replied';
  return { ...own, 'Auto-Submitted': submitted, 'X-Auto-Response-Suppress': 'All' };
}
