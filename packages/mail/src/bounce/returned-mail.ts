/** The mail that came back, or was forwarded as a file: its header block, out of an attached message. */
import { addressList } from '../addresses.ts';
import { angleTokens, firstField, readHeaders } from '../headers.ts';
import type { MailAttachment } from '../mail.ts';
import { decodeWords } from '../mime/decode-words.ts';

/** Bytes of an attached mail in which its headers are looked for. */
const MAX_BYTES = 64 * 1024;

/** Sender, first recipient, subject and Message-ID of an attached mail, each absent when it does not say. */
export interface AttachedMail {
  readonly from?: string;
  readonly subject?: string;
  readonly to?: string;
  readonly messageId?: string;
}

/** The first attached mail (message/rfc822, or its headers alone); `undefined` when there is none. */
export function returnedMail(attachments: readonly MailAttachment[]): AttachedMail | undefined {
  const attached = attachments.find(({ type }) => /^(?:message\/(?:rfc822|global)|text\/rfc822-headers)$/.test(type));
  if (attached === undefined) return undefined;
  // Some servers put blank lines before it.
  const start = attached.content.subarray(0, MAX_BYTES).toString('latin1').replace(/^\s+/, '');
  return readAttached(start);
}

/** The same of a header block written into a text. */
export function readAttached(text: string): AttachedMail {
  const headers = readHeaders(Buffer.from(text, 'latin1'));
  const [from] = addressList(headers.fields.get('from')?.slice(0, 1));
  const [to] = addressList(headers.fields.get('to')?.slice(0, 1));
  const subject = firstField(headers, 'subject');
  const [messageId] = angleTokens(firstField(headers, 'message-id') ?? '', 1);
  return {
    ...(from === undefined ? {} : { from: from.address }),
    ...(subject === undefined ? {} : { subject: decodeWords(subject).trim() }),
    ...(to === undefined ? {} : { to: to.address }),
    ...(messageId === undefined ? {} : { messageId }),
  };
}
