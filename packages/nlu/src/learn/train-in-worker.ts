/** Trains beside the event loop: mails go on being understood by the model before. */
import { Worker } from 'node:worker_threads';
import { AppError } from '@facteur/primitives';
import type { Model } from '../model/model.ts';
import type { OnProgress, TrainingData } from '../model/train.ts';

/** What the worker sends. */
export type WorkerMessage = { readonly done: number } | { readonly model: Model };

/** A heap larger than this means that something is wrong with the data. */
const MAX_HEAP_MB = 1_024;

/** As `trainModel`, in a thread of its own. @throws AppError `INTERNAL` when the thread dies, and when `signal` aborts */
export function trainInWorker(data: TrainingData, onProgress?: OnProgress, signal?: AbortSignal): Promise<Model> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./train-worker.js', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    const stop = (): void => {
      void worker.terminate();
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      if ('model' in message) resolve(message.model);
      else onProgress?.(message.done);
    });
    worker.on('error', (cause) => reject(new AppError('INTERNAL', 'Training failed', { retry: 'never', cause })));
    worker.on('exit', () => {
      signal?.removeEventListener('abort', stop);
      reject(new AppError('INTERNAL', 'Training ended without a model', { retry: 'never' }));
    });
  });
}
