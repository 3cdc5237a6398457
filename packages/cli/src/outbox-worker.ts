/** The outbox folder in a thread of its own: composing mails and writing files is left to another core. */
import { parentPort, workerData } from 'node:worker_threads';
import { type OutgoingMail, openOutboxFolder, outboxJournal } from '@facteur/mail/outgoing';
import { isAppError, messageOf } from '@facteur/primitives';
import { openEmbeddedStore } from '@facteur/store/embedded';
import type { OutboxAnswer, OutboxRequest } from './outbox.ts';

const { folder, journal } = workerData as { folder: string; journal: string };
const store = await openEmbeddedStore({ folder: journal });
const outbox = await openOutboxFolder({ folder, journal: await store.collection(outboxJournal) });

parentPort?.on('message', (request: OutboxRequest) => {
  if (request.kind === 'close') void close();
  else void send(request.id, request.mail);
});

async function send(id: number, mail: OutgoingMail): Promise<void> {
  parentPort?.postMessage(await outcome(id, mail));
}

async function close(): Promise<void> {
  await outbox.close();
  await store.close();
  parentPort?.close();
}

async function outcome(id: number, mail: OutgoingMail): Promise<OutboxAnswer> {
  try {
    await outbox.send(mail);
    return { id };
  } catch (error) {
    const { code, retry } = isAppError(error) ? error : { code: 'INTERNAL' as const, retry: 'later' as const };
    return { id, error: { code, message: messageOf(error), retry } };
  }
}
