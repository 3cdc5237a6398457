/** A process of the world, as a supervisor runs it: started, killed, frozen, and started again whenever it ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@facteur/primitives';
import type { EndFacts } from '../audit/facts.ts';
import { eventually } from '../eventually.ts';

/** The built program. */
const FACTEUR = fileURLToPath(new URL('../../../../packages/cli/bin/facteur.cjs', import.meta.url));

/** Where a process answers, as it printed when it was ready. */
export interface Addresses {
  readonly http: string;
  readonly smtp?: string;
  /** Of the product's processes only. */
  readonly metrics?: string;
}

/** What to run. */
export interface ProgramOptions {
  readonly name: string;
  /** `facteur ARGS`. */
  readonly args: readonly string[];
  /** `FACTEUR_…`; those of this process are not passed on. */
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs: no settings file lies there. */
  readonly cwd: string;
  /** Everything it prints, over all its lives. */
  readonly logFile: string;
  /** Whether a start may fail, because what it needs may be away: then it is only tried again. */
  readonly mayFailToStart: boolean;
  /** Told where it answers, at every start. */
  readonly onReady?: (addresses: Addresses) => void;
}

/** A process that is kept alive. Faults of one process wait for each other. */
export interface Supervised {
  readonly name: string;
  /** Undefined while it is down, or starts. */
  addresses(): Addresses | undefined;
  /** @throws Error when it is not ready in time */
  ready(withinMs: number): Promise<Addresses>;
  /** SIGKILL, at whatever it does; starts it again `downMs` later. */
  kill(downMs: number): Promise<void>;
  /** SIGSTOP, then SIGCONT. */
  freeze(forMs: number): Promise<void>;
  /** SIGTERM; it must end with 0. */
  stop(): Promise<void>;
  /** SIGKILL for good. */
  abandon(): void;
  /** Times that it ended by itself, or badly when it was stopped. */
  ends(): readonly EndFacts[];
  /** Starts that failed where that may happen. */
  failedStarts(): number;
}

const RESTART_AFTER_MS = 500;
const STOP_WITHIN_MS = 60_000;

/** One life of the process. */
interface Life {
  readonly child: ChildProcess;
  readonly ended: Promise<string>;
  addresses: Addresses | undefined;
  /** Somebody ends it: no reason to wonder. */
  isEnding: boolean;
}

/** Starts it. */
export function supervise(options: ProgramOptions): Supervised {
  const { name } = options;
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const ends: EndFacts[] = [];
  let failedStarts = 0;
  let isOver = false;
  let life: Life | undefined;
  let faults: Promise<void> = Promise.resolve();

  const start = (): void => {
    if (isOver) return;
    const begun = beginLife(options, log);
    life = begun;
    void begun.ended.then((how) => afterEnd(begun, how));
  };
  const afterEnd = async (ended: Life, how: string): Promise<void> => {
    if (ended.isEnding) return;
    const hasStarted = ended.addresses !== undefined;
    if (!hasStarted && options.mayFailToStart) failedStarts += 1;
    else ends.push({ process: name, how: `${how}, ${hasStarted ? 'by itself' : 'before it was ready'}` });
    await systemClock.wait(RESTART_AFTER_MS);
    if (life === ended) start();
  };
  const inTurn = (fault: () => Promise<void>): Promise<void> => {
    faults = faults.then(fault);
    return faults;
  };
  const end = async (signal: NodeJS.Signals): Promise<string> => {
    if (life === undefined) return '';
    life.isEnding = true;
    life.child.kill(signal);
    return life.ended;
  };

  start();
  return {
    name,
    addresses: () => (life?.isEnding ? undefined : life?.addresses),
    ready: (withinMs) =>
      eventually(`${name} is ready`, withinMs, async () => (life?.isEnding ? undefined : life?.addresses)),
    kill: (downMs) =>
      inTurn(async () => {
        await end('SIGKILL');
        await systemClock.wait(downMs);
        start();
      }),
    freeze: (forMs) =>
      inTurn(async () => {
        const frozen = life?.child;
        frozen?.kill('SIGSTOP');
        await systemClock.wait(forMs);
        frozen?.kill('SIGCONT');
      }),
    async stop() {
      await faults;
      isOver = true;
      const late = systemClock.wait(STOP_WITHIN_MS).then(() => `no end ${STOP_WITHIN_MS} ms after SIGTERM`);
      const how = await Promise.race([end('SIGTERM'), late]);
      if (how !== CLEAN && how !== '') ends.push({ process: name, how: `${how}, when it was stopped` });
      await end('SIGKILL');
      log.end();
    },
    abandon() {
      isOver = true;
      if (life !== undefined) life.isEnding = true;
      life?.child.kill('SIGKILL');
    },
    ends: () => ends,
    failedStarts: () => failedStarts,
  };
}

const CLEAN = 'exit code 0';

function beginLife({ args, env, cwd, onReady }: ProgramOptions, log: WriteStream): Life {
  const child = spawn(process.execPath, [FACTEUR, ...args], {
    cwd,
    env: { ...ownEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => (signal ? `${signal}` : `exit code ${code}`));
  const life: Life = { child, ended, addresses: undefined, isEnding: false };
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    log.write(text);
    if (life.addresses !== undefined) return;
    printed += text;
    const line = /^\{"ready":true.*\}$/m.exec(printed)?.[0];
    if (line === undefined) return;
    life.addresses = JSON.parse(line) as Addresses;
    onReady?.(life.addresses);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log.write(text));
  return life;
}

/** Settings of whoever runs the harness must not reach the product, nor Node's options. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => name !== 'NODE_OPTIONS' && !name.startsWith('FACTEUR_'));
  return Object.fromEntries(kept);
}
