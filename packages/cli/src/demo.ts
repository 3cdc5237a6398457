/** Starts the demo company's back office beside the product. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '@facteur/primitives';
import type { Settings } from './settings.ts';

/** A back office that listens. */
export interface Demo {
  readonly url: string;
  close(): Promise<void>;
}

type Message = { url: string } | { error: { code: ErrorCode; message: string } };

/** @param port 0: any free one. @throws AppError what kept it from opening, such as `CONFIG_INVALID` for data files that cannot be used */
export async function startDemo(folder: string, settings: Settings, port = 0): Promise<Demo> {
  const workerData = { folder, port, data: settings['demo-data'] };
  const worker = new Worker(new URL('./demo-worker.js', import.meta.url), { workerData });
  const [message] = (await once(worker, 'message')) as [Message];
  if ('error' in message) {
    await worker.terminate();
    throw new AppError(message.error.code, message.error.message);
  }
  return {
    url: message.url,
    async close() {
      const closed = once(worker, 'exit');
      worker.postMessage('close');
      await closed;
    },
  };
}
