/** The browser that drives the console: this machine's own, in which only what the product serves is run. */
import { access } from 'node:fs/promises';
import type { Real } from '@facteur/real';
import { type Browser, chromium } from 'playwright-core';

const PROGRAM = '/usr/bin/chromium';
const MISSING = 'Chromium: /usr/bin/chromium is not there (apt-get install chromium)';

/**
 * Whether this machine has the browser, for `describeReal('…', await chromiumHere(), (program) => { … })`.
 * @throws Error when it is missing while `FACTEUR_REQUIRE_REAL=1`
 */
export async function chromiumHere(): Promise<Real<string>> {
  const isThere = await access(PROGRAM).then(
    () => true,
    () => false,
  );
  if (isThere) return { at: PROGRAM };
  if (process.env.FACTEUR_REQUIRE_REAL === '1') throw new Error(MISSING);
  return { missing: MISSING };
}

/** Starts it; `program` is what `chromiumHere` found. */
export function startChromium(program: string): Promise<Browser> {
  // No sandbox: continuous integration runs as root, and no page but ours is opened. Shared memory may be tiny in containers.
  return chromium.launch({ executablePath: program, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
