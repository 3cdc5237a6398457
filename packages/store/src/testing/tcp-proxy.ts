/** A way to a server that a test can cut, keep silent, or rob of one answer. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy on a free port of the loopback. */
export interface TcpProxy {
  readonly port: number;
  /** Cuts all connections, and refuses new ones until `mend`. */
  cut(): void;
  /** From now on takes bytes and hands none on, until `mend`. */
  silence(): void;
  mend(): void;
  /** The next request that contains `text` reaches the server; its answer does not come back: the connection is cut instead. */
  loseAnswerTo(text: string): void;
  close(): Promise<void>;
}

/** Opens a proxy to `host:port`. */
export async function openTcpProxy(host: string, port: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let mode: 'open' | 'cut' | 'silent' = 'open';
  let robbed: string | undefined;
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    if (mode === 'cut') {
      client.destroy();
      return;
    }
    const inner = connect(port, host);
    let losesAnswer = false;
    for (const [socket, other] of [
      [client, inner],
      [inner, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (bytes: Buffer) => {
      if (mode === 'silent') return;
      if (robbed !== undefined && bytes.includes(robbed)) {
        robbed = undefined;
        losesAnswer = true;
      }
      inner.write(bytes);
    });
    inner.on('data', (bytes: Buffer) => {
      if (losesAnswer) client.destroy();
      else if (mode !== 'silent') client.write(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      mode = 'cut';
      cutAll();
    },
    silence() {
      mode = 'silent';
    },
    mend() {
      // Connections that were kept silent are out of step.
      if (mode === 'silent') cutAll();
      mode = 'open';
    },
    loseAnswerTo(text) {
      robbed = text;
    },
    async close() {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}
