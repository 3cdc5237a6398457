/** Customers' mails and how they reach the product: composed by nodemailer, handed over by SMTP. */
import { derivedId, systemClock } from '@facteur/primitives';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

/** The demo company's mailbox. */
export const MAILBOX = 'sav@boutique.example';

/** A document that customers attach. */
export const PDF = {
  filename: 'facture.pdf',
  contentType: 'application/pdf',
  content: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'),
} as const;

/** What a customer writes. Default recipient: the demo mailbox; default Message-ID: from sender, subject and text. */
export type CustomerMail = SendMailOptions & { readonly from: string; readonly text: string };

/** RFC 5322 bytes. */
export function compose(mail: CustomerMail): Promise<Buffer> {
  const { from, text, subject = '' } = mail;
  const messageId = `<${derivedId(from, subject, text)}@courriel.example>`;
  return new MailComposer({ to: MAILBOX, messageId, date: new Date(systemClock.now()), ...mail }).compile().build();
}

/** The envelope of a mail. */
export interface Envelope {
  readonly from: string;
  readonly to: string[];
}

/** Hands `raw` to the server at `url`; resolves after its 250. @throws Error with `responseCode` when it refuses */
export async function sendRaw(url: string, raw: Buffer, envelope: Envelope): Promise<void> {
  const { hostname, port } = new URL(url);
  const transport = nodemailer.createTransport({
    ...{ host: hostname, port: Number(port), secure: false, ignoreTLS: true },
    ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 },
  });
  try {
    await transport.sendMail({ envelope, raw });
  } finally {
    transport.close();
  }
}
