/** The port for mail that leaves. Adapters: the outbox folder and SMTP. */
import type { Address } from '../mail.ts';

/** One file that goes with a mail. */
export interface OutgoingAttachment {
  /** Leaves as `safeFileName` makes it. */
  readonly name: string;
  /** MIME type; leaves as `safeFileType` makes it. */
  readonly type: string;
  readonly content: Buffer;
}

/** One mail to send. Equal mails are composed to equal bytes. */
export interface OutgoingMail {
  /** Names the mail for ever: 1–128 of `A–Z a–z 0–9 . _ -`, not beginning with a dot. */
  readonly id: string;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc?: readonly Address[];
  /** Get it without being named in it. */
  readonly bcc?: readonly Address[];
  readonly replyTo?: Address;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With or without angle brackets. */
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  /** For the Date header, milliseconds since 1970. */
  readonly dateMs: number;
  /** Further headers. A name is letters, digits and `-`; control characters in a value become blanks. */
  readonly headers: Readonly<Record<string, string>>;
  /** The envelope's sender; default the address of `from`. `''` for a mail that must not bounce. */
  readonly envelopeFrom?: string;
  readonly attachments?: readonly OutgoingAttachment[];
}

/** A recipient that the next server did not take. */
export interface Refusal {
  readonly address: string;
  /** Its answer: the code, and the enhanced one (RFC 3463) where it gave one. Not its words, which may quote addresses. */
  readonly reply: string;
}

/** Where mail leaves. */
export interface MailOut {
  /**
   * Resolves once the mail is out of our hands: on disk, or accepted by the next server for a To address while no other To address may
   * still be accepted. `refused` is told, before that, who did not get it while others did; a refused copy (Cc, Bcc) is not tried again.
   * Any number may run at once. The same mail again is either the same file or a second mail with the same Message-ID; after a failure it
   * goes to those alone who have not got it, as far as the adapter remembers: until it is closed.
   * @throws AppError `BAD_INPUT` (never) for a mail that cannot be composed; `SMTP_UNREACHABLE` (later), `SMTP_REFUSED`
   * (never), `DISK_FULL` (later), `DATA_FOLDER_UNUSABLE` (later)
   */
  send(mail: OutgoingMail, refused?: (recipients: readonly Refusal[]) => void): Promise<void>;
  /** Ends after the sends that run. */
  close(): Promise<void>;
}
