/** A line to a database that a test can cut, or make silent. */
import { createServer, connect as dial, type Socket } from 'node:net';

/** A way to the same database through a port of its own. */
export interface CuttableProxy {
  /** Use it instead of the database's own address. */
  readonly uri: string;
  /** Ends all connections, and each new one as soon as it comes. */
  cut(): void;
  /** Does so once so many more bytes have come on the way to the database. */
  cutAfter(bytes: number): void;
  /** Keeps connections, and takes new ones, but passes nothing on any more in either direction. */
  silence(): void;
  /** Ends what was made while cut or silent; from now on all is passed on. */
  mend(): void;
  close(): Promise<void>;
}

const FIRST_HOST = /^mongodb:\/\/([^@/]*@)?([^,/?:]+)(?::(\d+))?[^/?]*\/?(?:\?(.*))?$/;

/** @param uri of one server, or of several of which the first is meant; without TLS and without a database. */
export async function cuttableProxy(uri: string): Promise<CuttableProxy> {
  const [, login = '', host = '', port = '27017', query] = FIRST_HOST.exec(uri) ?? [];
  if (host === '') throw new Error('No proxy can stand before an address of this kind');
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'silent' = 'open';
  let bytesLeft = Number.POSITIVE_INFINITY;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const cut = (): void => {
    state = 'cut';
    endAll();
  };
  const passOn = (to: Socket, data: Buffer): void => {
    bytesLeft -= data.length;
    if (bytesLeft < 0) cut();
    if (state === 'open') to.write(data);
  };
  const server = createServer((from) => {
    keep(from);
    if (state === 'cut') from.destroy();
    if (state !== 'open') return;
    const to = keep(dial(Number(port), host));
    from.on('data', (data: Buffer) => passOn(to, data)).on('close', () => to.destroy());
    to.on('data', (data) => (state === 'open' ? from.write(data) : undefined)).on('close', () => from.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const options = ['directConnection=true', ...(query === undefined ? [] : [query])].join('&');
  const address = Object(server.address());
  return {
    uri: `mongodb://${login}127.0.0.1:${address.port}/?${options}`,
    cut,
    cutAfter(bytes) {
      bytesLeft = bytes;
    },
    silence() {
      state = 'silent';
    },
    mend() {
      endAll();
      bytesLeft = Number.POSITIVE_INFINITY;
      state = 'open';
    },
    close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      endAll();
      return closed;
    },
  };
}
