/**
 * The image without Docker: what its stages put into it, laid out in a folder that nobody may write to, and its containers as
 * processes of the image's own user, started by the very words of Dockerfile and docker-compose.yml.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endsWithTheTests, temporaryFolder } from '../clean-up.ts';
import { eventually } from '../eventually.ts';
import { type Env, type Printed, printedBy } from '../program.ts';
import type { ComposeService } from './compose.ts';
import { type Image, readDockerfile } from './dockerfile.ts';
import { ROOT, run } from './tools.ts';

const READY_WITHIN_MS = 60_000;

/** An image, laid out. */
export interface LaidOut extends Image {
  /** What is at the image's root. */
  readonly root: string;
  /** The program `node`, where the image's user can reach it. */
  readonly node: string;
}

/** A container that is ready. */
export interface Container {
  /** What it says on its first line: the addresses that were bound. */
  readonly bound: Readonly<Record<string, string>>;
  readonly home: string;
  readonly printed: Printed;
  /** Runs `program` as `docker exec` does, and resolves with its exit code. */
  exec(program: readonly string[], env?: Env): Promise<number | null>;
  /** Signals it as `docker stop` does, and resolves with its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Lays the image out: 10 s.
 * `FACTEUR_IMAGE_NODE` names the Node of the image's version, so that it runs on that; otherwise it runs on this one.
 */
export async function layOut(): Promise<LaidOut> {
  const image = readDockerfile(await readFile(join(ROOT, 'Dockerfile'), 'utf8'));
  const root = await temporaryFolder();
  await chmod(root, 0o755);
  const app = join(root, image.workdir);
  const made = await run(process.execPath, ['tools/image.mjs', app]);
  if (made.code !== 0) throw new Error(`The image could not be made:\n${made.stderr}`);
  await run('chmod', ['-R', 'a-w,a+rX', app]);
  // Where this machine's Node is, another user may not be let in.
  const node = join(root, 'node');
  await copyFile(process.env.FACTEUR_IMAGE_NODE || process.execPath, node);
  await chmod(node, 0o755);
  return { ...image, root, node };
}

/** Where what the container reaches by name really is, and what it may bind. */
export interface Places {
  /** Variables whose values stand for addresses that only exist among containers. */
  readonly env: Env;
  readonly args?: readonly string[];
}

/** Starts the container of a service, with an empty data folder, and waits until it is ready. */
export async function startContainer(
  image: LaidOut,
  name: string,
  service: ComposeService,
  { env, args }: Places,
): Promise<Container> {
  const home = join(image.root, `data-${name}`);
  await mkdir(home, { mode: 0o700 });
  if (isRoot()) await chown(home, ...userOf(image));
  const variables = { ...image.env, ...service.environment, ...mounted(service), ...env, FACTEUR_HOME: home };
  const command = [...(service.entrypoint ?? image.entrypoint), ...(args ?? service.command ?? image.cmd)];
  const child = start(image, command, variables);
  const printed = printedBy(child);
  return {
    bound: await firstLine(name, child, printed),
    home,
    printed,
    async exec(program, more = {}) {
      const [code] = (await once(start(image, program, { ...variables, ...more }), 'close')) as [number | null];
      return code;
    },
    async stop() {
      const closed = once(child, 'close') as Promise<[number | null]>;
      child.kill(image.stopSignal as NodeJS.Signals);
      return (await closed)[0];
    },
  };
}

/** Variables that name a file of this machine by its place in the container. */
function mounted({ environment = {}, volumes = [] }: ComposeService): Env {
  const places = Object.entries(environment).flatMap(([name, value]) => {
    const source = volumes.find(({ target }) => target === value)?.source;
    return source === undefined ? [] : [[name, source] as const];
  });
  return Object.fromEntries(places);
}

/** Nothing of this machine's environment but where programs are. */
function start(image: LaidOut, [program, ...args]: readonly string[], env: Env): ChildProcess {
  const [uid, gid] = userOf(image);
  const child = spawn(program === 'node' ? image.node : (program ?? ''), args, {
    cwd: join(image.root, image.workdir),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(isRoot() && { uid, gid }),
  });
  endsWithTheTests(child);
  return child;
}

function userOf({ user }: Image): [uid: number, gid: number] {
  const [uid = 0, gid = 0] = user.split(':').map(Number);
  return [uid, gid];
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function firstLine(name: string, child: ChildProcess, printed: Printed): Promise<Readonly<Record<string, string>>> {
  const look = async (): Promise<Readonly<Record<string, string>> | undefined> => {
    const line = /^\{"ready":true.*\}$/m.exec(printed.stdout)?.[0];
    if (line !== undefined) return JSON.parse(line) as Record<string, string>;
    if (child.exitCode === null && child.signalCode === null) return undefined;
    throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}:\n${printed.stderr}`);
  };
  return eventually(`${name} is ready`, look, { timeoutMs: READY_WITHIN_MS });
}
