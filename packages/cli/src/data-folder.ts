/**
 * The data folder: one format, one process at a time. The lock is a file that names its holder; a holder that is gone
 * (killed, machine restarted) is taken over. It holds among processes that see each other: one machine, or one container.
 */
import { randomUUID } from 'node:crypto';
import { access, constants, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError, type Clock, isAppError, isoTime, messageOf, syncFolder, systemClock } from '@facteur/primitives';

/** The format that this version reads and writes. */
const FORMAT = 1;
const FORMAT_FILE = 'format.json';
const LOCK_FILE = 'lock';
/** `claim-<token>`: made by the one process that may replace the lock (or claim) with that token. */
const CLAIM_PREFIX = 'claim-';
/** `lock.<token>`: a lock or claim before it is linked to its name. */
const MINE_PREFIX = 'lock.';

/** An open data folder, locked for this process. */
export interface DataFolder {
  /** The path of `name` inside the folder. */
  path(name: string): string;
  /** Gives the lock back. Doing it twice is fine. */
  close(): Promise<void>;
}

/** Who holds the lock. `started` tells a process from a later one with the same number; empty where there is no `/proc`. */
interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly since: string;
  readonly token: string;
}

/**
 * Opens the data folder at `path`, making it (mode 0700) when missing, and locks it.
 * @throws AppError `DATA_FOLDER_LOCKED` when another process has it open, `DATA_FOLDER_NEWER` when a newer version wrote
 *   it, `DATA_FOLDER_UNUSABLE` when it cannot be written, is damaged, or (unless `isRestore`) a restore was cut short; none is worth a retry
 */
export async function openDataFolder(
  path: string,
  { clock = systemClock, isRestore = false }: { clock?: Clock; isRestore?: boolean } = {},
): Promise<DataFolder> {
  try {
    await makeFolder(path);
    await access(path, constants.W_OK | constants.X_OK);
    const token = await lock(path, clock);
    try {
      await checkFormat(path, isRestore);
    } catch (error) {
      await unlock(path, token);
      throw error;
    }
    return { path: (name) => join(path, name), close: () => unlock(path, token) };
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    throw new AppError('DATA_FOLDER_UNUSABLE', `The data folder ${path} cannot be used: ${messageOf(cause)}`, {
      path,
      cause,
    });
  }
}

async function checkFormat(folder: string, isRestore: boolean): Promise<void> {
  const path = join(folder, FORMAT_FILE);
  const text = await readIfThere(path);
  if (text === undefined) return writeFormat(folder);
  if (isMark(text)) {
    if (isRestore) return;
    throw new AppError('DATA_FOLDER_UNUSABLE', `A restore into ${folder} was cut short: run it again`, {
      path: folder,
    });
  }
  const format = formatIn(text);
  if (format === undefined)
    throw new AppError('DATA_FOLDER_UNUSABLE', `${path} is damaged: restore the data folder from a backup`, { path });
  if (format > FORMAT)
    throw new AppError(
      'DATA_FOLDER_NEWER',
      `The data folder ${folder} has format ${format}, this version of Facteur reads up to ${FORMAT}: ` +
        'start the version that wrote it, or a later one, or restore a backup made by this one',
      { folder, format, supported: FORMAT },
    );
}

function formatIn(text: string): number | undefined {
  const format: unknown = Object(parsed(text)).format;
  return typeof format === 'number' && Number.isInteger(format) && format > 0 ? format : undefined;
}

/**
 * Takes the lock; resolves with its token. Without a race: the file is linked whole (so it never stands empty), and a
 * stale lock is replaced only by who made the claim on its token, which is a name that never comes twice. Whoever is
 * late with a claim sees that the lock has moved on.
 */
async function lock(folder: string, clock: Clock): Promise<string> {
  const token = randomUUID();
  const mine = join(folder, MINE_PREFIX + token);
  const holder: Holder = { pid: process.pid, started: await startOf(process.pid), since: isoTime(clock.now()), token };
  try {
    await writeSynced(mine, holder);
    while (!(await linked(mine, join(folder, LOCK_FILE)))) {
      const chain = await holders(folder);
      const last = chain.at(-1);
      if (last === undefined) continue;
      if (await isAlive(last)) throw locked(folder, last);
      if (await takeOver(folder, mine, chain, last)) break;
    }
  } finally {
    await rm(mine, { force: true });
  }
  await removeLeftovers(folder);
  return token;
}

