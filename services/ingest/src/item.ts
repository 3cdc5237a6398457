/** A mail on its way in: as its source handed it over, then with everything read and looked up that decides where it goes. */
import type { Mail } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';
import {
  type MailAttachment,
  type ReadMail,
  readMail,
  type SenderVerification,
  type SentReply,
  type SideConversation,
  sentReplyOfMessageId,
  sentReplyOfTag,
  sideOfTag,
  spamMark,
} from '@facteur/mail';
import { AppError, derivedId } from '@facteur/primitives';
import type { IngestConfig, IngestMailbox } from './config.ts';
import { type Findings, NOTHING_FOUND } from './files/findings.ts';
import { asHeaderOnly } from './imap/header-only.ts';
import { ownMailboxes } from './mailboxes.ts';
import type { ThreadDecision } from './thread.ts';

/** A mail as its source hands it over. */
export interface Arrival {
  readonly raw: Buffer;
  readonly channel: Mail['channel'];
  /** Addresses of the envelope; empty for imports: the headers tell. */
  readonly recipients: readonly string[];
  readonly remoteAddress: string;
  /** By SMTP: what the client called itself. */
  readonly helo?: string;
  /** By SMTP: the envelope's sender; `''` for bounces. */
  readonly mailFrom?: string;
  /** Set when `raw` is the header alone, because the mail is too large: its size. */
  readonly wholeBytes?: number;
  /** Set when it was there before the mailbox was connected: it is kept, and nobody answers it. */
  readonly history?: {
    /** When it had come, in milliseconds since 1970; absent where nobody knows. */
    readonly receivedMs?: number;
  };
}

/** A mail that was read, and whose sender was looked into where a mailbox wants that. */
export interface ReadArrival {
  readonly arrival: Arrival;
  readonly read: ReadMail;
  /** Those of ours that it is for, at least one. */
  readonly mailboxes: readonly IngestMailbox[];
  readonly checked: SenderVerification | undefined;
  /** Attachments that are small enough to be kept by themselves. */
  readonly files: readonly MailAttachment[];
  readonly found: Findings;
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
  readonly checked: SenderVerification | undefined;
  /** Attachments that are kept by themselves. */
  readonly files: readonly MailAttachment[];
  /** What was found in them, and in those that were held back. */
  readonly found: Findings;
  /** How the mailbox's own filter marked it as spam. */
  readonly spamMark: string | undefined;
  /** Of a bounce: our replies that it names, with proof that we sent them. */
  readonly returned: readonly SentReply[];
  /** The side conversation whose address it was sent to. */
  readonly side: SideConversation | undefined;
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

/** Attachments that are listed; further ones stay in the raw mail. */
export const MAX_ATTACHMENTS = 200;
const DEFAULT_MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024;
/** All files of one mail together: parts within parts can say the same bytes many times. */
const MAX_FILES_BYTES = 64 * 1024 * 1024;

/**
 * Reads a mail, and has its sender looked into by `check`.
 * @throws AppError `MAIL_REFUSED` when the envelope names no mailbox of ours
 */
export async function readArrival(
  config: IngestConfig,
  arrival: Arrival,
  check: (read: ReadMail, mailboxes: readonly IngestMailbox[]) => Promise<SenderVerification | undefined>,
): Promise<ReadArrival> {
  const ownAddresses = config.mailboxes.map(({ address }) => address);
  const whole = await readMail(arrival.raw, { ownAddresses, maxReadBytes: config['max-read-bytes'] });
  const read = asHeaderOnly(whole, arrival.wholeBytes);
  const isImport = arrival.recipients.length === 0;
  const addressed = isImport ? [...read.to, ...read.cc].map(({ address }) => address) : arrival.recipients;
  const named = ownMailboxes(config.mailboxes, addressed);
  // An archive holds mails that came by an alias or a list: they are the first mailbox's unless their headers say otherwise.
  const mailboxes = named.length === 0 && isImport ? config.mailboxes.slice(0, 1) : named;
  if (mailboxes.length === 0) throw new AppError('MAIL_REFUSED', 'None of the recipients is a mailbox of this company');
  const files = filesOf(read, config['max-attachment-bytes'] ?? DEFAULT_MAX_ATTACHMENT_BYTES);
  return { arrival, read, mailboxes, checked: await check(read, mailboxes), files, found: NOTHING_FOUND };
}

/** One item for each mailbox that the mail is for. */
export function itemsOf(keys: KeyStore, one: ReadArrival): Item[] {
  return one.mailboxes.map((mailbox) => itemOf(keys, one, mailbox));
}

/** The unique key of a mail in a mailbox. */
export function fingerprintOf(keys: KeyStore, { read }: Pick<ReadArrival, 'read'>, { address }: IngestMailbox): string {
  return keys.digest('mail', `${address}\n${read.identity}`);
}

function itemOf(keys: KeyStore, one: ReadArrival, mailbox: IngestMailbox): Item {
  const { arrival, read, checked, files, found } = one;
  const fingerprint = fingerprintOf(keys, one, mailbox);
  const ids = [read.messageId ?? [], read.inReplyTo ?? [], read.references].flat();
  const tags = [...new Set([...arrival.recipients.flatMap(tagOf), ...read.plusTags])];
  return {
    arrival,
    mailbox,
    read,
    checked,
    files: files.filter((file) => !found.get(file)?.isHeldBack),
    found,
    spamMark: spamMark(arrival.raw, mailbox['spam-headers'] ?? []),
    returned: returnedReplies(keys, read, tags),
    side: tags.map((tag) => sideOfTag(keys, tag)).find((side) => side !== undefined),
    fingerprint,
    mailId: derivedId('mail', fingerprint),
    // Without an address nobody takes part in anything but this very mail.
    participant: keys.digest('address', read.from?.address.toLowerCase() ?? read.identity),
    tags,
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

/** The address that a bounce came back to names our mail, and so do the Message-IDs in it. Anything unsigned is anybody's word. */
function returnedReplies(keys: KeyStore, read: ReadMail, tags: readonly string[]): SentReply[] {
  if (read.kind !== 'bounce') return [];
  const ids = [read.bounce?.returnedId ?? [], read.inReplyTo ?? [], read.references].flat();
  return [
    ...tags.flatMap((tag) => sentReplyOfTag(keys, tag) ?? []),
    ...ids.flatMap((id) => sentReplyOfMessageId(keys, id) ?? []),
  ];
}

function filesOf({ attachments }: ReadMail, maxBytes: number): MailAttachment[] {
  let left = MAX_FILES_BYTES;
  return attachments.slice(0, MAX_ATTACHMENTS).filter(({ bytes }) => {
    if (bytes > maxBytes || bytes > left) return false;
    left -= bytes;
    return true;
  });
}

/** What follows the first `+` of the local part. A mail that was forwarded or sent blind has it in its envelope alone. */
function tagOf(address: string): string[] {
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@')));
  const plus = local.indexOf('+');
  return plus < 0 ? [] : [local.slice(plus + 1)];
}
