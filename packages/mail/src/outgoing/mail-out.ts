/** The port for mail that leaves. Adapters: the outbox folder and SMTP. */
import type { Address } from '../mail.ts';

/** One file that goes with a mail. */
export interface OutgoingAttachment {
  readonly name: string;
  /** MIME type. */
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

/** Where mail leaves. */
export interface MailOut {
  /**
   * Resolves once the mail is out of our hands: on disk, or accepted by the next server for every To address.
   * Any number may run at once. The same mail again is either the same file or a second mail with the same Message-ID.
   * @throws AppError `BAD_INPUT` (never) for a mail that cannot be composed; `SMTP_UNREACHABLE` (later), `SMTP_REFUSED`
   * (never), `DISK_FULL` (later), `DATA_FOLDER_UNUSABLE` (later)
   */
  send(mail: OutgoingMail): Promise<void>;
  /** Ends after the sends that run. */
  close(): Promise<void>;
}
