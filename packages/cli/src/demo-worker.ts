/** The demo company's back office, in a thread of its own: another company's system, with its own state. */
import { parentPort, workerData } from 'node:worker_threads';
import { type BackOfficeOptions, openBackOffice } from '@facteur/connectors/demo';
import { isAppError, messageOf, systemClock } from '@facteur/primitives';
import { openEmbeddedStore } from '@facteur/store/embedded';

const { folder, port, data } = workerData as { folder: string; port: number; data?: string };

async function main(): Promise<void> {
  const store = await openEmbeddedStore({ folder });
  const options: BackOfficeOptions = { store, port, clock: systemClock, ...(data === undefined ? {} : { data }) };
  const office = await openBackOffice(options);
  parentPort?.on('message', async () => {
    await office.close();
    await store.close();
    parentPort?.postMessage({ closed: true });
    parentPort?.close();
  });
  parentPort?.postMessage({ url: office.url });
}

main().catch((error: unknown) => {
  parentPort?.postMessage({ error: { code: isAppError(error) ? error.code : 'INTERNAL', message: messageOf(error) } });
});
