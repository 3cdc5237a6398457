/** What a mail about an undelivered mail says: the shape that `readBounce` returns. */

/** What the server did with the mail (RFC 3464 §2.3.3). */
export type BounceAction = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';

/** What became of a mail that we sent. */
export interface MailBounce {
  /** The address that it did not reach, as written; absent when the bounce names none. */
  readonly recipient?: string;
  /** All of them, `recipient` first; at most 100. */
  readonly recipients: readonly string[];
  /** Enhanced status code (RFC 3463), `5.1.1`; absent when none is given. */
  readonly status?: string;
  readonly action: BounceAction;
  /** What the server that refused said, one line of at most 500 characters; absent when it is not told. */
  readonly diagnostic?: string;
  /** Message-ID of the mail that came back, with its brackets; absent when it is not told. Anybody can write one. */
  readonly returnedId?: string;
}
