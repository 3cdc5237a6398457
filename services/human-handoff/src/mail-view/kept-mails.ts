/** What the hand-off asks of the mails that ingest kept: their parts, for those who read them on screen. */

/** Where a blob lies, as events say it. */
export interface KeptBlob {
  readonly scope: string;
  readonly id: string;
  readonly bytes: number;
}

/** A file within a mail that its HTML may show. */
export interface InlinePart {
  /** Without angle brackets. */
  readonly contentId: string;
  readonly type: string;
  readonly content: Buffer;
}

/** What a raw mail says, quotes and signature included. */
export interface MailBody {
  readonly text: string;
  readonly html?: string | undefined;
  readonly inline: readonly InlinePart[];
}

export interface KeptMails {
  /** @throws AppError `BLOB_MISSING` (never), `KEY_ERASED` (never), `BLOB_UNAVAILABLE` (retry later) */
  get(ref: KeptBlob): Promise<Buffer>;
  /** Reads a raw mail. Never throws for what it holds. */
  read(raw: Buffer): MailBody;
}
