/** A mail relay on this machine: Debian's Postfix, as a process on folders of its own, beside the one that the system may run. */
import { chmod, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { readEnvironment } from './environment.ts';
import { freePorts } from './free-ports.ts';
import { type Home, ownHome } from './home.ts';
import { MissingError } from './missing.ts';
import { type PostfixSettings, postfixMain, postfixMaster } from './postfix-settings.ts';
import type { Real } from './real.ts';
import { requireGreeting } from './require-greeting.ts';
import { findProgram, runProgram } from './run-program.ts';
import { type Server, startServer } from './server.ts';
import { untilAnswered } from './until-answered.ts';
import { untilPortsAreFree } from './until-ports-are-free.ts';

/** Where it answers, on the loopback. */
export interface PostfixAt {
  readonly host: string;
  /** SMTP in clear, for everybody on the loopback. */
  readonly port: number;
  /** What it has logged so far: what became of each mail, line by line. */
  log(): Promise<string>;
}

/** Where mails go. */
export type PostfixOptions = Pick<PostfixSettings, 'routes' | 'relay'>;

const READY_WITHIN_MS = 20_000;
const GONE_WITHIN_MS = 10_000;
/** The user that Debian's package makes. */
const MAIL_OWNER = 'postfix';
/** Daemons are not in everybody's PATH. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];
const MISSING = 'SMTP relay: needs Postfix (apt-get install postfix), and root, who alone can run it';

/**
 * Whether this machine can run Postfix, for suites that start one: `describeReal('…', await postfixHere(), () => { … })`.
 * @throws Error when it cannot while `FACTEUR_REQUIRE_REAL=1`
 */
export async function postfixHere(): Promise<Real<'machine'>> {
  if ((await postfixProgram()) !== undefined) return { at: 'machine' };
  if (readEnvironment().isRealRequired) throw new Error(MISSING);
  return { missing: MISSING };
}

/** Postfix's command; undefined also for those who are not root. */
async function postfixProgram(): Promise<string | undefined> {
  if (userInfo().uid !== 0) return undefined;
  return findProgram('postfix', [readEnvironment().path, ...SYSTEM_FOLDERS].join(delimiter));
}

/**
 * Starts a relay of one's own and resolves once it greets (some three seconds). Mails that it could not deliver are tried again
 * each second. It ends with this process if nobody stops it before.
 * @throws MissingError without Postfix or root; Error with the end of its log when it does not start
 */
export async function startPostfix(options: PostfixOptions): Promise<Server<PostfixAt>> {
  const program = await postfixProgram();
  if (program === undefined) throw new MissingError(MISSING);
  return untilPortsAreFree(async () => {
    const home = await ownHome('postfix');
    try {
      return await startIn(home, program, options);
    } catch (error) {
      await rm(home.folder, { recursive: true, force: true });
      throw error;
    }
  });
}

async function startIn(home: Home, program: string, options: PostfixOptions): Promise<Server<PostfixAt>> {
  const { folder } = home;
  const [port = 0] = await freePorts(1);
  const config = await writeFolders(folder, { ...options, folder, port });
  // Makes the queue's folders with the owners and rights that Postfix insists on.
  await runProgram(program, ['-c', config, 'check']);
  const postconf = join(program, '..', 'postconf');
  const daemons = (await runProgram(postconf, ['-c', config, '-h', 'daemon_directory'])).stdout.trim();
  return startServer<PostfixAt>(
    {
      name: 'Postfix',
      // Not by `postfix start`: its script would stand between the server and who ends it. -d: in the foreground; -s: with its output.
      program: join(daemons, 'master'),
      args: ['-c', config, '-d', '-s'],
      at: { host: '127.0.0.1', port, log: () => readFile(join(folder, 'log.txt'), 'utf8') },
      ready: () => requireGreeting('127.0.0.1', port, '220 '),
      readyWithinMs: READY_WITHIN_MS,
      // Its daemons end a moment after it, and hold the port until then.
      gone: () => untilAnswered(() => requireNobody(port), GONE_WITHIN_MS),
    },
    home,
  );
}

/** Postfix's daemons are another user's, who must get at their folders. */
async function writeFolders(folder: string, settings: PostfixSettings): Promise<string> {
  const [config, queue, data] = [join(folder, 'etc'), join(folder, 'queue'), join(folder, 'data')];
  for (const each of [config, queue, data]) await mkdir(each, { mode: 0o755 });
  await chmod(folder, 0o755);
  const owner = Number((await runProgram('id', ['-u', MAIL_OWNER])).stdout.trim());
  await chown(data, owner, -1);
  await writeFile(join(config, 'main.cf'), postfixMain(settings));
  await writeFile(join(config, 'master.cf'), postfixMaster(settings));
  return config;
}

/** @throws Error while anybody listens on the port */
async function requireNobody(port: number): Promise<void> {
  const refused = await requireGreeting('127.0.0.1', port, '').then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED',
  );
  if (!refused) throw new Error(`Port ${port} is still listened on`);
}
