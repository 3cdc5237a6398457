/**
 * Files that are whole or absent: written under a temporary name, synced, renamed, and their folder synced.
 * `<folder>/tmp` holds what is being written, `<folder>/0` … `<folder>/f` what is kept, by the first digit of its name:
 * few folders, because each one that a batch touches costs a sync, and file systems index large folders well.
 */
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { syncFolder, writeDurably } from '@facteur/primitives';

/** A new file: its name (hexadecimal) and content. */
interface NewFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Files by name. Errors are those of `node:fs`. */
export interface DurableFolder {
  /** True when there is such a file. Answers at once: for a new name an asynchronous look costs ten times as much. */
  has(name: string): boolean;
  /** The names of all files that are kept, in order. */
  names(): Promise<readonly string[]>;
  /** The file's content; undefined when there is none. */
  read(name: string): Promise<Buffer | undefined>;
  /** Writes `file` under its name: whole or not at all, but sure to be found after a power cut only once `sync` resolved. */
  write(file: NewFile): Promise<void>;
  /** Resolves once the names of files written before are on disk. */
  sync(names: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const FAN_OUT = [...'0123456789abcdef'];

/** Opens `folder`, making it (mode 0700) when missing. Removes what a crash left half written. */
export async function openDurableFolder(folder: string): Promise<DurableFolder> {
  const temporary = join(folder, 'tmp');
  await makeFolders(folder, temporary);
  const handles = await openAll(FAN_OUT.map((name) => join(folder, name)));
  let written = 0;
  return {
    has: (name) => existsSync(pathOf(folder, name)),
    async names() {
      const folders = await Promise.all(FAN_OUT.map((digit) => readdir(join(folder, digit))));
      return folders.flatMap((names) => names.sort());
    },
    async read(name) {
      try {
        return await readFile(pathOf(folder, name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async write({ name, content }) {
      written += 1;
      await writeDurably(pathOf(folder, name), join(temporary, String(written)), content);
    },
    async sync(names) {
      const touched = new Set(names.map((name) => Number.parseInt(name.slice(0, 1), 16)));
      await Promise.all(Array.from(touched, (digit) => handles[digit]?.sync()));
    },
    close: async () => void (await Promise.all(handles.map((handle) => handle.close()))),
  };
}

function pathOf(folder: string, name: string): string {
  return `${folder}/${name.slice(0, 1)}/${name}`;
}

/** Opens folders to sync them by; kept open, because opening costs as much as syncing. */
async function openAll(folders: readonly string[]): Promise<FileHandle[]> {
  const handles: FileHandle[] = [];
  try {
    for (const folder of folders) handles.push(await open(folder, 'r'));
    return handles;
  } catch (error) {
    await Promise.all(handles.map((handle) => handle.close()));
    throw error;
  }
}

async function makeFolders(folder: string, temporary: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { mode: 0o700 });
  const there = new Set(await readdir(folder));
  for (const name of FAN_OUT) if (!there.has(name)) await mkdir(join(folder, name), { mode: 0o700 });
  await syncFolder(folder);
  if (first === undefined) return;
  for (let made = resolve(folder); made.length >= resolve(first).length; made = dirname(made))
    await syncFolder(dirname(made));
}
