/** What customers write, as RFC 5322 bytes. */
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Person } from './company.ts';
import type { Wish } from './plan/customers.ts';

/** The demo company's mailbox: mails from this machine are believed. */
export const MAILBOX = 'sav@boutique.example';

/** A mail to hand in. */
export interface Letter {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;
}

/** Our question, as the customer's mail program sees it. */
export interface Question {
  readonly messageId: string;
  readonly replyTo: string;
  readonly subject: string;
}

const DOCUMENT = {
  filename: 'facture.pdf',
  contentType: 'application/pdf',
  content: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'),
} as const;

const refund = (order: string): string =>
  `Bonjour,\n\nJe souhaite obtenir le remboursement de ma commande ${order}.\n\nMerci`;

const TEXTS: Readonly<Record<Wish, (order: string) => string>> = {
  'where-is-it': (order) => `Bonjour,\n\nOù en est ma commande ${order} ?\n\nMerci`,
  'refund-with-document': refund,
  'refund-when-asked': refund,
  'refund-without-document': refund,
  'two-intents': (order) =>
    `Bonjour,\n\nLe thé de ma commande ${order} est arrivé abîmé. Remboursez-moi ou renvoyez-m'en un autre, comme vous préférez.`,
};

/** The first mail of `person`, written at `atMs`. */
export function firstLetter(person: Person, wish: Wish, atMs: number): Promise<Letter> {
  const attachments = wish === 'refund-with-document' ? [DOCUMENT] : [];
  const messageId = `<${person.order}@courriel.example>`;
  return letter(
    { person, to: MAILBOX, subject: 'Bonjour', text: TEXTS[wish](person.order), attachments },
    messageId,
    atMs,
  );
}

/** "Voici la photo": the document that we asked for, to where our question wants its answer. */
export function answerLetter(person: Person, question: Question, atMs: number): Promise<Letter> {
  const { messageId: inReplyTo, replyTo, subject } = question;
  const thread = { inReplyTo, references: [inReplyTo] };
  const text = 'Bonjour,\n\nVoici le justificatif demandé.\n\nMerci';
  const written = { person, to: replyTo, subject: `Re: ${subject}`, text, attachments: [DOCUMENT], ...thread };
  return letter(written, `<${person.order}-2@courriel.example>`, atMs);
}

interface Written {
  readonly person: Person;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: (typeof DOCUMENT)[];
  readonly inReplyTo?: string;
  readonly references?: string[];
}

async function letter({ person, ...written }: Written, messageId: string, atMs: number): Promise<Letter> {
  const from = `${person.name} <${person.address}>`;
  const raw = await new MailComposer({ ...written, from, messageId, date: new Date(atMs) }).compile().build();
  return { messageId, from: person.address, to: written.to, raw };
}
