/** Whether a server greets: its port opens before it can. */
import { connect } from 'node:net';

/** @throws Error when it does not greet with `expected` within `timeoutMs` (default 2 000) */
export function requireGreeting(host: string, port: number, expected: string, timeoutMs = 2_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const end = (error?: Error): void => {
      socket.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    socket.setTimeout(timeoutMs, () => end(new Error(`No greeting from ${host}:${port} in ${timeoutMs} ms`)));
    socket.once('error', end);
    socket.once('close', () => end(new Error('The server hung up')));
    socket.once('data', (chunk: Buffer) => {
      const greeting = chunk.toString('latin1');
      end(greeting.startsWith(expected) ? undefined : new Error(`Greeted with ${greeting.slice(0, 100)}`));
    });
  });
}
