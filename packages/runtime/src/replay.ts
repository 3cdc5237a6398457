/** Replaying and dropping what is parked: in order, one event at a time, until nothing waits. */
import type { Event, EventDefinition } from '@facteur/contracts';
import type { Parked } from './dead-letter.ts';
import { decodeEvent, type Keys, newerError } from './event-codec.ts';
import type { Parking } from './parking.ts';

/** Handles, or gives up, one parked event; resolves once that is durable. */
export type ReplayOne = (parked: Parked, subject: string) => Promise<void>;

/**
 * Handles what is parked for `key`, oldest first; the first `skip` events are dropped. Returns how many were handled.
 * @throws what the first to fail throws; it and those behind it stay parked
 */
export async function replayAll(
  parking: Parking,
  flow: string,
  key: string,
  skip: number,
  { handle, drop }: { handle: ReplayOne; drop: ReplayOne },
): Promise<number> {
  let seen = 0;
  for (;;) {
    const record = await parking.read(flow, key);
    if (!record) return Math.max(0, seen - skip);
    for (const parked of record.events) {
      await (seen < skip ? drop : handle)(parked, record.subject);
      await parking.forget(record, parked.event.id);
      seen += 1;
    }
    await parking.end(record);
  }
}

/** The event of a parked message; undefined when the person was erased. @throws AppError `EVENT_UNREADABLE`, `EVENT_NEWER` */
export function readParked(
  flow: string,
  { event: wire }: Parked,
  definition: EventDefinition,
  keys: Keys,
): Event | undefined {
  const decoded = decodeEvent(wire, definition, keys);
  if (decoded.kind === 'unreadable') throw decoded.error;
  if (decoded.kind === 'newer') throw newerError(flow, decoded.type);
  return decoded.kind === 'event' ? decoded.event : undefined;
}
