/** Metrics and log lines of mailboxes that are read by IMAP. No customer data in either: mailboxes are the company's own. */
import type { MailInFailure, MailInNotice, MailInObserver } from '@facteur/mail';
import type { Kernel } from '@facteur/runtime';
import { Counter, Gauge } from 'prom-client';

/** Which mailbox and folder. */
export interface FolderName {
  readonly mailbox: string;
  readonly folder: string;
}

/** A log line that repeats says nothing new. */
const LOGGED_EVERY = 10;

/** Registers the metrics, and gives the observer of each folder. */
export function imapWatch({ metrics: { registry }, log }: Pick<Kernel, 'metrics' | 'log'>) {
  const where = ['mailbox', 'folder'] as const;
  const registers = [registry];
  const connected = new Gauge({
    name: 'facteur_imap_connected',
    help: '1 while the folder is being watched by this instance',
    labelNames: where,
    registers,
  });
  const mails = new Counter({
    name: 'facteur_imap_mails_total',
    help: 'Mails found, by what became of them',
    labelNames: [...where, 'outcome'],
    registers,
  });
  const failures = new Counter({
    name: 'facteur_imap_failures_total',
    help: 'Failures, by reason: login, connection, server, hold, accept, acknowledge, history',
    labelNames: [...where, 'reason'],
    registers,
  });
  const quota = new Gauge({
    name: 'facteur_imap_quota_used_ratio',
    help: 'How full the mailbox is, where its server tells',
    labelNames: where,
    registers,
  });
  const historyLeft = new Gauge({
    name: 'facteur_imap_history_left',
    help: 'Mails of before the first connection that this instance has still to look at',
    labelNames: where,
    registers,
  });
  return (name: FolderName): MailInObserver => ({
    entered(state) {
      connected.set({ ...name }, state === 'reading' || state === 'watching' ? 1 : 0);
      // Whoever reads the folder by now counts them.
      if (state === 'elsewhere' || state === 'stopped') historyLeft.set({ ...name }, 0);
    },
    handled: (outcome, count) => mails.inc({ ...name, outcome }, count),
    quota(used) {
      quota.set({ ...name }, used);
      if (used >= 0.9) log.warn({ ...name, used }, 'the mailbox is nearly full: mails to it may soon be refused');
    },
    historyLeft: (count) => historyLeft.set({ ...name }, count),
    failed(failure) {
      failures.inc({ ...name, reason: failure.reason });
      logFailure({ log }, name, failure);
    },
    noticed(notice) {
      if (notice.what === 'history-delayed') failures.inc({ ...name, reason: 'history' });
      if (notice.what === 'not-acknowledged') failures.inc({ ...name, reason: 'acknowledge' }, notice.count);
      logNotice({ log }, name, notice);
    },
  });
}

function logFailure({ log }: Pick<Kernel, 'log'>, name: FolderName, failure: MailInFailure): void {
  const { reason, message: error, attempts, retryInMs } = failure;
  const fields = { ...name, reason, error, attempts, retryInMs };
  if (reason === 'login') log.error(fields, 'the mailbox cannot be read: its sign-in fails');
  else if (attempts === 1 || attempts % LOGGED_EVERY === 0) log.warn(fields, 'the mailbox cannot be read for now');
}

function logNotice({ log }: Pick<Kernel, 'log'>, name: FolderName, notice: MailInNotice): void {
  const { what, ...details } = notice;
  const fields = { ...name, ...details };
  switch (what) {
    case 'history-skipped':
      log.info(fields, 'mails that were there before the first connection are history: they are left alone');
      break;
    case 'history-begins':
      log.info(
        fields,
        'mails that were there before the first connection are history: they are kept, and not answered',
      );
      break;
    case 'history-delayed':
      log.warn(fields, 'history cannot be read for now; new mail comes in all the same');
      break;
    case 'history-found':
      log.warn(fields, 'mails older than the first connection were found: they are left alone');
      break;
    case 'uids-changed':
      log.warn(fields, 'the server numbers its mails anew: all are read again, those that are known are dropped');
      break;
    case 'not-acknowledged':
      log.warn(fields, 'mails are kept, but the server refused to flag or move them');
      break;
    case 'refused':
      log.warn(fields, 'a mail is left in its folder: it is refused for good');
      break;
  }
}
