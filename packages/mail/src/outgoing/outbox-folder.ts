/** Mail that leaves into a folder: one `.eml` per mail id, safe on disk. The default while no SMTP server is configured. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import {
  AppError,
  type Clock,
  isAppError,
  messageOf,
  syncFolder,
  systemClock,
  writeDurably,
} from '@facteur/primitives';
import type { Collection } from '@facteur/store';
import { errorCode } from '../error-code.ts';
import { composeMime } from './compose-mime.ts';
import type { MailOut, OutgoingMail } from './mail-out.ts';
import { MAX_JOURNALLED_BYTES, openOutboxJournal } from './outbox-journal.ts';

/** A mail in the outbox folder. */
export interface OutboxEntry {
  /** The mail's id. */
  readonly id: string;
  readonly path: string;
  readonly bytes: number;
  /** When it was written, milliseconds since 1970. */
  readonly writtenMs: number;
}

/** How to open the folder. */
export interface OutboxFolderOptions {
  readonly folder: string;
  /** A collection declared as `outboxJournal`: many mails then share one sync. Without it each file is synced by itself. */
  readonly journal?: Collection;
  /** How often journalled mails are made durable as files. Default 30 000. */
  readonly checkpointMs?: number;
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/**
 * Opens the folder, making it if needed. A mail is durable (content, name) when `send` resolves; an id that is there
 * already is left as it is.
 * @throws AppError `DATA_FOLDER_UNUSABLE` when the folder cannot be made
 */
export async function openOutboxFolder(options: OutboxFolderOptions): Promise<MailOut> {
  const { folder, journal: collection, checkpointMs = 30_000, clock = systemClock } = options;
  const path = (id: string): string => join(folder, `${id}.eml`);
  const journal = await orUnusable(folder, async () => {
    makeDurably(resolve(folder));
    return collection && openOutboxJournal(folder, collection, path);
  });
  const syncNames = sharedSync(folder);
  const running = new Map<string, Promise<void>>();
  const write = async (mail: OutgoingMail): Promise<void> => {
    const raw = await composeMime(mail);
    try {
      if (existsSync(path(mail.id)) && !journal) return await syncNames();
      if (existsSync(path(mail.id))) return;
      if (journal && raw.length <= MAX_JOURNALLED_BYTES) return await journal.write(mail.id, raw);
      await writeDurably(path(mail.id), join(folder, `.${mail.id}.${process.pid}.tmp`), raw);
      await syncNames();
    } catch (cause) {
      throw failed(folder, cause);
    }
  };
  const closing = new AbortController();
  const checkpoints = journal ? repeatedly(() => journal.checkpoint(), checkpointMs, clock, closing.signal) : undefined;
  return {
    send(mail) {
      const same = running.get(mail.id);
      if (same !== undefined) return same;
      const sending = write(mail).finally(() => running.delete(mail.id));
      running.set(mail.id, sending);
      return sending;
    },
    async close() {
      await Promise.allSettled(running.values());
      closing.abort();
      await checkpoints;
    },
  };
}

/** The last round is the one after `signal` aborted: nothing waits in the journal then. A round that fails is made up for by the next. */
async function repeatedly(
  round: () => Promise<unknown>,
  everyMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await clock.wait(everyMs, signal);
    await round().catch(() => undefined);
  }
}

async function orUnusable<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw unusable(folder, cause);
  }
}

/** The mails in an outbox folder, oldest first; none when the folder is missing. */
export async function listOutbox(folder: string): Promise<OutboxEntry[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw unusable(folder, error);
  });
  const mails = names.filter((name) => name.endsWith('.eml') && !name.startsWith('.'));
  const entries = await Promise.all(
    mails.map(async (name): Promise<OutboxEntry> => {
      const path = join(folder, name);
      const { size, mtimeMs } = await stat(path);
      return { id: name.slice(0, -'.eml'.length), path, bytes: size, writtenMs: mtimeMs };
    }),
  );
  return entries.sort((a, b) => a.writtenMs - b.writtenMs || (a.id < b.id ? -1 : 1));
}

/** Makes the folder and those above it; each new one's entry is on disk afterwards. */
function makeDurably(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    const above = openSync(dirname(made), 'r');
    fsyncSync(above);
    closeSync(above);
  }
}

/** An fsync of the folder that all who wait for one share: a call is served by the first that begins after it. */
function sharedSync(folder: string): () => Promise<void> {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    next = undefined;
    const running = syncFolder(folder).finally(() => {
      if (current === running) current = undefined;
    });
    current = running;
    return running;
  };
  return () => {
    next ??= (current ?? Promise.resolve()).then(begin, begin);
    return next;
  };
}

function failed(folder: string, cause: unknown): AppError {
  if (isAppError(cause)) return cause;
  if (errorCode(cause) !== 'ENOSPC' && errorCode(cause) !== 'EDQUOT') return unusable(folder, cause);
  return new AppError('DISK_FULL', `No space left for mail in ${folder}`, { retry: 'later', folder, cause });
}

function unusable(folder: string, cause: unknown): AppError {
  const message = `Cannot use outbox folder ${folder}: ${messageOf(cause)}`;
  return new AppError('DATA_FOLDER_UNUSABLE', message, { retry: 'later', folder, cause });
}
