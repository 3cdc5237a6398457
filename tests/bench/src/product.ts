/** The product in this very process, so that its memory and processor time can be read; mails are handed over by another process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadSettings, type Running, SERVICES, start } from '@facteur/cli/start';

const FACTEUR = createRequire(import.meta.url).resolve('@facteur/cli/bin');

/** A running product and what the bench asks of it. */
export interface BenchProduct {
  readonly running: Running;
  /** `facteur import`, in a process of its own. */
  importFolder(folder: string): Promise<void>;
  /** Resolves when every event is handled and nothing runs. */
  idle(): Promise<void>;
  /** Resolves when the desk's index has read every case, as it does in the background after each start. */
  indexed(): Promise<void>;
  /** Resolves when no acknowledgement waits for an answer any more: what had none has left by itself, and nothing runs. */
  acknowledged(): Promise<void>;
  get(path: string): Promise<unknown>;
}

/** @param more settings, as variables of the environment */
export async function startProduct(
  home: string,
  demoData: string,
  more: Readonly<Record<string, string>> = {},
): Promise<BenchProduct> {
  const env = {
    FACTEUR_HOME: home,
    FACTEUR_HTTP_PORT: '0',
    FACTEUR_SMTP_PORT: '0',
    FACTEUR_METRICS_PORT: '0',
    FACTEUR_ENCODER: 'none',
    FACTEUR_DEMO_DATA: demoData,
    FACTEUR_LOG: 'warn',
    FACTEUR_CONFIG: '',
    ...more,
  };
  const running = await start({
    settings: loadSettings(env),
    services: SERVICES,
    demo: true,
    pretty: false,
  });
  const { token } = JSON.parse(await readFile(join(home, 'run.json'), 'utf8')) as { token: string };
  const get = async (path: string): Promise<unknown> =>
    (await fetch(new URL(path, running.http), { headers: { authorization: `Bearer ${token}` } })).json();
  const idle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 2; ) {
      const { lag, isBusy } = (await get('/api/v1/status')) as { lag: Record<string, number>; isBusy: boolean };
      const waiting = Object.values(lag).reduce((sum, count) => sum + count, 0);
      quiet = waiting === 0 && !isBusy ? quiet + 1 : 0;
      if (quiet === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    running,
    get,
    idle,
    async importFolder(folder) {
      const child = spawn(process.execPath, [FACTEUR, 'import', folder], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) throw new Error(`facteur import ended with ${code}`);
    },
    async indexed() {
      for (let isComplete = false; !isComplete; ) {
        ({ isComplete } = (await get('/api/v1/desk/counts')) as { isComplete: boolean });
        if (!isComplete) await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
    async acknowledged() {
      for (let waiting = Number.NaN; waiting !== 0; ) {
        const told = await (await fetch(running.metrics)).text();
        waiting = Number(/^facteur_mail_waiting\{for="answer"\} (\d+)$/m.exec(told)?.[1]);
        if (waiting !== 0) await new Promise((resolve) => setTimeout(resolve, 200));
      }
      // None waits, but the last may still be on their way.
      await idle();
    },
  };
}

const FALLING_MS = 500;

/**
 * Anonymous memory in bytes (RssAnon of /proc): the maps of LMDB are files and do not count. Collects garbage first, and waits until
 * memory no longer falls: V8 gives pages that a collection emptied back in a thread of its own, up to 150 MB within a tenth of a second.
 */
export async function anonymousBytes(): Promise<number> {
  globalThis.gc?.();
  globalThis.gc?.();
  let least = Number.POSITIVE_INFINITY;
  for (let fellAt = performance.now(); performance.now() < fellAt + FALLING_MS; ) {
    const bytes = await anonymousNow();
    if (bytes < least) [least, fellAt] = [bytes, performance.now()];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return least;
}

async function anonymousNow(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8');
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
