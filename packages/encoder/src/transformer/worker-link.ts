/** One life of the worker thread: started, asked, ended. Starting another one after a crash is left to `open-transformer.ts`. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError, type Clock, messageOf } from '@facteur/primitives';
import { invalid } from './model-folder.ts';
import type { WorkerMessage, WorkerRequest, WorkerSettings } from './protocol.ts';

/** A worker that has loaded its model. */
export interface WorkerLink {
  readonly dimensions: number;
  /** False once the thread has ended, for whatever reason. */
  readonly isAlive: boolean;
  /**
   * One vector per text, in their order.
   * @throws AppError `EMBEDDER_UNAVAILABLE` (retry later) when the model refuses them, does not answer in time, or its thread ends
   */
  run(texts: readonly string[]): Promise<readonly Float32Array[]>;
  /** Lets the thread finish what it was asked and free its memory, for at most `graceMs`; then it is ended. */
  stop(graceMs: number): Promise<void>;
}

/** What a start of the worker needs. */
export interface LinkOptions {
  /** The worker's file. */
  readonly url: URL;
  readonly settings: WorkerSettings;
  /** Milliseconds within which a request must be answered; otherwise the thread is ended. */
  readonly answerTimeoutMs: number;
  readonly clock: Clock;
}

interface Asked {
  resolve(vectors: readonly Float32Array[]): void;
  reject(error: AppError): void;
  /** Ends the watch on the time. */
  readonly answered: AbortController;
}

/** The error of every call that got no answer. */
export function unavailable(why: string, cause?: unknown): AppError {
  return new AppError('EMBEDDER_UNAVAILABLE', `The sentence model gave no vectors: ${why}`, { retry: 'later', cause });
}

/**
 * Starts the thread; resolves when the model is loaded and has run once. Long because all of it is one thread's life.
 * @throws AppError `MODEL_INVALID` (never retry) when a file of the model cannot be loaded
 * @throws AppError `EMBEDDER_UNAVAILABLE` (retry later) when the thread ends while it loads
 */
export function startWorker({ url, settings, answerTimeoutMs, clock }: LinkOptions): Promise<WorkerLink> {
  return new Promise((loaded, failed) => {
    const worker = new Worker(url, { workerData: settings, name: 'facteur-embed' });
    const asked = new Map<number, Asked>();
    let lastId = 0;
    let isAlive = true;
    let cause: unknown;

    // An idle model must not keep the process; one that was asked must not be left behind by it.
    const settle = (id: number): Asked | undefined => {
      const request = asked.get(id);
      asked.delete(id);
      request?.answered.abort();
      if (asked.size === 0) worker.unref();
      return request;
    };
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', (code) => {
        isAlive = false;
        const error = unavailable(
          `its thread ended (exit ${code}${cause === undefined ? '' : `, ${messageOf(cause)}`})`,
          cause,
        );
        for (const id of [...asked.keys()]) settle(id)?.reject(error);
        failed(error);
        resolve();
      });
    });
    worker.on('error', (error) => {
      cause ??= error;
    });

    const link: WorkerLink & { dimensions: number } = {
      dimensions: 0,
      get isAlive() {
        return isAlive;
      },
      run: (texts) => {
        if (!isAlive) return Promise.reject(unavailable('its thread has ended', cause));
        lastId += 1;
        const id = lastId;
        const answered = new AbortController();
        const outcome = new Promise<readonly Float32Array[]>((resolve, reject) => {
          asked.set(id, { resolve, reject, answered });
        });
        worker.ref();
        post(worker, { kind: 'embed', id, texts });
        void clock.wait(answerTimeoutMs, answered.signal).then(() => {
          if (answered.signal.aborted) return;
          cause ??= new Error(`no answer in ${answerTimeoutMs} ms`);
          isAlive = false;
          void worker.terminate();
        });
        return outcome;
      },
      stop: async (graceMs) => {
        if (!isAlive) return ended;
        isAlive = false;
        worker.ref();
        post(worker, { kind: 'close' });
        const over = new AbortController();
        await Promise.race([ended, clock.wait(graceMs, over.signal)]);
        over.abort();
        await worker.terminate();
      },
    };

    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'ready') {
        link.dimensions = message.dimensions;
        worker.unref();
        loaded(link);
      } else if (message.kind === 'failed') failed(invalid(settings.folder, message.file, message.message));
      else if (message.kind === 'vectors') settle(message.id)?.resolve(message.vectors);
      else settle(message.id)?.reject(unavailable(`it refused these texts (${message.message})`));
    });
  });
}

function post(worker: Worker, request: WorkerRequest): void {
  worker.postMessage(request);
}

/** The worker that ships; at the same depth from the sources and from the build. */
export const shippedWorker = new URL('../../worker/embed-worker.mjs', import.meta.url);

/** The folder of the model that ships. */
export const shippedModel = join(import.meta.dirname, '..', '..', 'model');
