/** Keeps what a source's status shows, from what it tells its observer. */
import type { Clock } from '@facteur/primitives';
import type { MailInStatus } from './mail-in.ts';
import type { MailInObserver } from './observer.ts';

/** An observer that remembers. */
export interface StatusWatch extends MailInObserver {
  status(): MailInStatus;
  /** Mails were read without a failure. */
  healed(): void;
}

/** Passes everything on to `observer`. */
export function watchStatus(clock: Clock, observer: MailInObserver): StatusWatch {
  let status: MailInStatus = { state: 'stopped', sinceMs: clock.now() };
  return {
    ...observer,
    status: () => status,
    entered(state) {
      if (status.state === state) return;
      status = { ...status, state, sinceMs: clock.now() };
      observer.entered(state);
    },
    failed(failure, error) {
      status = { ...status, failure };
      observer.failed(failure, error);
    },
    quota(used) {
      status = { ...status, quotaUsed: used };
      observer.quota(used);
    },
    historyLeft(count) {
      status = { ...status, historyLeft: count };
      observer.historyLeft(count);
    },
    healed() {
      const { failure: _healed, ...rest } = status;
      status = rest;
    },
  };
}
