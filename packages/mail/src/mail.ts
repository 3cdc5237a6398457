/** What a mail is once it has been read: the shapes that `readMail` returns. */
import type { MailBounce } from './bounce/bounce.ts';
import type { ForwardedMail } from './forward/forward.ts';

/** One address as written in a header. The domain is in lower case; the local part is left as written. */
export interface Address {
  readonly address: string;
  /** The display name, decoded; absent when there is none. */
  readonly name?: string;
}

/**
 * Who or what wrote the mail. `auto-reply` covers absences, acknowledgements and notifications, `report` a complaint
 * about a mail (RFC 5965), `loop` a mail that we sent ourselves.
 */
export type MailKind = 'human' | 'auto-reply' | 'bounce' | 'report' | 'list' | 'loop';

/** The languages that are told apart. */
export type MailLanguage = 'fr' | 'en' | 'es' | 'de' | 'it' | 'nl' | 'pt';

/** One attached file, decoded. */
export interface MailAttachment {
  /** File name as sent, made safe: without folders, control or invisible characters; `''` when the mail names none. */
  readonly name: string;
  /** MIME type in lower case: by the file's first bytes where the declared one says nothing or is wrong. */
  readonly type: string;
  /** Length of `content`. */
  readonly bytes: number;
  readonly content: Buffer;
}

/**
 * What one Authentication-Results header says (RFC 8601). Believe it only when `authservId` is the own server's: anybody
 * can write such a header. Results are lower-case words: pass, fail, softfail, neutral, none, temperror, permerror.
 */
export interface AuthenticationResult {
  /** The server that says so, lower case; `''` when the header names none. */
  readonly authservId: string;
  readonly spf?: string;
  /** Domain of the envelope sender that SPF was checked for. */
  readonly spfDomain?: string;
  /** `pass` when one signature at least is good. */
  readonly dkim?: string;
  /** Domains whose signature is good. */
  readonly dkimDomains: readonly string[];
  readonly dmarc?: string;
  /** Domain of From that DMARC was checked for. */
  readonly dmarcDomain?: string;
}

/**
 * Why a mail could not be read in full. `too-many-parts`: parts, files or levels above the limits were left out;
 * `encrypted`: the text is sealed for a key that is not here (S/MIME, PGP).
 */
export type MailProblemCode =
  | 'unparseable'
  | 'too-large'
  | 'too-many-parts'
  | 'no-body'
  | 'encrypted'
  | 'unknown-charset'
  | 'too-long'
  | 'no-sender';

/** How a mail is sealed; recognised by its shape, not verified. */
export type MailProtection = 'smime-signed' | 'smime-encrypted' | 'pgp-signed' | 'pgp-encrypted';

/** One thing that is wrong with a mail; `detail` is for an operator and holds no text of the mail. */
export interface MailProblem {
  readonly code: MailProblemCode;
  readonly detail: string;
}

/** A mail, read. Everything that the mail does not say is absent or empty. */
export interface ReadMail {
  /** With its angle brackets. */
  readonly messageId?: string;
  /** With its angle brackets. */
  readonly inReplyTo?: string;
  /** With their angle brackets, oldest first; at most 100. */
  readonly references: readonly string[];
  /** The first address of the first From header. */
  readonly from?: Address;
  readonly replyTo?: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  /** The Date header, in milliseconds since 1970; absent when it cannot be read. */
  readonly dateMs?: number;
  readonly kind: MailKind;
  /** Which sign decided the kind, for the case's timeline. */
  readonly kindReason: string;
  /** Language of `text`; `fr` when it cannot be told. */
  readonly language: MailLanguage;
  /** What the sender newly wrote: without quotes and signature; lines end in `\n`; at most 100 000 characters. */
  readonly text: string;
  /** The quoted mails that were taken away, as they stood. */
  readonly quoted: string;
  /** The signature, mobile footer or disclaimer that was taken away. */
  readonly signature: string;
  /** Set when the mail forwards another one. */
  readonly forward?: ForwardedMail;
  /** What a bounce says of the mail that came back; set when `kind` is `bounce`, as far as it can be read. */
  readonly bounce?: MailBounce;
  readonly protection?: MailProtection;
  /** Of an invitation or an answer to one (RFC 5546), lower case: request, reply, cancel… */
  readonly calendarMethod?: string;
  readonly attachments: readonly MailAttachment[];
  /** One entry per Authentication-Results header, the last written (topmost) first. */
  readonly authentication: readonly AuthenticationResult[];
  /** Candidates `XXXX-XXXX-X` in brackets in the subject, upper case. Their check character is not verified. */
  readonly caseNumbers: readonly string[];
  /** What follows the first `+` in the local parts of To and Cc, and of own addresses to which a server says it was delivered. */
  readonly plusTags: readonly string[];
  /**
   * Canonical text of what makes this mail this mail (Message-ID, From, Date, Subject, SHA-256 of the body). Personal:
   * to be kept as a keyed digest only.
   */
  readonly identity: string;
  readonly problems: readonly MailProblem[];
}

/** Settings of `readMail`. */
export interface ReadMailOptions {
  /** The product's own addresses: a mail from one of them is a loop. Case does not matter. Default none. */
  readonly ownAddresses?: readonly string[];
  /** Above this only the headers are read. Default 20 MiB. */
  readonly maxReadBytes?: number;
}
