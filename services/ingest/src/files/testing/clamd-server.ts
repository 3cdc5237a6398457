/** The real clamd on this machine, with a signature of one's own: no database can be had without the network. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { MissingError, type Real } from '@facteur/real';
import type { ClamdAddress } from '../clamd.ts';

/** The test file of the antivirus industry (eicar.org), in two halves, so that no scanner takes this source for it. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** A server that runs. */
export interface Clamd {
  readonly tcp: ClamdAddress;
  readonly unix: ClamdAddress;
  stop(): Promise<void>;
}

const MISSING = 'ClamAV: needs clamd (apt-get install clamav-daemon)';
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];
/** Larger streams are refused. */
export const MAX_STREAM_BYTES = 1024 * 1024;

/** Whether this machine has clamd. @throws Error when it is missing while `FACTEUR_REQUIRE_REAL=1` */
export async function clamdHere(): Promise<Real<'machine'>> {
  if ((await findClamd()) !== undefined) return { at: 'machine' };
  if (process.env.FACTEUR_REQUIRE_REAL === '1') throw new Error(MISSING);
  return { missing: MISSING };
}

async function findClamd(): Promise<string | undefined> {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS]) {
    const program = join(folder, 'clamd');
    if (
      await access(program).then(
        () => true,
        () => false,
      )
    )
      return program;
  }
  return undefined;
}

/** Starts it in the foreground, in a folder of its own; resolves once it answers. It ends with this process, however that ends. */
export async function startClamd(): Promise<Clamd> {
  const program = await findClamd();
  if (program === undefined) throw new MissingError(MISSING);
  const folder = await mkdtemp(join(tmpdir(), 'facteur-clamd-'));
  const port = await freePort();
  const path = join(folder, 'clamd.sock');
  const md5 = createHash('md5').update(EICAR).digest('hex');
  await writeFile(join(folder, 'own.hdb'), `${md5}:${EICAR.length}:Eicar-Test-Signature\n`);
  await writeFile(join(folder, 'clamd.conf'), settings(folder, port, path));
  // The shell ends it when this process no longer holds the other end of its input.
  const guard = '"$0" --foreground --config-file="$1" & pid=$!; read -r _; kill "$pid"; wait "$pid"';
  const child = spawn('sh', ['-c', guard, program, join(folder, 'clamd.conf')], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(child, 'exit');
  await untilAnswers(port);
  return {
    tcp: { host: '127.0.0.1', port },
    unix: { path },
    async stop() {
      child.stdin.end();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function settings(folder: string, port: number, path: string): string {
  return `DatabaseDirectory ${folder}
TCPSocket ${port}
TCPAddr 127.0.0.1
LocalSocket ${path}
User ${userInfo().username}
LogFile ${join(folder, 'clamd.log')}
StreamMaxLength ${MAX_STREAM_BYTES}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await promisify(server.close.bind(server))();
  return typeof address === 'object' && address ? address.port : 0;
}

const TRIES = 200;
const BETWEEN_MS = 100;

async function untilAnswers(port: number): Promise<void> {
  for (let left = TRIES; left > 0; left -= 1) {
    if (await answersPing(port)) return;
    await promisify(setTimeout)(BETWEEN_MS);
  }
  throw new Error('clamd does not answer');
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write('zPING\0'));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('data', (chunk: Buffer) => {
      resolve(chunk.toString() === 'PONG\0');
      socket.destroy();
    });
  });
}
