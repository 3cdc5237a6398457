/** A TCP proxy on the loopback between two parts of the world: it can cut them off from each other, and lose or delay answers. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { type Random, systemClock } from '@facteur/primitives';

/** Where the other side listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** What befalls an answer: what the other side sends first after it was sent something. */
export type AnswerFate = 'pass' | 'lose' | { readonly lateMs: number };

/** How a proxy keeps its sides apart. */
export type Cut = 'refuse' | 'silence';

/** A proxy that listens. */
export interface TcpProxy {
  readonly port: number;
  /** Leads new connections to `address`; those that are open stay. Undefined: they are refused. */
  lead(address: Address | undefined): void;
  /**
   * `refuse`: breaks all connections and takes none. `silence`: nothing comes through any more, and nobody is told. Gives what
   * ends it: then what was held back in silence goes on, unless another cut lasts.
   */
  cut(how: Cut): () => void;
  /** Has `fate` asked about every answer; a lost one breaks its connection. Gives what ends it. */
  befall(fate: () => AnswerFate): () => void;
  close(): Promise<void>;
}

/** Fates drawn from `random`: `share` of the answers have `fate`. */
export function drawnFates(random: Random, share: number, fate: AnswerFate): () => AnswerFate {
  return () => (random.next() < share ? fate : 'pass');
}

/** One client's connection and the one that it is led to. */
interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

/** Opens a proxy on a free port. */
export async function openTcpProxy(address?: Address): Promise<TcpProxy> {
  let target = address;
  const cuts = new Set<{ readonly how: Cut }>();
  const fates = new Set<{ readonly fate: () => AnswerFate }>();
  const pairs = new Set<Pair>();
  const isSilent = (): boolean => cuts.size > 0;
  const isRefusing = (): boolean => [...cuts].some(({ how }) => how === 'refuse');
  const drawFate = (): AnswerFate => [...fates].map(({ fate }) => fate()).find((fate) => fate !== 'pass') ?? 'pass';
  const listener = createServer({ noDelay: true }, (client) => {
    client.on('error', () => client.destroy());
    if (target === undefined || isRefusing()) return void client.destroy();
    const pair = { client, server: connect({ ...target, noDelay: true }) };
    pairs.add(pair);
    join(pair, { isSilent, fate: drawFate, closed: () => pairs.delete(pair) });
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const bound = listener.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    lead(next) {
      target = next;
    },
    cut(how) {
      const cut = { how };
      cuts.add(cut);
      for (const pair of pairs) how === 'refuse' ? destroy(pair) : both(pair, (socket) => socket.pause());
      return () => {
        cuts.delete(cut);
        if (cuts.size === 0) for (const pair of pairs) both(pair, (socket) => socket.resume());
      };
    },
    befall(fate) {
      const one = { fate };
      fates.add(one);
      return () => void fates.delete(one);
    },
    async close() {
      for (const pair of pairs) destroy(pair);
      const closed = once(listener, 'close');
      listener.close();
      await closed;
    },
  };
}

interface Course {
  readonly isSilent: () => boolean;
  readonly fate: () => AnswerFate;
  readonly closed: () => void;
}

/** Carries bytes both ways until one side ends. */
function join(pair: Pair, { isSilent, fate, closed }: Course): void {
  const { client, server } = pair;
  let isAnswerDue = false;
  both(pair, (socket) => {
    socket.on('error', () => destroy(pair));
    socket.once('close', () => {
      destroy(pair);
      closed();
    });
    if (isSilent()) socket.pause();
  });
  client.on('data', (bytes) => {
    isAnswerDue = true;
    carry(bytes, client, server, isSilent);
  });
  client.once('end', () => server.end());
  server.once('end', () => client.end());
  server.on('data', (bytes) => {
    const befalls = isAnswerDue ? fate() : 'pass';
    isAnswerDue = false;
    if (befalls === 'pass') carry(bytes, server, client, isSilent);
    else if (befalls === 'lose') destroy(pair);
    else void holdBack(bytes, pair, befalls.lateMs, isSilent);
  });
}

function carry(bytes: Buffer, from: Socket, to: Socket, isSilent: () => boolean): void {
  if (to.write(bytes)) return;
  from.pause();
  to.once('drain', () => isSilent() || from.resume());
}

async function holdBack(
  bytes: Buffer,
  { client, server }: Pair,
  lateMs: number,
  isSilent: () => boolean,
): Promise<void> {
  server.pause();
  await systemClock.wait(lateMs);
  if (client.destroyed) return;
  client.write(bytes);
  if (!isSilent()) server.resume();
}

function both({ client, server }: Pair, act: (socket: Socket) => unknown): void {
  act(client);
  act(server);
}

function destroy(pair: Pair): void {
  both(pair, (socket) => socket.destroy());
}
