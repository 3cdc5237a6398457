/** Reads what is new in an open folder: fetch, hand over, acknowledge, and only then write down how far that went. */
import { AppError, isAppError } from '@facteur/primitives';
import type { HeldFolder, ImapPosition } from './hold.ts';
import type { AcceptMail, SourceMail } from './mail-in.ts';
import type { MailInObserver, MailOutcome } from './observer.ts';
import { batchesOf, isHistory, withHistoryFound } from './position.ts';
import type { AfterAccept, FetchedMail, ImapSession, ListedMail } from './session.ts';

/** Mails that are listed with one command. */
const MAX_LISTED = 200;
/** Tries to fetch a mail that the server lists before it is left behind: one broken mail must not keep others out. */
const MAX_TRIES = 3;

/** What reading needs. */
export interface TakeInParts {
  readonly session: ImapSession;
  readonly held: HeldFolder;
  readonly after: AfterAccept;
  readonly maxBytes: number;
  readonly accept: AcceptMail;
  readonly observer: MailInObserver;
  /** Tries so far by UID, over the life of the source. */
  readonly tries: Map<number, number>;
  /** True: come to an end after the mails at hand. */
  isStopping(): boolean;
}

/** Reads everything after `position` and returns the new one. @throws AppError (later): what was not written down comes again */
export async function takeIn(parts: TakeInParts, position: ImapPosition): Promise<ImapPosition> {
  const { session, held } = parts;
  const uids = await session.uidsAfter(position.uid);
  let reached = position;
  for (let start = 0; start < uids.length && !parts.isStopping(); start += MAX_LISTED) {
    const listed = uids.slice(start, start + MAX_LISTED);
    const mails = await session.list(listed);
    for (const batch of batchesOf(mails, parts.maxBytes)) {
      if (parts.isStopping()) return reached;
      reached = await takeBatch(parts, batch, reached);
      await held.keep(reached);
    }
    // Those at its end may be gone.
    reached = { ...reached, uid: listed.at(-1) ?? reached.uid };
  }
  return reached;
}

/** What became of one mail; `error`: to be offered again; undefined: it is gone. */
export type Answer =
  | { readonly outcome: MailOutcome; readonly code?: string }
  | { readonly error: unknown }
  | undefined;

async function takeBatch(
  parts: TakeInParts,
  batch: readonly ListedMail[],
  before: ImapPosition,
): Promise<ImapPosition> {
  const fresh = batch.filter((mail) => !isHistory(mail, before));
  const position = setAside(parts, batch, fresh, before);
  const bytes = await fetchAll(parts, fresh);
  const answers = await Promise.all(fresh.map((mail) => offer(parts, mail, bytes.get(mail.uid))));
  report(parts.observer, answers);
  await acknowledge(parts, fresh, answers);
  for (const [index, answer] of answers.entries()) {
    if (answer === undefined || !('error' in answer)) continue;
    // Those before it are done: they need not come again, whatever the one at fault does.
    await parts.held.keep({ ...position, uid: (fresh[index]?.uid ?? 1) - 1 });
    throw answer.error;
  }
  return { ...position, uid: batch.at(-1)?.uid ?? position.uid };
}

/** Old mails among new ones are read later, or left alone where history is. */
function setAside(
  { observer }: TakeInParts,
  batch: readonly ListedMail[],
  fresh: readonly ListedMail[],
  position: ImapPosition,
): ImapPosition {
  const old = batch.filter((mail) => !fresh.includes(mail)).map(({ uid }) => uid);
  if (old.length > 0 && position.history === undefined) {
    observer.noticed({ what: 'history-found', count: old.length });
    observer.handled('history', old.length);
  }
  return withHistoryFound(position, old);
}

/** The bytes by UID; the header alone of what is too large. A mail that is listed but not handed out is tried again, then left. */
export async function fetchAll(
  parts: Pick<TakeInParts, 'session' | 'maxBytes' | 'tries'>,
  mails: readonly ListedMail[],
): Promise<ReadonlyMap<number, FetchedMail>> {
  const { session, maxBytes, tries } = parts;
  const fetched = new Map<number, FetchedMail>();
  for (const part of ['whole', 'header'] as const) {
    const uids = mails.filter(({ bytes }) => bytes > maxBytes === (part === 'header')).map(({ uid }) => uid);
    if (uids.length > 0) for (const mail of await session.fetch(uids, part)) fetched.set(mail.uid, mail);
  }
  const lacking = mails.map(({ uid }) => uid).filter((uid) => !fetched.has(uid));
  if (lacking.length === 0) return fetched;
  for (const { uid } of await session.list(lacking)) {
    const tried = (tries.get(uid) ?? 0) + 1;
    tries.set(uid, tried);
    if (tried < MAX_TRIES)
      throw new AppError('IMAP_REFUSED', 'The server lists a mail that it does not hand out', { retry: 'later', uid });
  }
  return fetched;
}

/** Hands one mail over. @param history as whoever accepts it is to know it; undefined: it is new */
export async function offer(
  { accept, maxBytes, tries }: Pick<TakeInParts, 'accept' | 'maxBytes' | 'tries'>,
  { uid, bytes }: ListedMail,
  fetched: FetchedMail | undefined,
  history?: SourceMail['history'],
): Promise<Answer> {
  // Gone since it was listed, or given up.
  if (fetched === undefined) return tries.has(uid) ? { outcome: 'unreadable' } : undefined;
  const isCut = bytes > maxBytes;
  try {
    const mail = { raw: fetched.raw, ...(isCut ? { wholeBytes: bytes } : {}), ...(history ? { history } : {}) };
    const { isNew } = await accept(mail);
    if (!isNew) return { outcome: 'known' };
    return { outcome: history ? 'history' : isCut ? 'header-only' : 'new' };
  } catch (error) {
    return isAppError(error) && error.retry === 'never' ? { outcome: 'refused', code: error.code } : { error };
  }
}

/** Tells what became of them. */
export function report(observer: MailInObserver, answers: readonly Answer[]): void {
  for (const answer of answers) {
    if (answer === undefined || 'error' in answer) continue;
    observer.handled(answer.outcome, 1);
    if (answer.outcome === 'refused') observer.noticed({ what: 'refused', code: answer.code ?? '' });
  }
}

/** Only what was accepted: a mail that was refused, or is not readable, stays as it was for people to find. */
async function acknowledge(
  { session, after, observer }: TakeInParts,
  mails: readonly ListedMail[],
  answers: readonly Answer[],
): Promise<void> {
  const accepted = mails.filter((_, index) => {
    const answer = answers[index];
    return answer !== undefined && 'outcome' in answer && !['refused', 'unreadable'].includes(answer.outcome);
  });
  if (accepted.length === 0 || after.do === 'leave') return;
  const uids = accepted.map(({ uid }) => uid);
  if (!(await session.acknowledge(uids, after))) observer.noticed({ what: 'not-acknowledged', count: uids.length });
}
