/** A server of MongoDB's protocol on this machine: FerretDB on SQLite. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Environment, readEnvironment } from './environment.ts';
import { ferretdbProgram } from './ferretdb-program.ts';
import { freePorts } from './free-ports.ts';
import { type Home, ownHome } from './home.ts';
import { requirePing } from './mongodb-ready.ts';
import type { MongodbAt } from './real.ts';
import { type Server, startServer } from './server.ts';
import { untilPortsAreFree } from './until-ports-are-free.ts';

const READY_WITHIN_MS = 60_000;

/**
 * Starts a server of one's own and resolves once it answers a ping (under a second; the first time also the build). It ends
 * with this process if nobody stops it before.
 * @throws MissingError without Go; Error with the end of its log when it does not start
 */
export async function startMongodb(): Promise<Server<MongodbAt>> {
  return startMongodbIn(() => ownHome('mongodb'), readEnvironment());
}

/** The same in a home of the caller's choice, asked for again when the port had been taken. */
export async function startMongodbIn(home: () => Promise<Home>, environment: Environment): Promise<Server<MongodbAt>> {
  const program = await ferretdbProgram(environment);
  return untilPortsAreFree(async () => {
    const place = await home();
    const [port = 0] = await freePorts(1);
    const data = join(place.folder, 'data');
    await mkdir(data, { recursive: true });
    return startServer<MongodbAt>(
      {
        name: 'FerretDB',
        program,
        args: [`127.0.0.1:${port}`, `${data}/`],
        at: { uri: `mongodb://127.0.0.1:${port}`, engine: 'ferretdb' },
        ready: () => requirePing('127.0.0.1', port),
        readyWithinMs: READY_WITHIN_MS,
      },
      place,
    );
  });
}
