/** Live listeners: told of what was just written, best effort, never in the way of those who publish. */
import type { Delivered, Subscription } from '../bus.ts';
import { decodeMessage } from './encode.ts';
import type { WrittenChunk } from './writer.ts';

type Listener = (topic: string, message: Delivered) => unknown;

/** The listeners of this process. */
export interface Tails {
  add(topics: readonly string[], listener: Listener): Subscription;
  notify(chunk: WrittenChunk): void;
}

/** `onError` is told what a listener threw. */
export function createTails(onError: (error: unknown, topic: string) => void): Tails {
  const tails = new Set<{ topics: ReadonlySet<string>; listener: Listener }>();

  const tell = (listener: Listener, topic: string, message: Delivered): void => {
    try {
      const outcome = listener(topic, message);
      if (outcome instanceof Promise) outcome.catch((error: unknown) => onError(error, topic));
    } catch (error) {
      onError(error, topic);
    }
  };

  return {
    add: (topics, listener) => {
      const tail = { topics: new Set(topics), listener };
      tails.add(tail);
      return {
        close: async () => {
          tails.delete(tail);
        },
      };
    },
    notify: ({ partition: { topic }, first, messages }) => {
      const listeners = [...tails].filter(({ topics }) => topics.has(topic));
      if (listeners.length === 0) return;
      for (const [index, encoded] of messages.entries()) {
        const message = decodeMessage(encoded, first + index);
        for (const { listener } of listeners) tell(listener, topic, message);
      }
    },
  };
}
