import { expect, it } from '@jest/globals';
import { identityOf } from '../guard/processes.mjs';
import { describeReal } from './describe-real.ts';
import { requirePing } from './mongodb-ready.ts';
import { startMongodb } from './mongodb-server.ts';
import { mongodbOnThisMachine } from './testing/on-this-machine.ts';

/** The first start on a machine builds it. */
const TIMEOUT_MS = 600_000;

describeReal('a FerretDB of one’s own', await mongodbOnThisMachine(), () => {
  it(
    'answers a ping while it runs, also after SIGKILL and a restart, and leaves no process',
    async () => {
      const server = await startMongodb();
      const { hostname, port } = new URL(server.at.uri);
      const ping = () => requirePing(hostname, Number(port));
      await ping();
      await server.kill();
      await expect(ping()).rejects.toThrow(/ECONNREFUSED/);
      await server.restart();
      await ping();
      const pid = server.pid();
      await server.stop();
      expect(identityOf(pid)).toBeUndefined();
      await expect(ping()).rejects.toThrow(/ECONNREFUSED/);
    },
    TIMEOUT_MS,
  );
});
