/** The port by which mails are fetched from where they lie, and what is seen of it while that goes on. */

/** A mail as its source has it. */
export interface SourceMail {
  /** The whole mail; only its header when `wholeBytes` is set. */
  readonly raw: Buffer;
  /** Size of a mail that is too large to be fetched whole. */
  readonly wholeBytes?: number;
  /** Set when it was there before the first connection: it is kept, and nobody answers it. */
  readonly history?: {
    /** When it had come into the folder, in milliseconds since 1970; absent where the server does not tell. */
    readonly receivedMs?: number;
  };
}

/**
 * Takes a mail over; resolves once it is durable. `isNew` is false for one that was there already.
 * @throws AppError `later`: it is offered again; `never`: it is left in its folder, as it is
 */
export type AcceptMail = (mail: SourceMail) => Promise<{ readonly isNew: boolean }>;

/** What a source is doing. `elsewhere`: another instance holds the folder; `failing`: it waits before it tries again. */
export type MailInState = 'stopped' | 'connecting' | 'reading' | 'watching' | 'elsewhere' | 'failing';

/** What went wrong: the sign-in, the connection, a refused command, who holds the folder, or the taking over of mails. */
export type MailInFailureReason = 'login' | 'connection' | 'server' | 'hold' | 'accept';

/** A failure as an operator sees it; never a secret, nor anything of a mail. */
export interface MailInFailure {
  readonly reason: MailInFailureReason;
  readonly message: string;
  /** Failures in a row. */
  readonly attempts: number;
  readonly retryInMs: number;
}

/** A source at one moment. */
export interface MailInStatus {
  readonly state: MailInState;
  /** Since when, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** The last one; absent once mails were read without one. */
  readonly failure?: MailInFailure;
  /** 0 to 1; absent where the server tells no quota. */
  readonly quotaUsed?: number;
  /** Mails that were there before the first connection and are still to be looked at; absent before that is known. */
  readonly historyLeft?: number;
}

/**
 * A place from which mails come. Every mail that arrives after the first start is offered at least once, in the order of the
 * folder; it is acknowledged there only after it was accepted. A mail that fails for now is offered again and nothing after it is
 * forgotten; a lost connection or a restart goes on where it was.
 */
export interface MailIn {
  /** Begins in the background. What fails is tried again, for ever, and shown by `status`. */
  start(): void;
  status(): MailInStatus;
  /** Lets the mails at hand come to their end, for at most ten seconds, and goes. */
  stop(): Promise<void>;
}
