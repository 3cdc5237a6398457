/** Where to go on in a folder, what of it is history, and which mails are fetched together. Pure. */
import type { ImapPosition } from './hold.ts';
import type { ListedMail, OpenedFolder } from './session.ts';

/** What is done with mails that were there at the first connection: kept as context, left alone, or taken in like new ones. */
export type HistoryPolicy = 'context' | 'skip' | 'import';

/** Mails that are fetched and accepted together. */
const MAX_BATCH_MAILS = 64;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A mail takes a few days at most (RFC 5321 §4.5.4.1), and clocks differ. */
const ON_ITS_WAY_MS = 7 * DAY_MS;

/** The first of all, when what is there is to be taken in too. */
export function importingPosition({ validity }: OpenedFolder): ImapPosition {
  return { validity, uid: 0, sinceMs: 0, historyUntilMs: 0, rereadTo: 0, areDatesNew: false };
}

/** The first of all, when what is there is history. @param newestMs when the newest mail there had come; 0 when there is none */
export function firstPosition({ validity, uidNext }: OpenedFolder, newestMs: number, nowMs: number): ImapPosition {
  return { validity, uid: uidNext - 1, sinceMs: nowMs, historyUntilMs: newestMs, rereadTo: 0, areDatesNew: false };
}

/**
 * When UIDs mean other mails than they did: everything is read again, and what is known is dropped by whoever accepts it.
 * @param areDatesNew there was history, and no mail has a date of that time any more
 */
export function restartedPosition(
  position: ImapPosition,
  { validity, uidNext }: OpenedFolder,
  areDatesNew: boolean,
): ImapPosition {
  const { history: _told, ...rest } = position;
  return { ...rest, validity, uid: 0, rereadTo: uidNext - 1, areDatesNew };
}

/**
 * Whether a mail had come before the first connection. Old mails may be put into the folder at any time, by someone who moves
 * them there. Where all seem to have come on the day on which they were copied to another server, their Date header tells.
 */
export function isHistory({ uid, receivedMs, sentMs }: ListedMail, position: ImapPosition): boolean {
  const { sinceMs, historyUntilMs, rereadTo, areDatesNew } = position;
  if (sinceMs === 0) return false;
  if (receivedMs < sinceMs - DAY_MS) return true;
  if (uid > rereadTo) return false;
  if (areDatesNew) return sentMs !== undefined && sentMs < sinceMs - ON_ITS_WAY_MS;
  return receivedMs <= historyUntilMs;
}

/** History is to be read too: all that was there at the first connection. */
export function withFirstHistory(position: ImapPosition): ImapPosition {
  return { ...position, history: { uid: 0, to: position.uid, allTo: position.uid } };
}

/**
 * History is to be read as far as `to`, from the beginning: UIDs have changed, or it was left alone until now. What was read before
 * is known to whoever accepts it.
 */
export function withHistoryAgain(position: ImapPosition, to: number): ImapPosition {
  return position.sinceMs === 0 ? position : { ...position, history: { uid: 0, to, allTo: 0 } };
}

/** Old mails were found among new ones: they wait their turn. */
export function withHistoryFound(position: ImapPosition, uids: readonly number[]): ImapPosition {
  const { history } = position;
  const [first, last] = [uids[0], uids.at(-1)];
  if (history === undefined || first === undefined || last === undefined) return position;
  const uid = history.uid >= history.to ? Math.max(history.uid, first - 1) : history.uid;
  return { ...position, history: { ...history, uid, to: Math.max(history.to, last) } };
}

/** Whether a mail that new mail was told from already is to be kept as history. */
export function isKeptAsHistory(mail: ListedMail, position: ImapPosition): boolean {
  const isBefore = mail.receivedMs <= position.historyUntilMs;
  return mail.uid <= (position.history?.allTo ?? 0) || isBefore || isHistory(mail, position);
}

/** Batches in order, within bounds of count and size; a mail above `maxBytes` weighs nothing, as only its header is fetched. */
export function batchesOf(mails: readonly ListedMail[], maxBytes: number): ListedMail[][] {
  const batches: ListedMail[][] = [];
  let bytes = 0;
  for (const mail of mails) {
    const weight = mail.bytes > maxBytes ? 0 : mail.bytes;
    const batch = batches.at(-1);
    if (batch !== undefined && batch.length < MAX_BATCH_MAILS && bytes + weight <= MAX_BATCH_BYTES) {
      batch.push(mail);
      bytes += weight;
    } else {
      batches.push([mail]);
      bytes = weight;
    }
  }
  return batches;
}
