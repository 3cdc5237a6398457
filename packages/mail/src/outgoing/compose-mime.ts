/** Turns an outgoing mail into its bytes: the same mail gives the same bytes, on every machine and every day. */
import { AppError, derivedId } from '@facteur/primitives';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Address } from '../mail.ts';
import type { OutgoingMail } from './mail-out.ts';
import { safeFileName, safeFileType } from './safe-file.ts';

/** Headers that other fields of a mail set; as free headers they would stand twice. */
const RESERVED =
  /^(?:from|to|cc|bcc|sender|reply-to|subject|date|message-id|in-reply-to|references|mime-version|content-.*)$/i;
const ID = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;

/**
 * RFC 5322 bytes with CRLF: text and HTML as alternatives, then attachments.
 * @throws AppError `BAD_INPUT` for an unsafe id, address or header name, or when nobody is to receive it
 */
export async function composeMime(mail: OutgoingMail): Promise<Buffer> {
  checkOutgoing(mail);
  const composer = new MailComposer({
    ...{ baseBoundary: derivedId('boundary', mail.id), newline: 'windows' },
    disableFileAccess: true,
    disableUrlAccess: true,
    from: addressee(mail.from),
    to: mail.to.map(addressee),
    cc: (mail.cc ?? []).map(addressee),
    ...(mail.replyTo && { replyTo: addressee(mail.replyTo) }),
    subject: oneLine(mail.subject),
    date: new Date(mail.dateMs),
    messageId: oneLine(mail.messageId),
    ...(mail.inReplyTo !== undefined && { inReplyTo: oneLine(mail.inReplyTo) }),
    references: (mail.references ?? []).map(oneLine),
    headers: Object.fromEntries(Object.entries(mail.headers).map(([name, value]) => [name, oneLine(value)])),
    text: mail.text,
    html: mail.html,
    attachments: (mail.attachments ?? []).map(({ name, type, content }) => ({
      filename: safeFileName(name),
      contentType: safeFileType(type),
      content,
    })),
  });
  return composer.compile().build();
}

/** Everyone who is to get it. */
export function recipientsOf({ to, cc = [], bcc = [] }: OutgoingMail): readonly Address[] {
  return [...to, ...cc, ...bcc];
}

/** @throws AppError `BAD_INPUT` naming the field at fault */
function checkOutgoing(mail: OutgoingMail): void {
  const fault = (field: string, message: string): AppError => new AppError('BAD_INPUT', message, { field });
  if (!ID.test(mail.id)) throw fault('id', 'An outgoing mail needs an id that is safe as a file name');
  if (mail.to.length === 0) throw fault('to', 'An outgoing mail needs a recipient');
  if (!Number.isFinite(mail.dateMs)) throw fault('dateMs', 'An outgoing mail needs a date');
  const addresses = [mail.from, ...recipientsOf(mail), ...(mail.replyTo ? [mail.replyTo] : [])];
  const envelope = mail.envelopeFrom ? [{ address: mail.envelopeFrom }] : [];
  if (![...addresses, ...envelope].every(({ address }) => isSafeAddress(address))) {
    throw fault('address', 'An outgoing mail names something that is no address');
  }
  for (const name of Object.keys(mail.headers)) {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,76}$/.test(name)) throw fault('headers', 'A header name has unsafe characters');
    if (RESERVED.test(name)) throw fault('headers', `Header ${name} has a field of its own`);
  }
}

/** No blank, control character, comma, bracket or quote: nothing that could end an address and begin another. */
function isSafeAddress(address: string): boolean {
  return address.length <= 320 && /^[^\s\p{Cc}@<>()[\],;:"\\]+@[^\s\p{Cc}@<>()[\],;:"\\]+$/u.test(address);
}

function addressee({ address, name }: Address): { address: string; name: string } {
  return { address, name: oneLine(name ?? '') };
}

function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
