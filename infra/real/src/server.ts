/** A server as a child process with a folder of its own: started, seen to answer, killed, started again, stopped. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endProcess, identityOf, isAlive, type ProcessIdentity, sendSignal, waitForEnd } from '../guard/processes.mjs';
import type { Home } from './home.ts';
import { untilAnswered } from './until-answered.ts';

const GUARD = fileURLToPath(new URL('../guard/guard.mjs', import.meta.url));
const STOP_GRACE_MS = 20_000;

/** A server in a process of this machine. */
export interface Server<At> {
  /** Where it answers; the same after `restart`. */
  readonly at: At;
  /** Its process now: `restart` brings another number. */
  pid(): number;
  /** Ends it (SIGTERM, after 20 s SIGKILL) and removes its data. It cannot be started again. */
  stop(): Promise<void>;
  /** SIGKILL; resolves once the process is gone. The data stay for `restart`. */
  kill(): Promise<void>;
  /** The same data on the same ports; resolves once it answers. One that still runs is ended by SIGTERM before. */
  restart(): Promise<void>;
}

/** How to start a server and how to see that it is ready. */
export interface Launch<At> {
  /** As messages call it. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly at: At;
  /** One real request; rejects while the server cannot do it yet. */
  ready(): Promise<void>;
  readonly readyWithinMs: number;
  /** Resolves once what it had started itself is gone too, after its own end. */
  gone?(): Promise<void>;
}

/** It could not listen, because someone else does: another port may do. */
export class PortTakenError extends Error {}

/**
 * Starts it in `home.folder` and a guard beside it, which ends it when `home.owner` is gone. Neither keeps this process alive.
 * @throws PortTakenError; Error with the end of its log when it ended, or was not ready in time: nothing is left then
 */
export async function startServer<At>(launch: Launch<At>, home: Home): Promise<Server<At>> {
  await mkdir(home.folder, { recursive: true });
  const guard = startGuard(home);
  let server: ProcessIdentity | undefined;
  const start = async () => {
    server = startProcess(launch, home.folder);
    await untilReady(launch, server, logOf(home.folder));
  };
  const stop = async () => {
    if (server !== undefined) await endProcess(server, STOP_GRACE_MS);
    // Not so when it did not start because somebody else has its port.
    await launch.gone?.().catch(() => undefined);
    await endProcess(guard, 1000);
    await rm(home.folder, { recursive: true, force: true });
  };
  const running = () => {
    if (server === undefined) throw new Error(`${launch.name} was not started`);
    return server;
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    at: launch.at,
    pid: () => running().pid,
    stop,
    kill: async () => {
      sendSignal(running(), 'SIGKILL');
      if (!(await waitForEnd(running(), 10_000))) throw new Error(`${launch.name} outlived SIGKILL by 10 s`);
      await launch.gone?.();
    },
    restart: async () => {
      await endProcess(running(), STOP_GRACE_MS);
      await launch.gone?.();
      await start();
    },
  };
}

function logOf(folder: string): string {
  return join(folder, 'log.txt');
}

/** Written at once, so that guard and clean-up know of the process however soon this one dies. */
function startProcess({ name, program, args }: Pick<Launch<unknown>, 'name' | 'program' | 'args'>, folder: string) {
  const log = openSync(logOf(folder), 'a');
  const identity = spawnDetached(name, program, args, log);
  closeSync(log);
  writeFileSync(join(folder, 'server.json'), JSON.stringify(identity));
  return identity;
}

function startGuard({ folder, owner, remove }: Home): ProcessIdentity {
  const task = JSON.stringify({ owner, serverFile: join(folder, 'server.json'), remove });
  const identity = spawnDetached('The guard', process.execPath, [GUARD, task], 'ignore');
  writeFileSync(join(folder, 'guard.json'), JSON.stringify(identity));
  return identity;
}

/** In a session of its own: a Ctrl-C in the terminal is for whoever stops it gracefully. */
function spawnDetached(name: string, program: string, args: readonly string[], output: number | 'ignore') {
  const child = spawn(program, args, { detached: true, stdio: ['ignore', output, output] });
  // A program that cannot be run has no number, which is reported below.
  child.on('error', () => undefined);
  child.unref();
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  if (identity === undefined) throw new Error(`${name} could not be started: ${program}`);
  return identity;
}

async function untilReady(
  { name, ready, readyWithinMs }: Pick<Launch<unknown>, 'name' | 'ready' | 'readyWithinMs'>,
  server: ProcessIdentity,
  log: string,
): Promise<void> {
  await untilAnswered(ready, readyWithinMs, async () => {
    if (!isAlive(server)) throw await endedEarly(name, log);
  });
}

async function endedEarly(name: string, log: string): Promise<Error> {
  const end = await endOf(log);
  const message = `${name} ended before it was ready: ${end}`;
  return /address already in use/i.test(end) ? new PortTakenError(message) : new Error(message);
}

/** Enough lines for the reason that a Java stack trace ends with. */
async function endOf(log: string): Promise<string> {
  return (await readFile(log, 'utf8')).trim().split('\n').slice(-40).join('\n');
}
