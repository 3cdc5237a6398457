/** What passes between `openTransformer` and its worker (`worker/embed-worker.mjs`). */
import type { Pooling, WeightsType } from './model-folder.ts';

/** How the worker loads and runs the model; its `workerData`. */
export interface WorkerSettings {
  /** Absolute path of the model's folder. */
  readonly folder: string;
  /** The weights' file, relative to the folder. */
  readonly weights: string;
  readonly dtype: WeightsType;
  /** Put before each text, as the model was trained. */
  readonly prefix: string;
  readonly pooling: Pooling;
  /** Tokens of a text that count, prefix included. */
  readonly maxTokens: number;
  /** Threads of one inference. */
  readonly threads: number;
  /** Most texts in a batch. */
  readonly batchTexts: number;
  /** Most tokens in a batch, padding included. */
  readonly batchTokens: number;
}

/** What the worker is asked. */
export type WorkerRequest =
  | { readonly kind: 'embed'; readonly id: number; readonly texts: readonly string[] }
  | { readonly kind: 'close' };

/** What the worker says: first `ready` or `failed`, then one `vectors` or `refused` per `embed`, in their order. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly dimensions: number }
  | { readonly kind: 'failed'; readonly file: string; readonly message: string }
  | { readonly kind: 'vectors'; readonly id: number; readonly vectors: readonly Float32Array[] }
  | { readonly kind: 'refused'; readonly id: number; readonly message: string };
