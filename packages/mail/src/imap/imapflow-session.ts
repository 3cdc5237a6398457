/** One connection of imapflow as an `ImapSession`: its many ways to say "no" become errors. */
import { AppError } from '@facteur/primitives';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { type Endpoint, imapFailure } from './failure.ts';
import type { AfterAccept, FetchedMail, ImapSession, ListedMail } from './session.ts';

const BY_UID = { uid: true } as const;
const LOGOUT_WITHIN_MS = 2_000;

/** @param account where `client` is connected and signed in, by which a folder is told from one of the same name elsewhere */
export function sessionOf(client: ImapFlow, account: Endpoint & { readonly user: string }): ImapSession {
  const ask = asking(client, account);
  const news = newsOf(client, ask);
  return {
    news,
    async open(folder, after) {
      await ask(() => makeTarget(client, after));
      const { uidValidity, uidNext, exists } = await ask(() => client.mailboxOpen(folder));
      const validity = `${account.user}@${account.host}/${uidValidity}`;
      return { validity, exists, uidNext: uidNext || (await lastUid(client, ask)) + 1 };
    },
    async uidsAfter(uid, upTo) {
      if (upTo !== undefined && upTo <= uid) return [];
      const found = await ask(() => client.search({ uid: `${uid + 1}:${upTo ?? '*'}` }, BY_UID));
      if (!found) throw imapFailure(undefined, account, client.usable);
      // `*` is the last mail, whatever its UID (RFC 9051 §9, seq-range).
      return found.filter((each) => each > uid).sort((a, b) => a - b);
    },
    async list(uids) {
      const query = { uid: true, size: true, internalDate: true, envelope: true };
      return ascending(await fetchOf(client, ask, uids, query)).map(listed);
    },
    async fetch(uids, part) {
      const query = part === 'whole' ? { uid: true, source: true } : { uid: true, headers: true };
      return ascending(await fetchOf(client, ask, uids, query)).flatMap((message) => fetched(message, part));
    },
    acknowledge: (uids, after) => ask(() => acknowledge(client, uids, after)),
    quotaUsed: () => ask(() => quotaOf(client)),
    close: () => close(client),
  };
}

type Ask = <T>(command: () => Promise<T>) => Promise<T>;

/** Commands one at a time, their errors as the product's; a refusal that imapflow swallowed because the connection is gone is one too. */
function asking(client: ImapFlow, endpoint: Endpoint): Ask {
  return async (command) => {
    try {
      const answer = await command();
      if (!client.usable) throw imapFailure(undefined, endpoint, false);
      return answer;
    } catch (error) {
      throw imapFailure(error, endpoint, client.usable);
    }
  };
}

async function makeTarget(client: ImapFlow, after: AfterAccept): Promise<void> {
  if (after.do === 'move') await client.mailboxCreate(after.folder);
}

/** For servers that do not say UIDNEXT. */
async function lastUid(client: ImapFlow, ask: Ask): Promise<number> {
  const uids = (await ask(() => client.search({ all: true }, BY_UID))) || [];
  return uids.reduce((last, uid) => Math.max(last, uid), 0);
}

async function fetchOf(
  client: ImapFlow,
  ask: Ask,
  uids: readonly number[],
  query: Parameters<ImapFlow['fetchAll']>[1],
): Promise<FetchMessageObject[]> {
  if (uids.length === 0) return [];
  const wanted = new Set(uids);
  // Servers may add news of other mails.
  return (await ask(() => client.fetchAll(uids.join(','), query, BY_UID))).filter(({ uid }) => wanted.has(uid));
}

function ascending(messages: readonly FetchMessageObject[]): FetchMessageObject[] {
  return messages.toSorted((a, b) => a.uid - b.uid);
}

function listed({ uid, size, internalDate, envelope }: FetchMessageObject): ListedMail {
  const sentMs = timeOf(envelope?.date);
  return { uid, bytes: size ?? 0, receivedMs: timeOf(internalDate) ?? 0, ...(sentMs === undefined ? {} : { sentMs }) };
}

function timeOf(date: Date | string | undefined): number | undefined {
  const ms = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isFinite(ms) ? ms : undefined;
}

function fetched({ uid, source, headers }: FetchMessageObject, part: 'whole' | 'header'): FetchedMail[] {
  const raw = part === 'whole' ? source : headers;
  return raw === undefined || raw.length === 0 ? [] : [{ uid, raw }];
}

async function acknowledge(client: ImapFlow, uids: readonly number[], after: AfterAccept): Promise<boolean> {
  const range = uids.join(',');
  if (after.do === 'flag') return client.messageFlagsAdd(range, [after.flag], { ...BY_UID, silent: true });
  if (after.do === 'move') return (await client.messageMove(range, after.folder, BY_UID)) !== false;
  return true;
}

async function quotaOf(client: ImapFlow): Promise<number | undefined> {
  const quota = await client.getQuota();
  if (!quota) return undefined;
  const used = [quota.storage, quota.message].flatMap((each) => (each?.limit ? [(each.usage ?? 0) / each.limit] : []));
  return used.length === 0 ? undefined : Math.max(...used);
}

/** Remembers announcements that nobody waits for yet, and lets the server announce while somebody does. */
function newsOf(client: ImapFlow, ask: Ask): () => Promise<void> {
  let isNews = false;
  let wake: (() => void) | undefined;
  let fail: ((error: unknown) => void) | undefined;
  client.on('exists', ({ count, prevCount }) => {
    if (count <= prevCount) return;
    isNews = true;
    wake?.();
  });
  const lost = new AppError('IMAP_UNREACHABLE', 'The IMAP server ended the connection', { retry: 'later' });
  client.on('close', () => fail?.(lost));
  return async () => {
    if (!client.usable) throw lost;
    if (!isNews) {
      const heard = new Promise<void>((resolve, reject) => {
        wake = resolve;
        fail = reject;
      });
      // Ends with the next command. Servers without IDLE are asked by whoever waits, at their own pace.
      if (client.capabilities.has('IDLE')) void ask(() => client.idle()).catch(() => undefined);
      await heard;
    }
    isNews = false;
  };
}

async function close(client: ImapFlow): Promise<void> {
  if (!client.usable) return client.close();
  const timer = setTimeout(() => client.close(), LOGOUT_WITHIN_MS);
  timer.unref();
  await client.logout().catch(() => undefined);
  clearTimeout(timer);
  client.close();
}
