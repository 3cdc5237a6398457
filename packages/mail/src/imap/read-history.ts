/** Reads what was there before the first connection, a little at a time: new mail always goes first. */
import { backOffMs, type Clock, isAppError, messageOf, type Random } from '@facteur/primitives';
import type { HistoryPosition, ImapPosition } from './hold.ts';
import { batchesOf, isKeptAsHistory } from './position.ts';
import type { ListedMail } from './session.ts';
import { fetchAll, offer, report, type TakeInParts } from './take-in.ts';

/** Mails that are looked at between two looks for new ones. */
const MAILS_AT_ONCE = 32;
/** Time that is left to others after each batch: at most so many mails a second of each folder. */
const PAUSE_MS = 1_000;
/** What history suffers from holds no new mail up. */
const BACK_OFF = { baseMs: 30_000, maxMs: 15 * 60_000 };

/** What reading history needs. */
export interface HistoryParts extends Pick<TakeInParts, 'session' | 'maxBytes' | 'accept' | 'observer' | 'tries'> {
  readonly clock: Clock;
  readonly random: Random;
}

/** Reads the history of an open folder. */
export interface HistoryReader {
  /** In how many milliseconds it is its turn; undefined when nothing is left. */
  waitMs(position: ImapPosition): number | undefined;
  /**
   * Reads one batch, when it is its turn, and returns the new position. What fails is tried again later; mails are neither flagged
   * nor moved. @throws AppError `IMAP_UNREACHABLE` when the connection is lost
   */
  take(position: ImapPosition): Promise<ImapPosition>;
}

/** Opens a reader for one connection. */
export function openHistoryReader(parts: HistoryParts): HistoryReader {
  const { clock, random, observer } = parts;
  const remaining = remainingOf(parts);
  let attempts = 0;
  let dueMs = 0;
  const waitMs = ({ history }: ImapPosition): number | undefined =>
    history !== undefined && history.uid < history.to ? Math.max(0, dueMs - clock.now()) : undefined;
  return {
    waitMs,
    async take(position) {
      if (position.history === undefined || waitMs(position) !== 0) return position;
      const { history, taken, error } = await takeNext(parts, remaining, position, position.history);
      if (isAppError(error, 'IMAP_UNREACHABLE')) throw error;
      attempts = error === undefined ? 0 : attempts + 1;
      const retryInMs = error === undefined ? 0 : backOffMs(attempts, random, BACK_OFF);
      dueMs = clock.now() + (taken > 0 ? Math.max(PAUSE_MS, retryInMs) : retryInMs);
      if (error === undefined) observer.historyLeft(await remaining(history).then(({ length }) => length));
      else observer.noticed({ what: 'history-delayed', message: messageOf(error), attempts, retryInMs });
      return { ...position, history };
    },
  };
}

type Remaining = (history: HistoryPosition) => Promise<readonly number[]>;

/** UIDs that are left, ascending; the server is asked for them once, and again when there are more. */
function remainingOf({ session }: HistoryParts): Remaining {
  let uids: readonly number[] = [];
  let askedTo = -1;
  return async ({ uid, to }) => {
    if (to !== askedTo) uids = await session.uidsAfter(uid, to);
    askedTo = to;
    uids = uids.filter((each) => each > uid);
    return uids;
  };
}

/** How far it went, with how many mails; `error`: the one after that failed. */
interface Step {
  readonly history: HistoryPosition;
  readonly taken: number;
  readonly error?: unknown;
}

async function takeNext(
  parts: HistoryParts,
  remaining: Remaining,
  position: ImapPosition,
  history: HistoryPosition,
): Promise<Step> {
  try {
    const uids = (await remaining(history)).slice(0, MAILS_AT_ONCE);
    const listed = await parts.session.list(uids);
    const old = listed.filter((mail) => isKeptAsHistory(mail, position));
    const [batch = []] = batchesOf(old, parts.maxBytes);
    const failed = await offerAll(parts, batch);
    if (failed) return { history: { ...history, uid: failed.uid - 1 }, taken: batch.length, error: failed.error };
    // The last of all when the server lists no more, as those at the end may be gone.
    const end = uids.length < MAILS_AT_ONCE ? history.to : (uids.at(-1) ?? history.to);
    const uid = batch.length < old.length ? (batch.at(-1)?.uid ?? end) : end;
    return { history: { ...history, uid }, taken: batch.length };
  } catch (error) {
    return { history, taken: 0, error };
  }
}

/** @returns the first that failed for now; those after it are offered again with it */
async function offerAll(
  parts: HistoryParts,
  mails: readonly ListedMail[],
): Promise<{ readonly uid: number; readonly error: unknown } | undefined> {
  const bytes = await fetchAll(parts, mails);
  const answers = await Promise.all(mails.map((mail) => offer(parts, mail, bytes.get(mail.uid), historyOf(mail))));
  report(parts.observer, answers);
  for (const [index, answer] of answers.entries()) {
    if (answer !== undefined && 'error' in answer) return { uid: mails[index]?.uid ?? 0, error: answer.error };
  }
  return undefined;
}

function historyOf({ receivedMs }: ListedMail): { receivedMs?: number } {
  return receivedMs > 0 ? { receivedMs } : {};
}
