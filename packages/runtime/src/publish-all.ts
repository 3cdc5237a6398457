/** Publishing: in order, until the bus has it. */
import { backOffMs, isAppError } from '@facteur/primitives';
import type { Kernel } from './kernel.ts';
import type { PublishedIds } from './published.ts';
import type { OutboxEntry } from './state-document.ts';

/** Publishes what is not known to be on the bus; does not return before it is. @throws what the bus throws, once the process stops */
export async function publishAll(
  parts: { kernel: Kernel; published: PublishedIds; flow: { name: string }; signal: AbortSignal },
  outbox: readonly OutboxEntry[],
): Promise<void> {
  const { kernel, published, flow, signal } = parts;
  const fresh = outbox.filter(({ event }) => !published.has(event.id));
  if (fresh.length === 0) return;
  const messages = fresh.map(({ topic, event }) => ({ topic, key: event.subject, value: event }));
  for (let attempt = 1; ; attempt += 1) {
    try {
      await kernel.bus.publish(messages);
      break;
    } catch (error) {
      if (!isAppError(error) || error.retry === 'never' || signal.aborted) throw error;
      kernel.log.warn({ flow: flow.name, code: error.code, attempt }, 'bus unavailable, publishing again');
      await kernel.clock.wait(backOffMs(attempt, kernel.random, kernel.limits.handlerBackOff), signal);
    }
  }
  for (const { topic, event } of fresh) {
    published.add(event.id);
    kernel.metrics.published.inc({ flow: flow.name, topic });
  }
}
