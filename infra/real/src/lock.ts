/**
 * One process at a time, by a file that names its holder. A holder that is gone (killed in the middle of a download)
 * holds nothing.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { identityOf, isAlive, type ProcessIdentity } from '../guard/processes.mjs';

const POLL_MS = 100;

/**
 * Runs `work` while no other process runs work under the same lock.
 * @throws Error when others held it for `withinMs` (default 15 minutes: a first download on a slow line)
 */
export async function underLock<T>(file: string, work: () => Promise<T>, withinMs = 900_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  while (!(await take(file))) {
    await releaseForTheDead(file);
    if (performance.now() >= deadline)
      throw new Error(`${file} was held for ${withinMs} ms: remove it if nobody works`);
    await wait(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(identityOf(process.pid)), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Two who see the same dead holder must not remove each other's new lock: who removes it holds a second lock, for that moment only. */
async function releaseForTheDead(file: string): Promise<void> {
  if (!(await isLeftBehind(file)) || !(await take(`${file}.removal`))) return;
  try {
    if (await isLeftBehind(file)) await rm(file, { force: true });
  } finally {
    await rm(`${file}.removal`, { force: true });
  }
}

async function isLeftBehind(file: string): Promise<boolean> {
  try {
    const holder = JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity;
    return !isAlive(holder);
  } catch {
    // Released meanwhile, or being written at this moment.
    return false;
  }
}

/** Without `instanceof`: in jest's sandbox, Node's errors are of another `Error`. */
function isCode(error: unknown, code: string): boolean {
  return (error as { readonly code?: unknown }).code === code;
}
