/** A mail on its way in: as its source handed it over, then with everything read and looked up that decides where it goes. */
import type { Mail } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';
import { type ReadMail, readMail } from '@facteur/mail';
import { AppError, derivedId } from '@facteur/primitives';
import type { IngestConfig, IngestMailbox } from './config.ts';
import { ownMailboxes } from './mailboxes.ts';
import type { ThreadDecision } from './thread.ts';

/** A mail as its source hands it over. */
export interface Arrival {
  readonly raw: Buffer;
  readonly channel: Mail['channel'];
  /** Addresses of the envelope; empty for imports: the headers tell. */
  readonly recipients: readonly string[];
  readonly remoteAddress: string;
}

/** A thread id that the mail holds for its case, with the version of the document that says so. */
export interface HeldClaim {
  readonly id: string;
  readonly version: number;
}

/** A mail for one of our mailboxes. */
export interface Item {
  readonly arrival: Arrival;
  readonly mailbox: IngestMailbox;
  readonly read: ReadMail;
  readonly fingerprint: string;
  /** Derived from the fingerprint: the same mail, the same id. */
  readonly mailId: string;
  /** Keyed digest of the sender's address. */
  readonly participant: string;
  /** `+` tags of the envelope and of the headers. */
  readonly tags: readonly string[];
  /** Digests of its own Message-ID (first, when it has one) and of those it refers to. */
  readonly threadIds: readonly string[];
  decision: ThreadDecision;
  caseNumber: string;
  /** Draws of a case number so far. */
  draws: number;
  held: readonly HeldClaim[];
  /** Cases whose key turned out to be destroyed: to this mail they are as if they had never been. */
  readonly erased: Set<string>;
}

/** Thread ids looked at: a mail that refers to more belongs to a thread that is found by the others. */
const MAX_THREAD_IDS = 30;

/**
 * Reads a mail: one item for each of our mailboxes that it is for.
 * @throws AppError `MAIL_REFUSED` when the envelope names none of them
 */
export async function readArrival(keys: KeyStore, config: IngestConfig, arrival: Arrival): Promise<Item[]> {
  const ownAddresses = config.mailboxes.map(({ address }) => address);
  const read = await readMail(arrival.raw, { ownAddresses, maxReadBytes: config['max-read-bytes'] });
  const isImport = arrival.recipients.length === 0;
  const addressed = isImport ? [...read.to, ...read.cc].map(({ address }) => address) : arrival.recipients;
  const named = ownMailboxes(config.mailboxes, addressed);
  // An archive holds mails that came by an alias or a list: they are the first mailbox's unless their headers say otherwise.
  const mailboxes = named.length === 0 && isImport ? config.mailboxes.slice(0, 1) : named;
  if (mailboxes.length === 0) throw new AppError('MAIL_REFUSED', 'None of the recipients is a mailbox of this company');
  return mailboxes.map((mailbox) => itemOf(keys, arrival, read, mailbox));
}

function itemOf(keys: KeyStore, arrival: Arrival, read: ReadMail, mailbox: IngestMailbox): Item {
  const fingerprint = keys.digest('mail', `${mailbox.address}\n${read.identity}`);
  const ids = [read.messageId ?? [], read.inReplyTo ?? [], read.references].flat();
  return {
    arrival,
    mailbox,
    read,
    fingerprint,
    mailId: derivedId('mail', fingerprint),
    // Without an address nobody takes part in anything but this very mail.
    participant: keys.digest('address', read.from?.address.toLowerCase() ?? read.identity),
    tags: [...new Set([...arrival.recipients.flatMap(tagOf), ...read.plusTags])],
    threadIds: [...new Set(ids)]
      .slice(0, MAX_THREAD_IDS)
      .map((id) => keys.digest('message-id', `${mailbox.address}\n${id}`)),
    decision: { join: undefined, claims: [] },
    caseNumber: '',
    draws: 0,
    held: [],
    erased: new Set(),
  };
}

/** What follows the first `+` of the local part. A mail that was forwarded or sent blind has it in its envelope alone. */
function tagOf(address: string): string[] {
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@')));
  const plus = local.indexOf('+');
  return plus < 0 ? [] : [local.slice(plus + 1)];
}
