/** What a mail to somebody outside is made of: files of the case, the customer's words. Pure. */
import type { Case } from '../api/types.ts';
import { conversationOf, type Exchange } from './conversation-of.ts';

/** A file of a mail that may be sent on. */
export interface CaseFile {
  readonly ref: { readonly mailId: string; readonly index: number };
  readonly name: string;
  readonly bytes: number;
}

/** Files of the customer's mails; those that are dangerous or not kept by themselves cannot be sent on. */
export function filesOf(shown: Pick<Case, 'timeline'>): readonly CaseFile[] {
  return mailsOf(conversationOf(shown)).flatMap(({ mailId, attachments }) =>
    attachments.flatMap(({ name, bytes, blob, danger }, index) =>
      blob === undefined || danger !== undefined ? [] : [{ ref: { mailId, index }, name, bytes }],
    ),
  );
}

/** The customer's last mail that has words; undefined when there is none. */
export function lastWords(shown: Pick<Case, 'timeline'>): { readonly text: string; readonly at: string } | undefined {
  const last = mailsOf(conversationOf(shown)).findLast(({ text }) => text.trim() !== '');
  return last && { text: last.text.trim(), at: last.receivedAt };
}

/** A text with another one quoted below it, as mail programs do (RFC 3676 §4.5). */
export function withQuote(text: string, heading: string, quoted: string): string {
  const lines = quoted.split(/\r?\n/).map((line) => (line === '' ? '>' : `> ${line}`));
  return [text.trim(), '', heading, ...lines].join('\n');
}

/** Addresses that are the customer's: a mail to them is no side conversation. */
export function customersAmong(addresses: readonly string[], { customer }: Pick<Case, 'customer'>): readonly string[] {
  const own = customer?.address.toLowerCase();
  return addresses.filter((address) => address.toLowerCase() === own);
}

function mailsOf(exchanges: readonly Exchange[]) {
  return exchanges.flatMap((one) => (one.kind === 'mail' ? [one.mail] : []));
}
