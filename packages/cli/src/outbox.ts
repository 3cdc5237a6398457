/** The outbox folder behind the `MailOut` port, its work done in another thread. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { MailOut, OutgoingMail } from '@facteur/mail/outgoing';
import { AppError, type ErrorCode, type RetryAdvice } from '@facteur/primitives';

/** What the thread is asked. */
export type OutboxRequest =
  | { readonly kind: 'send'; readonly id: number; readonly mail: OutgoingMail }
  | { readonly kind: 'close' };

/** What it answers. */
export interface OutboxAnswer {
  readonly id: number;
  readonly error?: { readonly code: ErrorCode; readonly message: string; readonly retry: RetryAdvice };
}

type Waiting = { readonly resolve: () => void; readonly reject: (error: AppError) => void };

/** Same promises as `openOutboxFolder`; a thread that dies fails what it was sending, to be tried again after a restart. */
export function openOutboxThread(folder: string, journal: string): MailOut {
  const worker = new Worker(new URL('./outbox-worker.js', import.meta.url), { workerData: { folder, journal } });
  const waiting = new Map<number, Waiting>();
  let sent = 0;
  let isGone = false;
  let closed: Promise<void> | undefined;
  const fail = (cause: unknown): void => {
    isGone = true;
    const error = new AppError('DATA_FOLDER_UNUSABLE', `The outbox ${folder} cannot be written any more`, {
      retry: 'later',
      cause,
    });
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(undefined));
  worker.on('message', ({ id, error }: OutboxAnswer) => {
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error) reject?.(new AppError(error.code, error.message, { retry: error.retry }));
    else resolve?.();
  });
  return {
    send: (mail) =>
      new Promise((resolve, reject) => {
        sent += 1;
        waiting.set(sent, { resolve, reject });
        if (isGone) fail(undefined);
        else worker.postMessage({ kind: 'send', id: sent, mail } satisfies OutboxRequest);
      }),
    close() {
      closed ??= isGone ? Promise.resolve() : end(worker);
      return closed;
    },
  };
}

/** Lets what is being written end, and the thread with it. */
async function end(worker: Worker): Promise<void> {
  const exit = once(worker, 'exit');
  worker.postMessage({ kind: 'close' } satisfies OutboxRequest);
  await exit;
}
