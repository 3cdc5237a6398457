/** Ports for servers that will be stopped and started again under the same address. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range from which systems take ports of outgoing connections, so that none takes it while its server is down. */
const LOWEST = 20_000;
const HIGHEST = 30_000;
const MAX_TRIES = 200;

/** `count` different ports of the loopback that nobody listens on now; another process may still be quicker. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let tries = 0; tries < MAX_TRIES && found.size < count; tries++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  if (found.size < count) throw new Error(`No ${count} free ports between ${LOWEST} and ${HIGHEST}`);
  return [...found];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
