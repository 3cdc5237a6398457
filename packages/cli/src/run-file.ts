/** `run.json` in the data folder (mode 0600): how commands reach the running instance. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolder } from './data-folder.ts';

/** A running instance. */
export interface RunFile {
  readonly pid: number;
  readonly url: string;
  readonly token: string;
}

const NAME = 'run.json';

export async function writeRunFile(folder: DataFolder, run: RunFile): Promise<void> {
  await rm(folder.path(NAME), { force: true });
  await writeFile(folder.path(NAME), `${JSON.stringify(run)}\n`, { mode: 0o600, flag: 'wx' });
}

export async function removeRunFile(folder: DataFolder): Promise<void> {
  await rm(folder.path(NAME), { force: true });
}

/** Undefined when nothing wrote one, or it is none. A killed instance leaves one behind: whoever calls finds nobody there. */
export async function readRunFile(home: string): Promise<RunFile | undefined> {
  try {
    return JSON.parse(await readFile(join(home, NAME), 'utf8')) as RunFile;
  } catch {
    return undefined;
  }
}
