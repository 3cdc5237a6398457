/** Asks ClamAV's daemon about one file, by its command INSTREAM (clamd(8)): lengths and bytes go over, one line comes back. */
import { connect, type Socket } from 'node:net';
import { type Clock, messageOf } from '@facteur/primitives';

/** Where clamd listens. */
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/** What clamd says. `unchecked`: nothing that can be relied on. */
export type Verdict =
  | { readonly is: 'clean' }
  | { readonly is: 'infected'; readonly name: string }
  | {
      readonly is: 'unchecked';
      readonly reason: string;
      /** Nobody took the connection: the next file fares no better. */
      readonly isAway: boolean;
    };

const CONNECT_MS = 3_000;
const CHUNK_BYTES = 256 * 1024;
/** A line is short; what talks longer is not clamd. */
const MAX_ANSWER = 4_096;
const MAX_NAME = 100;

/** Resolves within `withinMs` and at most 3 s for the connection; never rejects. */
export async function scan(
  address: ClamdAddress,
  content: Uint8Array,
  { clock, withinMs }: { readonly clock: Clock; readonly withinMs: number },
): Promise<Verdict> {
  const socket = connect(address);
  const over = new AbortController();
  let isAway = true;
  socket.once('connect', () => {
    isAway = false;
  });
  try {
    return verdictOf(await Promise.race([conversation(socket, content), limit(socket, clock, withinMs, over.signal)]));
  } catch (error) {
    return { is: 'unchecked', reason: messageOf(error), isAway };
  } finally {
    over.abort();
    socket.destroy();
  }
}

/** `stream: OK`, `stream: NAME FOUND`, `REASON ERROR`. */
function verdictOf(answer: string): Verdict {
  const said = answer.replace(/^stream: /, '').trim();
  if (said === 'OK') return { is: 'clean' };
  const [, name] = /^(.+) FOUND$/.exec(said) ?? [];
  if (name) return { is: 'infected', name: name.replace(/[^\x20-\x7e]/g, '?').slice(0, MAX_NAME) };
  return { is: 'unchecked', reason: said === '' ? 'no answer' : said.slice(0, MAX_NAME), isAway: false };
}

/** Rejects when the time is over; unless `over` aborts, when nobody waits for it any more. */
async function limit(socket: Socket, clock: Clock, withinMs: number, over: AbortSignal): Promise<never> {
  const connected = new AbortController();
  socket.once('connect', () => connected.abort());
  await clock.wait(Math.min(CONNECT_MS, withinMs), AbortSignal.any([connected.signal, over]));
  if (!connected.signal.aborted) throw new Error('no connection in time');
  await clock.wait(withinMs, over);
  throw new Error('no answer in time');
}

/** Resolves with what was answered, which may come before all was sent: the file is too large for it then, or it knows enough. */
function conversation(socket: Socket, content: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    let failure: Error | undefined;
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      if (answer.includes('\0') || answer.length > MAX_ANSWER) resolve(answer.split('\0', 1)[0] ?? '');
    });
    socket.on('error', (error) => {
      failure = error;
    });
    // An answer that came before the connection broke counts, if it is whole.
    socket.on('close', () => reject(failure ?? new Error('hung up without an answer')));
    socket.once('connect', () => void send(socket, content));
  });
}

async function send(socket: Socket, content: Uint8Array): Promise<void> {
  const length = (bytes: number): Buffer => {
    const prefix = Buffer.alloc(4);
    prefix.writeUInt32BE(bytes);
    return prefix;
  };
  socket.write('zINSTREAM\0');
  for (let at = 0; at < content.byteLength && !socket.destroyed; at += CHUNK_BYTES) {
    const chunk = content.subarray(at, at + CHUNK_BYTES);
    socket.write(length(chunk.byteLength));
    if (!socket.write(chunk)) await drained(socket);
  }
  if (!socket.destroyed) socket.write(length(0));
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('drain', resolve);
    socket.once('close', () => resolve());
  });
}
