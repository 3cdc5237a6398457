/** What is asked of one connection to an IMAP server (RFC 9051). Anything that can do this can stand behind a source. */

/** What becomes of a mail in its folder once it was accepted. */
export type AfterAccept =
  | { readonly do: 'leave' }
  /** `\Seen`, or a keyword. */
  | { readonly do: 'flag'; readonly flag: string }
  /** The folder is made when it is missing. */
  | { readonly do: 'move'; readonly folder: string };

/** A folder as it was opened. */
export interface OpenedFolder {
  /** UIDs mean the same mails as long as this stays the same: UIDVALIDITY, and whose folder it is. */
  readonly validity: string;
  /** Greater than every UID there. */
  readonly uidNext: number;
  /** Mails there. */
  readonly exists: number;
}

/** A mail as the server lists it. */
export interface ListedMail {
  readonly uid: number;
  readonly bytes: number;
  /** INTERNALDATE: when it came into the folder, in milliseconds since 1970. */
  readonly receivedMs: number;
  /** Its Date header; absent when it has none that can be read. */
  readonly sentMs?: number;
}

/** A mail's bytes. */
export interface FetchedMail {
  readonly uid: number;
  readonly raw: Buffer;
}

/**
 * One connection. Every method rejects with AppError `IMAP_UNREACHABLE` once it is lost, `IMAP_REFUSED` when the server says no;
 * both may be tried again later.
 */
export interface ImapSession {
  /** Opens the folder, and makes sure of the one to which `after` moves. */
  open(folder: string, after: AfterAccept): Promise<OpenedFolder>;
  /** UIDs above `uid`, ascending; none above `upTo` when it is given. */
  uidsAfter(uid: number, upTo?: number): Promise<readonly number[]>;
  /** In ascending order of UID; those that are gone are left out. */
  list(uids: readonly number[]): Promise<readonly ListedMail[]>;
  /** As `list`; fetching sets no flag. */
  fetch(uids: readonly number[], part: 'whole' | 'header'): Promise<readonly FetchedMail[]>;
  /** False when the server refused, a full mailbox for example. */
  acknowledge(uids: readonly number[], after: AfterAccept): Promise<boolean>;
  /** Resolves when mails have come since the last time it did; with IDLE where the server has it, else perhaps never. */
  news(): Promise<void>;
  /** 0 to 1; undefined where the server tells no quota. */
  quotaUsed(): Promise<number | undefined>;
  /** Ends the connection, whatever is under way. */
  close(): Promise<void>;
}
