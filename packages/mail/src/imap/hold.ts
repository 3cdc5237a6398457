/** Who reads a folder, and how far it was read: kept by the one who opens the source, because ports keep no state. */

/** How far a folder was read. */
export interface ImapPosition {
  /** `OpenedFolder.validity` for which the UIDs below hold. */
  readonly validity: string;
  /** Every mail up to this UID was dealt with. */
  readonly uid: number;
  /** The first connection, in milliseconds since 1970; 0: what was there before is no history. */
  readonly sinceMs: number;
  /** When the newest mail had come that was there then, by the server's clock; 0: there was none. */
  readonly historyUntilMs: number;
  /** Up to this UID are mails that were there when UIDs last changed their meaning: some of them for the second time. */
  readonly rereadTo: number;
  /** The mails got new dates too, as when they are copied to another server: among those up to `rereadTo`, their Date header tells. */
  readonly areDatesNew: boolean;
  /** How far the history was read, beside what is new; absent: it is left alone. */
  readonly history?: HistoryPosition;
}

/** How far what was there before the first connection was read. */
export type HistoryPosition = {
  /** Every mail up to this UID was dealt with. */
  readonly uid: number;
  /** Up to this UID there may be more. Not beyond what was read as new. */
  readonly to: number;
  /** Up to this UID all were there at the first connection, whatever their dates. */
  readonly allTo: number;
};

/** A folder that is ours until the hold runs out or is released. */
export interface HeldFolder {
  /** Where it was left; undefined at the very first time. */
  readonly position: ImapPosition | undefined;
  /** Renew at least so often. */
  readonly renewMs: number;
  /** Writes the position and renews the hold. @throws AppError `CONFLICT` when someone else has it by now */
  keep(position: ImapPosition): Promise<void>;
  /** Lets others have it at once. Never rejects. */
  release(): Promise<void>;
}

/** The right to read one folder: one instance at a time. */
export interface ImapHold {
  /** Undefined while someone else has it. @throws AppError (retry later) when that cannot be told */
  take(): Promise<HeldFolder | undefined>;
  /** When to ask again. */
  readonly retryMs: number;
}
