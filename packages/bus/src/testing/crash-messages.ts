/** What the crash test's child publishes, so that its parent can tell what is whole. */
import type { Json } from '@facteur/primitives';
import type { Message, TopicSettings } from '../bus.ts';

/** The topic of the crash test; nothing is kept longer than its groups need it, so that trimming is interrupted too. */
export const CRASH_TOPIC: TopicSettings = { name: 'crashed', partitions: 3, retentionMs: 0 };

/** A numbered message: `number` counts per key, in the child's lifetime `round`. */
export function crashMessage(key: string, round: number, number: number): Message {
  return { topic: CRASH_TOPIC.name, key, value: { key, round, number, padding: paddingOf(number) } };
}

/** The message's round and number, or undefined when it is not as it was published. */
export function readCrashMessage(key: string, value: Json): { round: number; number: number } | undefined {
  const { round, number } = value as { round: number; number: number };
  const whole = JSON.stringify(crashMessage(key, round, number).value);
  return JSON.stringify(value) === whole ? { round, number } : undefined;
}

/** Long enough, now and then, to need several pages. */
function paddingOf(number: number): string {
  return `${number}é`.repeat((number * 37) % 900);
}
