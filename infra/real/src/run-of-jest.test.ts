import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { describeReal } from './describe-real.ts';
import { requirePing } from './mongodb-ready.ts';
import { mongodbOnThisMachine } from './testing/on-this-machine.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
/** The first run on a machine builds FerretDB. */
const TIMEOUT_MS = 600_000;

const folder = temporaryFolder();

interface Ended {
  readonly code: number | null;
  readonly printed: string;
  /** Where it kept its temporary files. */
  readonly temporary: string;
}

/** A jest with the two suites, in two workers: with no cache it cannot know that they are short. */
async function runSuites(name: string, env: Readonly<Record<string, string>>): Promise<Ended> {
  const temporary = join(folder, name);
  mkdirSync(temporary);
  const suites = ['--testMatch', '**/infra/real/src/testing/suites/*.suite.ts', '--verbose'];
  const workers = ['--maxWorkers=2', `--cacheDirectory=${join(folder, `${name}-cache`)}`];
  const jest = spawn(process.execPath, [...JEST, ...suites, ...workers], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env, TMPDIR: temporary, DOCKER_HOST: 'unix:///nowhere', FACTEUR_MONGODB_URI: '' },
  });
  let printed = '';
  jest.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const code = await new Promise<number | null>((resolve) => jest.once('close', resolve));
  return { code, printed, temporary };
}

describeReal('a run of jest', await mongodbOnThisMachine(), () => {
  it(
    'has one server for the test files of all workers, and nothing when it is over',
    async () => {
      const { code, printed, temporary } = await runSuites('shared', { FACTEUR_REQUIRE_REAL: '1' });
      const uris = [...printed.matchAll(/runs at (\S+)/g)].map(([, uri = '']) => uri);
      expect({ code, suites: uris.length, servers: new Set(uris).size }).toEqual({ code: 0, suites: 2, servers: 1 });
      const { hostname, port } = new URL(uris[0] ?? '');
      await expect(requirePing(hostname, Number(port))).rejects.toThrow(/ECONNREFUSED/);
      expect(readdirSync(temporary).filter((name) => name.startsWith('facteur'))).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe('a run of jest where a part is missing', () => {
  const nothing = { PATH: '', XDG_CACHE_HOME: join(folder, 'empty') };

  it('skips the suites that need it, and says why', async () => {
    const { code, printed } = await runSuites('skipped', { ...nothing, FACTEUR_REQUIRE_REAL: '' });
    expect(code).toBe(0);
    expect(printed).toMatch(/^Skipped: the first suite. MongoDB: needs Docker, or Go .*, or FACTEUR_MONGODB_URI/m);
    expect(printed).toMatch(/Tests: +2 skipped, 2 total/);
  }, 60_000);

  it('fails, with the same sentence, when all parts are required', async () => {
    const { code, printed } = await runSuites('required', { ...nothing, FACTEUR_REQUIRE_REAL: '1' });
    expect(code).toBe(1);
    expect(printed).toMatch(/MongoDB: needs Docker, or Go .*, or FACTEUR_MONGODB_URI/);
    expect(printed).toMatch(/Test Suites: 2 failed, 2 total/);
  }, 60_000);
});
