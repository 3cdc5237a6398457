/** What a source tells while it works, for metrics and logs. */
import type { MailInFailure, MailInState } from './mail-in.ts';

/**
 * What became of a mail: `header-only` is new but was too large to be fetched whole; `refused` will never be accepted;
 * `unreadable`: the server lists it and does not hand it out; `history`: it was there before the first connection, and was kept
 * as context or left alone.
 */
export type MailOutcome = 'new' | 'known' | 'header-only' | 'refused' | 'unreadable' | 'history';

/** Something worth a line in the log. `count`: mails. */
export type MailInNotice =
  | { readonly what: 'history-skipped'; readonly count: number }
  | { readonly what: 'history-begins'; readonly count: number }
  /** It waits; new mail comes in all the same. */
  | {
      readonly what: 'history-delayed';
      readonly message: string;
      readonly attempts: number;
      readonly retryInMs: number;
    }
  /** Older than the first connection, found later, and left alone. */
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
  /** Mails of before the first connection that are still to be looked at. */
  historyLeft(count: number): void;
}
