/** Which of our mailboxes an address means. Pure. */
import type { IngestMailbox } from './config.ts';

/** The mailbox that `address` means: case and what follows a `+` aside. */
export function mailboxOf(mailboxes: readonly IngestMailbox[], address: string): IngestMailbox | undefined {
  const plain = address.toLowerCase();
  const at = plain.lastIndexOf('@');
  const untagged = `${plain.slice(0, Math.max(0, at)).split('+')[0]}${plain.slice(at)}`;
  return (
    mailboxes.find((mailbox) => mailbox.address === plain) ?? mailboxes.find(({ address: own }) => own === untagged)
  );
}

/** Those that `addresses` mean, each once, in that order. */
export function ownMailboxes(mailboxes: readonly IngestMailbox[], addresses: readonly string[]): IngestMailbox[] {
  return [...new Set(addresses.flatMap((address) => mailboxOf(mailboxes, address) ?? []))];
}
