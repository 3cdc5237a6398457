/** From a reply's request to the mail that leaves. Pure but for the templates it is handed. */
import type { KeyStore } from '@facteur/keys';
import { replyAddress, replyMessageId, returnAddress } from '@facteur/mail';
import type { OutgoingMail } from '@facteur/mail/outgoing';
import { AppError } from '@facteur/primitives';
import type { ComposerConfig } from './config.ts';
import { copiesOf } from './copies.ts';
import { frame, receipt } from './frame.ts';
import { renderBodies } from './markdown.ts';
import type { SendInput } from './state.ts';
import type { Words } from './write.ts';

/** @throws AppError `CONFIG_INVALID` when the mailbox is not configured, `BAD_INPUT` for copies that cannot be sent */
export function composeReply(
  caseNumber: string,
  { request, askedAtMs, opens = false }: SendInput,
  words: Words,
  config: ComposerConfig,
  keys: Pick<KeyStore, 'digest'>,
): OutgoingMail {
  const mailbox = config.mailboxes.find(({ address }) => address === request.mailbox);
  if (!mailbox)
    throw new AppError(
      'CONFIG_INVALID',
      `The mailbox ${request.mailbox} is not configured: replies cannot leave from it`,
    );
  const source = words.isWhole
    ? words.paragraphs.join('\n\n')
    : framed(words, mailbox.name, opens ? caseNumber : undefined);
  const { text, html } = renderBodies(source, words.language);
  const parent = request.inReplyTo;
  return {
    id: request.replyId,
    from: { address: mailbox.address, name: mailbox.name },
    to: [request.to],
    ...copiesOf(request),
    replyTo: { address: replyAddress(keys, mailbox.address, caseNumber), name: mailbox.name },
    subject: words.subject.includes(`[${caseNumber}]`) ? words.subject : `${words.subject} [${caseNumber}]`,
    text,
    html,
    messageId: replyMessageId(keys, mailbox.address, caseNumber, request.replyId),
    ...(parent ? { inReplyTo: parent, references: [...request.references.filter((id) => id !== parent), parent] } : {}),
    dateMs: askedAtMs,
    // What comes back names the very reply (VERP).
    envelopeFrom: returnAddress(keys, mailbox.address, caseNumber, request.replyId),
    headers: headersOf(caseNumber, request),
  };
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
function headersOf(caseNumber: string, { author, purpose }: SendInput['request']): Record<string, string> {
  const own = { 'X-Facteur-Case': caseNumber };
  if (author.id !== 'bot') return own;
  const submitted = purpose === 'reminder' ? 'auto-generated' : 'auto-replied';
  return { ...own, 'Auto-Submitted': submitted, 'X-Auto-Response-Suppress': 'All' };
}
