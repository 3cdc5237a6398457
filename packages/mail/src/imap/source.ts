/** A mailbox's folder as a source of mails: held, connected, read, watched; and all of it again when something fails. */
import { backOffMs, type Clock, isAppError, messageOf, type Random } from '@facteur/primitives';
import type { HeldFolder, ImapHold, ImapPosition } from './hold.ts';
import type { AcceptMail, MailIn, MailInFailureReason } from './mail-in.ts';
import type { MailInObserver } from './observer.ts';
import {
  firstPosition,
  type HistoryPolicy,
  importingPosition,
  restartedPosition,
  withFirstHistory,
  withHistoryAgain,
} from './position.ts';
import { openHistoryReader } from './read-history.ts';
import type { AfterAccept, ImapSession, OpenedFolder } from './session.ts';
import { type StatusWatch, watchStatus } from './status-watch.ts';
import { takeIn } from './take-in.ts';

/** How a folder is read. */
export interface ImapSourceOptions {
  readonly folder: string;
  readonly after: AfterAccept;
  /** The folder is looked at so often, also where the server announces mails by itself (IDLE). */
  readonly pollMs: number;
  readonly history: HistoryPolicy;
  /** Of a larger mail only the header is fetched. */
  readonly maxBytes: number;
  /**
   * Connects and signs in; gives up when `signal` aborts.
   * @throws AppError `IMAP_UNREACHABLE`, `IMAP_LOGIN_REFUSED`, `CONFIG_INVALID`
   */
  readonly connect: (signal: AbortSignal) => Promise<ImapSession>;
  readonly hold: ImapHold;
  readonly accept: AcceptMail;
  readonly observer: MailInObserver;
  readonly clock: Clock;
  readonly random: Random;
}

/** Who signs in too often with a wrong password is locked out. */
const LOGIN_BACK_OFF = { baseMs: 30_000, maxMs: 15 * 60_000 };
const BACK_OFF = { baseMs: 1_000, maxMs: 60_000 };
const STOP_GRACE_MS = 10_000;
const QUOTA_EVERY_MS = 60 * 60_000;
/** Mails whose dates are asked for at once; the newest that is there at the first connection is looked for among so many. */
const DATES_AT_ONCE = 1_000;

/** Opens the source; nothing happens before `start`. */
export function openImapSource(options: ImapSourceOptions): MailIn {
  const watch = watchStatus(options.clock, options.observer);
  const stop = new AbortController();
  const run: Run = { ...options, watch, stop: stop.signal, tries: new Map(), attempts: 0, session: undefined };
  let loop: Promise<void> | undefined;
  return {
    status: watch.status,
    start() {
      loop ??= work(run);
    },
    async stop() {
      stop.abort();
      const done = new AbortController();
      const late = options.clock.wait(STOP_GRACE_MS, done.signal).then(() => run.session?.close());
      await loop;
      done.abort();
      await late;
    },
  };
}

interface Run extends Omit<ImapSourceOptions, 'observer'> {
  readonly watch: StatusWatch;
  readonly stop: AbortSignal;
  readonly tries: Map<number, number>;
  /** Failures in a row. */
  attempts: number;
  session: ImapSession | undefined;
}

async function work(run: Run): Promise<void> {
  while (!run.stop.aborted) await run.clock.wait(await holdAndRead(run), run.stop);
  run.watch.entered('stopped');
}

/** Reads for as long as nothing fails. Resolves with the time to wait before the next attempt. */
async function holdAndRead(run: Run): Promise<number> {
  let held: HeldFolder | undefined;
  try {
    held = await run.hold.take();
    if (held) await connectAndRead(run, held);
    else run.watch.entered('elsewhere');
    return run.hold.retryMs;
  } catch (error) {
    return run.stop.aborted ? 0 : failed(run, error);
  } finally {
    await held?.release();
  }
}

async function connectAndRead(run: Run, held: HeldFolder): Promise<void> {
  run.watch.entered('connecting');
  const session = await run.connect(run.stop);
  run.session = session;
  try {
    const folder = await session.open(run.folder, run.after);
    const position = await whereToGoOn(run, session, held.position, folder);
    await held.keep(position);
    run.watch.entered('reading');
    await readOn(run, session, held, position);
  } finally {
    run.session = undefined;
    await session.close();
  }
}

