/** What a source tells while it works, for metrics and logs. */
import type { MailInFailure, MailInState } from './mail-in.ts';

/**
 * What became of a mail: `header-only` is new but was too large to be fetched whole; `refused` will never be accepted;
 * `unreadable`: the server lists it and does not hand it out; `history`: it was there before the first connection.
 */
export type MailOutcome = 'new' | 'known' | 'header-only' | 'refused' | 'unreadable' | 'history';

/** Something worth a line in the log. `count`: mails. */
export type MailInNotice =
  | { readonly what: 'history-skipped'; readonly count: number }
  /** Older than the first connection, found later. */
  | { readonly what: 'history-found'; readonly count: number }
  | { readonly what: 'uids-changed'; readonly count: number }
  /** Accepted, but neither flagged nor moved: the server refused. */
  | { readonly what: 'not-acknowledged'; readonly count: number }
  | { readonly what: 'refused'; readonly code: string };

/** Who watches a source. Nothing may throw. */
export interface MailInObserver {
  entered(state: MailInState): void;
  handled(outcome: MailOutcome, count: number): void;
  noticed(notice: MailInNotice): void;
  failed(failure: MailInFailure, error: unknown): void;
  quota(used: number): void;
}
