/** A proxy in front of MongoDB's protocol that counts requests, so that round trips are seen where they cost. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

const OP_MSG = 2013;
const HEADER_BYTES = 16;
/** Flags, kind of the section, length of its document, type of its first field: then comes the field's name, the command. */
const NAME_AT = HEADER_BYTES + 4 + 1 + 4 + 1;
/** Asked by the driver on its own. */
const OWN = new Set(['hello', 'ismaster', 'isMaster', 'ping', 'endSessions', 'buildInfo']);

export interface CountingProxy {
  readonly uri: string;
  /** Requests so far, the driver's own left out. */
  count(): number;
  close(): void;
}

/** @param uri `mongodb://host:port` */
export async function openCountingProxy(uri: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(uri);
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    }
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
    const see = countMessages(() => {
      requests += 1;
    });
    client.on('data', see);
    client.pipe(upstream);
    upstream.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => requests,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Finds where messages begin in what comes in pieces. */
function countMessages(onRequest: () => void): (piece: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= HEADER_BYTES && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(message.length);
      if (isRequest(message)) onRequest();
    }
  };
}

function isRequest(message: Buffer): boolean {
  if (message.readInt32LE(12) !== OP_MSG) return false;
  const end = message.indexOf(0, NAME_AT);
  return !OWN.has(message.subarray(NAME_AT, end).toString());
}