async function readOn(run: Run, session: ImapSession, held: HeldFolder, start: ImapPosition): Promise<void> {
  const { watch, clock, stop, pollMs } = run;
  const parts = { ...run, session, held, observer: watch, isStopping: () => stop.aborted };
  const history = openHistoryReader(parts);
  let position = start;
  // All of it was read in an earlier life: that is told too.
  if (start.history !== undefined && history.waitMs(start) === undefined) watch.historyLeft(0);
  for (let quotaDueMs = 0; !stop.aborted; ) {
    position = await takeIn(parts, position);
    await held.keep(position);
    run.attempts = 0;
    watch.healed();
    watch.entered('watching');
    if (clock.now() >= quotaDueMs) {
      const used = await session.quotaUsed();
      if (used !== undefined) watch.quota(used);
      quotaDueMs = clock.now() + QUOTA_EVERY_MS;
    }
    if (stop.aborted) return;
    if (history.waitMs(position) === 0) {
      position = await history.take(position);
      await held.keep(position);
    }
    const withinMs = Math.min(pollMs, history.waitMs(position) ?? pollMs);
    if (withinMs > 0)
      await untilNews(run, session, { withinMs, renewMs: held.renewMs, renew: () => held.keep(position) });
  }
}

/** How long to wait for news, and how the hold is kept meanwhile. */
interface Wait {
  readonly withinMs: number;
  readonly renewMs: number;
  readonly renew: () => Promise<void>;
}

/** Waits until mails are announced, it is time to look, or the source stops; renews the hold meanwhile. */
async function untilNews({ clock, stop }: Run, session: ImapSession, wait: Wait): Promise<void> {
  const { withinMs, renewMs, renew } = wait;
  const dueMs = clock.now() + withinMs;
  const news = session.news().then(() => true);
  // The connection may end when nobody waits any more.
  news.catch(() => undefined);
  for (;;) {
    const leftMs = dueMs - clock.now();
    if (leftMs <= 0 || stop.aborted) return;
    const over = new AbortController();
    const time = clock.wait(Math.min(leftMs, renewMs), AbortSignal.any([stop, over.signal])).then(() => false);
    const isNews = await Promise.race([news, time]).finally(() => over.abort());
    if (isNews || stop.aborted) return;
    await renew();
  }
}

async function whereToGoOn(
  run: Run,
  session: ImapSession,
  known: ImapPosition | undefined,
  folder: OpenedFolder,
): Promise<ImapPosition> {
  if (known?.validity === folder.validity) return underPolicy(run, known, known.uid);
  const { exists: count } = folder;
  if (known) {
    run.tries.clear();
    run.watch.noticed({ what: 'uids-changed', count });
    const restarted = restartedPosition(known, folder, await areDatesNew(session, known));
    return underPolicy(run, restarted, restarted.rereadTo);
  }
  if (run.history === 'import') return importingPosition(folder);
  const first = firstPosition(folder, await newestReceivedMs(session, folder), run.clock.now());
  run.watch.noticed({ what: run.history === 'skip' ? 'history-skipped' : 'history-begins', count });
  if (run.history === 'context') return withFirstHistory(first);
  run.watch.handled('history', count);
  return first;
}

/** The setting may have changed since the position was written. */
function underPolicy({ history: policy }: Run, position: ImapPosition, to: number): ImapPosition {
  const { history, ...rest } = position;
  if (policy !== 'context') return rest;
  return history === undefined ? withHistoryAgain(position, to) : position;
}

/** The oldest come first, so that one page tells, unless dates are new indeed. */
async function areDatesNew(session: ImapSession, { historyUntilMs }: ImapPosition): Promise<boolean> {
  if (historyUntilMs === 0) return false;
  const uids = await session.uidsAfter(0);
  for (let start = 0; start < uids.length; start += DATES_AT_ONCE) {
    const mails = await session.list(uids.slice(start, start + DATES_AT_ONCE));
    if (mails.some(({ receivedMs }) => receivedMs <= historyUntilMs)) return false;
  }
  return true;
}

/** By the server's clock, with which later mails are compared. */
async function newestReceivedMs(session: ImapSession, { uidNext }: OpenedFolder): Promise<number> {
  const uids = (await session.uidsAfter(0)).filter((uid) => uid < uidNext);
  const mails = await session.list(uids.slice(-DATES_AT_ONCE));
  return mails.reduce((newest, { receivedMs }) => Math.max(newest, receivedMs), 0);
}

/** Tells of the failure, and how long to wait. */
function failed(run: Run, error: unknown): number {
  run.attempts += 1;
  const { attempts } = run;
  const reason = reasonOf(error);
  const retryInMs = backOffMs(attempts, run.random, reason === 'login' ? LOGIN_BACK_OFF : BACK_OFF);
  run.watch.entered('failing');
  run.watch.failed({ reason, message: messageOf(error), attempts, retryInMs }, error);
  return retryInMs;
}

function reasonOf(error: unknown): MailInFailureReason {
  if (isAppError(error, 'IMAP_UNREACHABLE')) return 'connection';
  if (isAppError(error, 'IMAP_REFUSED')) return 'server';
  if (isAppError(error, 'IMAP_LOGIN_REFUSED') || isAppError(error, 'CONFIG_INVALID')) return 'login';
  return isAppError(error, 'CONFLICT') ? 'hold' : 'accept';
}
