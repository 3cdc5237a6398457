/** From kafkajs's loop into the lanes, no faster than these hand over. */
import type { Clock } from '@facteur/primitives';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { takeMessage } from './encode.ts';
import type { Lane } from './lane.ts';

/** How long a full lane holds up fetching before its partition is paused: to go on after a pause takes up to `fetchWaitMs`. */
const PATIENCE_MS = 50;

/**
 * Puts what was fetched into its lane. A lane that stays full gets its partition paused until it has room: others go on,
 * and kafkajs's loop, which sends the heartbeats, is never held up for long.
 */
export async function feed(
  lane: Lane,
  { batch, resolveOffset, pause }: EachBatchPayload,
  consumer: Consumer,
  clock: Clock,
): Promise<void> {
  lane.push(batch.messages.map(takeMessage));
  resolveOffset(batch.lastOffset());
  if (lane.isFull()) await Promise.race([lane.room(), clock.wait(PATIENCE_MS)]);
  if (!lane.isFull()) return;
  pause();
  const { topic, partition } = batch;
  void lane.room().then(() => {
    if (lane.hasEnded()) return;
    try {
      consumer.resume([{ topic, partitions: [partition] }]);
    } catch {} // kafkajs is stopping it: whoever comes next begins with nothing paused
  });
}
