/** A consumer for tests that writes down what it gets and lets a test wait for it. */
import type { Batch, Delivered } from '../bus.ts';

/** A message as it was handed over. */
export interface Recorded extends Delivered {
  readonly topic: string;
  readonly partition: number;
}

/** What was handed over so far, and a way to wait for more. */
export interface Recorder {
  /** To be used as `handle` of a consumer. */
  readonly handle: (batch: Batch) => Promise<void>;
  /** Every message, in the order of arrival, redelivered ones again. */
  readonly messages: readonly Recorded[];
  /** Sizes of the batches, in the order of arrival. */
  readonly batchSizes: readonly number[];
  /** Resolves as soon as `isEnough` holds. */
  until(isEnough: () => boolean): Promise<void>;
}

/** `work` is awaited for each batch, before its messages count as handled; it may throw. */
export function createRecorder(work: (batch: Batch) => Promise<void> | void = () => undefined): Recorder {
  const messages: Recorded[] = [];
  const batchSizes: number[] = [];
  let waiting: { isEnough: () => boolean; resolve: () => void }[] = [];
  const look = (): void => {
    for (const { isEnough, resolve } of waiting) if (isEnough()) resolve();
    waiting = waiting.filter(({ isEnough }) => !isEnough());
  };
  return {
    messages,
    batchSizes,
    handle: async (batch) => {
      const { topic, partition } = batch;
      batchSizes.push(batch.messages.length);
      messages.push(...batch.messages.map((message) => ({ ...message, topic, partition })));
      look();
      await work(batch);
    },
    until: (isEnough) =>
      new Promise((resolve) => {
        if (isEnough()) return resolve();
        waiting.push({ isEnough, resolve });
      }),
  };
}

/** A gate that handlers wait at until the test opens it. */
export function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
