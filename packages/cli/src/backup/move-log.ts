/** The log of one machine and the log of brokers: offsets mean nothing there, so that only what was not handled goes over, published anew. */
import type { Bus, BusBackup, GroupPlace, Message } from '@facteur/bus';
import { DEAD_LETTER_TOPICS, TOPICS } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import { type Manifest, openArchive } from './archive.ts';
import { createBacklog } from './backlog.ts';
import { messagesIn } from './content.ts';

/** Published at once. */
const AT_ONCE = 500;

/** What becomes of the log: it is taken in, its brokers have it, what of it was not handled is published, or there is nothing of it to have. */
export type LogWay = 'load' | 'rewind' | 'publish' | 'nothing';

/**
 * How a backup's log goes into a bus.
 * @throws AppError `CONFLICT` (never) for events that only brokers hold, and that were not handled
 */
export function wayOfLog({ topics, behind }: Manifest, { log }: BusBackup): LogWay {
  if (!log) return topics ? 'publish' : 'rewind';
  if (topics) return 'load';
  if (behind === 0) return 'nothing';
  throw new AppError(
    'CONFLICT',
    'The backup was taken on Kafka while events were still to be handled, and only Kafka has them: let the services end their work, then back up again',
  );
}

/** @throws AppError `CONFLICT` (never) when something was published there, or a service runs */
export async function checkNoEvents(bus: Bus, { rewind, places }: BusBackup): Promise<void> {
  const known = await places();
  // To where they are: it is refused while a group has consumers.
  await rewind(known);
  for (const group of new Set(known.map((place) => place.group)))
    if ((await bus.lag(group)).some(({ end }) => end > 0))
      throw new AppError(
        'CONFLICT',
        'Kafka holds events already: stop all services and delete its topics, or take another FACTEUR_KAFKA_PREFIX',
      );
}

/** Publishes what not every group had handled, in the order of each case; who had handled it drops it. Resolves with how many events. */
export async function publishUnhandled(path: string, places: readonly GroupPlace[], bus: Bus): Promise<number> {
  const declared = new Set([...TOPICS, ...DEAD_LETTER_TOPICS].map(({ name }) => name));
  const backlog = createBacklog(places);
  const { entries } = await openArchive(path);
  let waiting: Message[] = [];
  let published = 0;
  const publish = async (): Promise<void> => {
    await bus.publish(waiting);
    published += waiting.length;
    waiting = [];
  };
  for await (const entry of entries) {
    if (!entry.name.startsWith('log/')) continue;
    for (const messages of messagesIn(entry)) {
      for (const message of backlog.see(messages)) {
        if (declared.has(message.topic)) waiting.push(message);
        if (waiting.length >= AT_ONCE) await publish();
      }
    }
  }
  if (waiting.length > 0) await publish();
  return published;
}
