/** One server of a kind for all test files of a run, which run in several processes: whoever asks first starts it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessIdentity } from '../guard/processes.mjs';
import type { Home } from './home.ts';
import { underLock } from './lock.ts';
import type { Real } from './real.ts';

/** What became of the first request; later ones get the same. */
type Outcome<At> = { readonly real: Real<At> } | { readonly failed: string };

/**
 * The part called `name` of the run whose folder is given; `open` is called by the first who asks. It lives until the end of
 * the run, which jest/teardown.mjs sees to.
 * @throws Error, the same for all, when it could not be opened
 */
export async function sharedInRun<At>(
  runFolder: string,
  name: string,
  open: (home: () => Promise<Home>) => Promise<Real<At>>,
): Promise<Real<At>> {
  const outcome = await underLock(join(runFolder, `${name}.lock`), async () => {
    const file = join(runFolder, `${name}.json`);
    const known = await read<Outcome<At>>(file);
    if (known !== undefined) return known;
    const fresh = await attempt(() => open(() => homeInRun(runFolder, name)));
    await writeFile(file, JSON.stringify(fresh), { mode: 0o600 });
    return fresh;
  });
  if ('failed' in outcome) throw new Error(outcome.failed);
  return outcome.real;
}

async function attempt<At>(open: () => Promise<Real<At>>): Promise<Outcome<At>> {
  try {
    return { real: await open() };
  } catch (error) {
    return { failed: String(error) };
  }
}

/** Servers of a run belong to jest, not to the worker that happened to start them. */
async function homeInRun(runFolder: string, name: string): Promise<Home> {
  const owner = await read<ProcessIdentity>(join(runFolder, 'owner.json'));
  if (owner === undefined) throw new Error(`${runFolder} is no run's folder: see infra/real/jest/setup.mjs`);
  return { folder: join(runFolder, name), owner, remove: runFolder };
}

async function read<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
