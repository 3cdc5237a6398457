/**
 * A journal for the outbox folder: a mail is durable once it is journalled, and a batch of mails costs one sync instead of two each.
 * Its file follows at once, unsynced; a checkpoint makes the files of the last while durable, by then mostly on disk, and forgets
 * their journal entries. What a crash leaves in the journal is written again at the next open.
 */
import { close, existsSync, fdatasync, open, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder, writeDurably } from '@facteur/primitives';
import type { Collection, CollectionDefinition, StoredDocument } from '@facteur/store';
import { errorCode } from '../error-code.ts';

/** Where mails are journalled. */
export const outboxJournal: CollectionDefinition = { name: 'outbox-journal', indexes: { 'by-id': ['mail'] } };

/** A journal document holds a mail in base64; larger mails are written durably instead. */
export const MAX_JOURNALLED_BYTES = 4 * 1024 * 1024;

/** Entries looked at in one go. */
const PAGE = 500;

const openOf = promisify(open);
const closeOf = promisify(close);
const fdatasyncOf = promisify(fdatasync);

/** Mails on their way into files. */
export interface OutboxJournal {
  /** Resolves once the mail is durable; its file is there as well. The same id again changes nothing. */
  write(id: string, raw: Buffer): Promise<void>;
  /** Makes the files of all journalled mails durable and forgets their entries. Returns how many. */
  checkpoint(): Promise<number>;
}

/** Writes what a crash left in the journal, then takes mails. @param path of the file of a mail */
export async function openOutboxJournal(
  folder: string,
  journal: Collection,
  path: (id: string) => string,
): Promise<OutboxJournal> {
  await eachPage(journal, async (entries) => {
    for (const { _id, raw } of entries) await restore(folder, path(_id), Buffer.from(String(raw), 'base64'));
    await forget(folder, journal, entries);
  });
  return {
    async write(id, raw) {
      await journal.write([{ op: 'insert', doc: { _id: id, mail: id, raw: raw.toString('base64') } }]);
      const temporary = join(folder, `.${id}.${process.pid}.tmp`);
      writeFileSync(temporary, raw, { mode: 0o600 });
      renameSync(temporary, path(id));
    },
    async checkpoint() {
      let count = 0;
      await eachPage(journal, async (entries) => {
        for (const { _id } of entries) await syncFile(path(_id));
        await forget(folder, journal, entries);
        count += entries.length;
      });
      return count;
    },
  };
}

async function eachPage(
  journal: Collection,
  work: (entries: readonly StoredDocument[]) => Promise<void>,
): Promise<void> {
  for (;;) {
    const { documents } = await journal.find({ index: 'by-id', limit: PAGE });
    if (documents.length === 0) return;
    await work(documents);
  }
}

async function restore(folder: string, path: string, raw: Buffer): Promise<void> {
  if (existsSync(path) && readFileSync(path).equals(raw)) await syncFile(path);
  else await writeDurably(path, join(folder, `.${process.pid}.tmp`), raw);
}

/** A file that someone took away is theirs. */
async function syncFile(path: string): Promise<void> {
  try {
    const file = await openOf(path, 'r');
    try {
      await fdatasyncOf(file);
    } finally {
      await closeOf(file);
    }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

async function forget(folder: string, journal: Collection, entries: readonly StoredDocument[]): Promise<void> {
  await syncFolder(folder);
  await journal.write(entries.map(({ _id, version }) => ({ op: 'delete', id: _id, at: version })));
}