/** Replaces the lock at the head of `chain`, all of whose holders are gone; false when someone else was faster. */
async function takeOver(folder: string, mine: string, chain: readonly Holder[], last: Holder): Promise<boolean> {
  const claim = join(folder, CLAIM_PREFIX + last.token);
  if (!(await linked(mine, claim))) return false;
  const tokens = (await holders(folder)).map(({ token }) => token);
  const isCurrent = chain.every(({ token }, i) => tokens[i] === token);
  if (isCurrent) await rename(mine, join(folder, LOCK_FILE));
  await rm(claim, { force: true });
  return isCurrent;
}

/** Who holds the lock, then who claimed that lock, then who claimed that claim: the last one counts. */
async function holders(folder: string): Promise<Holder[]> {
  const chain: Holder[] = [];
  for (let name = LOCK_FILE; ; ) {
    const text = await readIfThere(join(folder, name));
    if (text === undefined) return chain;
    const holder = holderIn(text);
    if (holder === undefined)
      throw new AppError(
        'DATA_FOLDER_LOCKED',
        `${join(folder, name)} is damaged, so it cannot be told whether another Facteur uses ${folder}: ` +
          'make sure that none does, then remove that file',
        { folder },
      );
    chain.push(holder);
    name = CLAIM_PREFIX + holder.token;
  }
}

function holderIn(text: string): Holder | undefined {
  const { pid, started, since, token }: Record<string, unknown> = Object(parsed(text));
  if (typeof pid !== 'number' || typeof started !== 'string' || typeof since !== 'string' || typeof token !== 'string')
    return undefined;
  return { pid, started, since, token };
}

function locked(folder: string, { pid, since }: Holder): AppError {
  return new AppError(
    'DATA_FOLDER_LOCKED',
    `The data folder ${folder} is in use by process ${pid} since ${since}: ` +
      `stop that process, or give this one another folder (FACTEUR_HOME)`,
    { folder, pid },
  );
}

async function unlock(folder: string, token: string): Promise<void> {
  const path = join(folder, LOCK_FILE);
  const text = await readIfThere(path);
  if (text !== undefined && holderIn(text)?.token === token) await rm(path, { force: true });
}

/** Removes what takers left that were killed midway. Only under the lock: a claim is void then, whoever made it. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name.startsWith(CLAIM_PREFIX)) await rm(path, { force: true });
    if (!name.startsWith(MINE_PREFIX)) continue;
    const holder = holderIn((await readIfThere(path)) ?? '');
    if (holder !== undefined && !(await isAlive(holder))) await rm(path, { force: true });
  }
}

async function isAlive({ pid, started }: Holder): Promise<boolean> {
  const now = await startOf(pid);
  if (now !== '' && started !== '') return now === started;
  try {
    process.kill(pid, 0);
    return started === ''; // with a start but none in /proc any more: it only waits to be buried
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's, which /proc may hide
  }
}

/**
 * When process `pid` started: this boot's id and the ticks since (proc(5), field 22 of `/proc/<pid>/stat`); empty when it
 * does not run, or only waits to be buried (state Z or X), or there is no `/proc`.
 */
async function startOf(pid: number): Promise<string> {
  const stat = await readIfThere(`/proc/${pid}/stat`);
  // The fields follow the command, which stands in parentheses and may itself hold blanks and parentheses.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const [state, ticks] = [fields[0], fields[19]];
  if (state === undefined || ticks === undefined || state === 'Z' || state === 'X') return '';
  return `${(await readIfThere('/proc/sys/kernel/random/boot_id'))?.trim() ?? ''}/${ticks}`;
}

/** Gives `from` a second name; false when that name is taken. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = resolve(folder); made.length >= resolve(first).length; made = dirname(made))
    await syncFolder(dirname(made));
}

/** Runs `work`, which replaces what the folder holds: if that is cut short, the folder opens for nothing but another restore. */
export async function whileRestoring(folder: DataFolder, work: () => Promise<void>): Promise<void> {
  await writeFormat(folder.path('.'), { restoring: true });
  await work();
  await writeFormat(folder.path('.'));
}

/** True when a restore into the folder was cut short while it replaced things. */
export async function wasRestoring(folder: DataFolder): Promise<boolean> {
  return isMark((await readIfThere(folder.path(FORMAT_FILE))) ?? '');
}

function isMark(text: string): boolean {
  return Object(parsed(text)).restoring === true;
}

/** Only under the lock. Renamed to its name, so that a crash never leaves half of it. */
async function writeFormat(folder: string, content: object = { format: FORMAT }): Promise<void> {
  const temporary = join(folder, `${FORMAT_FILE}.tmp`);
  await writeSynced(temporary, content);
  await rename(temporary, join(folder, FORMAT_FILE));
  await syncFolder(folder);
}

async function writeSynced(path: string, content: object): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined; // ESRCH: the process of a /proc file just ended
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
