/** Where a listener listens: a port, or a socket file. */
import { chmod, unlink } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { AppError } from '@facteur/primitives';
import type { SMTPServer } from 'smtp-server';

/** How mail is handed over. */
export type Protocol = 'smtp' | 'lmtp';

/** Where to listen. */
export interface Place {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** A socket file instead of host and port. Whoever gets at its folder may connect. */
  readonly path?: string | undefined;
}

/**
 * Resolves with the port, 0 for a socket file, once the server listens. A socket file that nobody listens on is replaced.
 * @throws AppError `PORT_IN_USE`, `CONFIG_INVALID` (never)
 */
export async function bind(server: SMTPServer, place: Place, protocol: Protocol): Promise<number> {
  const { path } = place;
  if (path === undefined) return listen(server, { host: place.host, port: place.port }, protocol);
  if (await isLeftBehind(path)) await unlink(path);
  await listen(server, { path }, protocol);
  // Mail servers run as users of their own; as with a port, who may connect is said by what is around it.
  await chmod(path, 0o666);
  return 0;
}

/** A process that was killed leaves its socket file behind. */
function isLeftBehind(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
  });
}

function listen(
  server: SMTPServer,
  at: { host: string; port: number } | { path: string },
  protocol: Protocol,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = server.listen(at);
    const failed = (cause: NodeJS.ErrnoException): void => reject(cannotListen(at, protocol, cause));
    socket.once('error', failed);
    socket.once('listening', () => {
      socket.off('error', failed);
      const address = socket.address() as AddressInfo | string;
      resolve(typeof address === 'string' ? 0 : address.port);
    });
  });
}

function cannotListen(
  at: { host: string; port: number } | { path: string },
  protocol: Protocol,
  cause: NodeJS.ErrnoException,
): AppError {
  const name = protocol.toUpperCase();
  const isInUse = cause.code === 'EADDRINUSE';
  if ('path' in at) {
    const message = isInUse ? `Another process listens on ${at.path}` : `Cannot listen on ${at.path}: ${cause.message}`;
    return new AppError(isInUse ? 'PORT_IN_USE' : 'CONFIG_INVALID', `${name}: ${message}`, { ...at, cause });
  }
  const { host, port } = at;
  const message = isInUse
    ? `${name} port ${port} on ${host} is in use; choose another with FACTEUR_${name}_PORT (0 = any free port)`
    : `Cannot listen for ${name} on ${host}:${port}: ${cause.message}`;
  return new AppError(isInUse ? 'PORT_IN_USE' : 'CONFIG_INVALID', message, { host, port, cause });
}
