/** Gathers calls that arrive while a batch is under way into the next batch. */
import { isAppError } from '@facteur/primitives';

/** Handles one item; resolves or rejects with what became of that item. */
export type Submit<Item, Answer> = (item: Item) => Promise<Answer>;

/** What became of each item of a batch, in order. */
export type BatchHandler<Item, Answer> = (
  items: readonly Item[],
) => Promise<readonly ({ ok: Answer } | { error: unknown })[]>;

/**
 * One batch at a time, at most `most` items each; what `isPatient` lets all others go first. A batch that fails for good is handled again item by item, so that only the
 * one at fault fails; one that fails for now (retry later) fails whole.
 */
export function batcher<Item, Answer>(
  most: number,
  handle: BatchHandler<Item, Answer>,
  isPatient: (item: Item) => boolean = () => false,
): { submit: Submit<Item, Answer>; idle(): Promise<void> } {
  let queue: { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  let loop: Promise<void> | undefined;
  const runBatch = async (batch: typeof queue): Promise<void> => {
    try {
      const answers = await handle(batch.map(({ item }) => item));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const answer = answers[index];
        if (answer && 'ok' in answer) resolve(answer.ok);
        else reject(answer?.error ?? new Error('batch handler gave no answer'));
      }
    } catch (error) {
      const isForNow = isAppError(error) && error.retry === 'later';
      if (batch.length > 1 && !isForNow) for (const one of batch) await runBatch([one]);
      else for (const { reject } of batch) reject(error);
    }
  };
  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.slice(0, most);
      queue = queue.slice(batch.length);
      await runBatch(batch);
    }
    loop = undefined;
  };
  return {
    submit: (item) =>
      new Promise((resolve, reject) => {
        const before = isPatient(item) ? -1 : queue.findIndex((other) => isPatient(other.item));
        queue.splice(before < 0 ? queue.length : before, 0, { item, resolve, reject });
        loop ??= Promise.resolve().then(run);
      }),
    idle: async () => loop,
  };
}
