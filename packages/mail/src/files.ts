/** Raw mails from the file system: one file, a folder, a Maildir or an mbox. */
import type { Dirent } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError, messageOf } from '@facteur/primitives';
import { errorCode } from './error-code.ts';
import { readMbox } from './mbox.ts';

/** One raw mail and where it was found. */
export interface MailFile {
  /** The file's path below the one asked for (its own name for a file); in an mbox followed by `#` and a number from 1. */
  readonly name: string;
  readonly raw: Buffer;
}

/**
 * The mails at `path`, in order of name: a mail file, an mbox (`.mbox`, or a file that begins with `From `), a Maildir
 * (its `cur` and `new`), or a folder with `*.eml` and `*.mbox` at any depth. Holds one mail at a time in memory.
 * @throws AppError `NOT_FOUND`, `NOT_ALLOWED`, `BAD_INPUT` naming the path
 */
export async function* readMailFiles(path: string): AsyncIterable<MailFile> {
  const found = await about(path, () => stat(path));
  if (!found.isDirectory()) {
    yield* readOne(path, basename(path));
    return;
  }
  const entries = await about(path, () => readdir(path, { withFileTypes: true }));
  const maildir = entries.filter((entry) => entry.isDirectory() && (entry.name === 'cur' || entry.name === 'new'));
  for (const folder of maildir.sort(byName)) yield* readFolder(path, folder.name, () => true);
  if (maildir.length === 0) yield* readFolder(path, '', (name) => /\.(?:eml|mbox)$/i.test(name));
}

async function* readFolder(root: string, below: string, isMail: (name: string) => boolean): AsyncIterable<MailFile> {
  const folder = join(root, below);
  const entries = await about(folder, () => readdir(folder, { withFileTypes: true }));
  for (const entry of entries.sort(byName)) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) yield* readFolder(root, name, isMail);
    else if (entry.isFile() && isMail(entry.name)) yield* readOne(join(root, name), name);
  }
}

async function* readOne(path: string, name: string): AsyncIterable<MailFile> {
  if (!(await isMbox(path))) {
    yield { name, raw: await about(path, () => readFile(path)) };
    return;
  }
  let number = 0;
  for await (const raw of readMbox(path)) yield { name: `${name}#${++number}`, raw };
}

async function isMbox(path: string): Promise<boolean> {
  if (/\.mbox$/i.test(path)) return true;
  const file = await about(path, () => open(path));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0);
    return buffer.toString('latin1', 0, bytesRead) === 'From ';
  } finally {
    await file.close();
  }
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

async function about<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new AppError('NOT_FOUND', `No such file or folder: ${path}`, { path, cause });
    if (code === 'EACCES' || code === 'EPERM')
      throw new AppError('NOT_ALLOWED', `Not readable: ${path}`, { path, cause });
    throw new AppError('BAD_INPUT', `Cannot read ${path}: ${messageOf(cause)}`, { path, cause });
  }
}
