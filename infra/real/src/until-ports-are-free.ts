/** Another process may take a port between the look and the start. */
import { PortTakenError } from './server.ts';

const MAX_TRIES = 3;

/** Starts again, on other ports, when the ports were taken: three times in all. */
export async function untilPortsAreFree<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof PortTakenError) || tries === MAX_TRIES) throw error;
    }
  }
}
