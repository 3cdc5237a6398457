/** The transformer behind the port: who waits, which texts go together, and what happens when the thread dies. */
import { availableParallelism } from 'node:os';
import { type Clock, systemClock } from '@facteur/primitives';
import type { Embedder } from '../embedder.ts';
import { locateModel } from './locate-model.ts';
import { type ModelFolder, readModelFolder } from './model-folder.ts';
import { type Ticket, type WaitingCall, waitingTexts } from './waiting.ts';
import { shippedWorker, startWorker, unavailable, type WorkerLink } from './worker-link.ts';

/** How `openTransformer` runs the model. Everything has a default. */
export interface TransformerOptions {
  /** A folder with `config.json`, `tokenizer.json`, `tokenizer_config.json` and `onnx/`; or a hub name. Default: the model that ships. */
  readonly model?: string;
  /** Whether a hub name may be fetched. Default false: nothing leaves the machine. */
  readonly allowRemote?: boolean;
  /** Where models of the hub are kept; needed for a hub name. */
  readonly downloads?: string;
  /** The hub's address. Default `https://huggingface.co`. */
  readonly hub?: string;
  /** Threads of one inference, 1 to 16. Default 2, on one processor 1. */
  readonly threads?: number;
  /** Most texts in a batch. Default 4: with the weights that ship, larger ones cost more per text (README.md). */
  readonly batchTexts?: number;
  /** Most tokens in a batch, padding included; bounds the memory. Default 2048. */
  readonly batchTokens?: number;
  /** Tokens of a text that count, prefix included. Default 512, and never more than the model takes. */
  readonly maxTokens?: number;
  /** Texts that may wait for an answer before further calls are refused; a call alone is never refused. Default 100 000. */
  readonly maxWaitingTexts?: number;
  /** Milliseconds within which the model must answer up to 64 texts; otherwise its thread is ended. Default 120 000. */
  readonly answerTimeoutMs?: number;
  /** Told when the thread ends unasked. */
  readonly onError?: (error: unknown) => void;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** The worker's file; for tests. */
  readonly worker?: URL;
}

interface Call extends WaitingCall {
  readonly vectors: Float32Array[];
  left: number;
  resolve(vectors: readonly Float32Array[]): void;
  reject(error: unknown): void;
}

/** One request to the worker. Small enough that a newcomer waits for seconds at most, large enough to fill batches of like length. */
const jobLimits = { texts: 64, characters: 32_768 };
/** Requests under way: the second one waits in the worker, which so never idles while this thread is busy. */
const maxJobs = 2;
/** A piece is seldom longer than this: what lies beyond `maxTokens` times as many characters is not even tokenised. */
const charactersPerToken = 16;
const closeGraceMs = 5_000;

/**
 * Opens the model in a worker thread, once it has loaded and run. An empty text gets the vector of the prefix alone; lone surrogates
 * count as U+FFFD; of a long text the first `maxTokens` tokens count, within its first 16 × `maxTokens` characters.
 *
 * When the thread dies, the calls under way are refused (retry later) and the next call starts another one: after the first death in
 * a row at once, later on after 1 s, 2 s, … up to a minute; a call before that is refused. A forgotten embedder does not keep the process.
 * @throws AppError `MODEL_INVALID` (never retry) when the model cannot be loaded
 */
export async function openTransformer(options: TransformerOptions = {}): Promise<Embedder> {
  const folder = await locateModel(options);
  const model = await readModelFolder(folder, options.maxTokens ?? 512);
  const start = (): Promise<WorkerLink> => startLink(model, options);
  const first = await start();
  return embedderOf(model, first, start, options);
}

function startLink(model: ModelFolder, options: TransformerOptions): Promise<WorkerLink> {
  const { folder, weights, dtype, prefix, pooling, maxTokens } = model;
  const threads = options.threads ?? Math.min(2, availableParallelism());
  const settings = {
    ...{ folder, weights, dtype, prefix, pooling, maxTokens },
    threads: Math.max(1, Math.min(16, Math.floor(threads))),
    batchTexts: options.batchTexts ?? 4,
    batchTokens: options.batchTokens ?? 2048,
  };
  const { worker: url = shippedWorker, answerTimeoutMs = 120_000, clock = systemClock } = options;
  return startWorker({ url, settings, answerTimeoutMs, clock });
}

/** Long because its small functions share one state: which thread there is, and what it was given. */
function embedderOf(
  model: ModelFolder,
  first: WorkerLink,
  start: () => Promise<WorkerLink>,
  { clock = systemClock, maxWaitingTexts = 100_000, onError = () => undefined }: TransformerOptions,
): Embedder {
  const waiting = waitingTexts<Call>();
  const maxCharacters = model.maxTokens * charactersPerToken;
  let link: WorkerLink | undefined = first;
  let starting: Promise<void> | undefined;
  let jobs = 0;
  let deathsInARow = 0;
  let notBefore = 0;
  let isScheduled = false;
  let closing: Promise<void> | undefined;

  /** Calls made in one turn of the event loop share their batches. */
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      pump();
    });
  };

  const pump = (): void => {
    if (closing !== undefined || waiting.size === 0 || starting !== undefined) return;
    if (link === undefined || !link.isAlive) return restart();
    while (jobs < maxJobs && waiting.size > 0) void run(link, waiting.take(jobLimits));
  };

  const run = async (on: WorkerLink, tickets: readonly Ticket<Call>[]): Promise<void> => {
    jobs += 1;
    try {
      const vectors = await on.run(tickets.map(({ call, index }) => (call.texts[index] ?? '').slice(0, maxCharacters)));
      deathsInARow = 0;
      deliver(tickets, vectors);
    } catch (error) {
      if (!on.isAlive) died(on, error);
      for (const call of new Set(tickets.map((ticket) => ticket.call))) refuse(call, error);
    }
    jobs -= 1;
    pump();
  };

  const died = (on: WorkerLink | undefined, error: unknown): void => {
    if (on !== link || closing !== undefined) return;
    link = undefined;
    deathsInARow += 1;
    notBefore = deathsInARow === 1 ? 0 : clock.now() + Math.min(60_000, 1_000 * 2 ** (deathsInARow - 2));
    onError(error);
  };

  const restart = (): void => {
    // An idle thread that ended on its own tells nobody: it is found out here.
    if (link !== undefined) died(link, unavailable('its thread ended while idle'));
    if (clock.now() < notBefore) return refuseAll(unavailable('its thread ended, and the next one is not due yet'));
    starting = start().then(
      async (next) => {
        starting = undefined;
        if (closing !== undefined) return next.stop(closeGraceMs);
        link = next;
        pump();
      },
      (error: unknown) => {
        starting = undefined;
        died(link, error);
        refuseAll(unavailable('it could not be started again', error));
      },
    );
  };

  const refuse = (call: Call, error: unknown): void => {
    waiting.remove(call);
    call.reject(error);
  };
  const refuseAll = (error: unknown): void => {
    for (const call of waiting.clear()) call.reject(error);
  };

  return {
    id: model.id,
    dimensions: first.dimensions,
    embed: (texts) =>
      new Promise((resolve, reject) => {
        if (closing !== undefined) return reject(unavailable('it is closed'));
        if (texts.length === 0) return resolve([]);
        if (waiting.size > 0 && waiting.size + texts.length > maxWaitingTexts)
          return reject(unavailable(`${waiting.size} texts wait already, and ${maxWaitingTexts} may`));
        waiting.add({
          texts: [...texts],
          taken: 0,
          vectors: new Array(texts.length),
          left: texts.length,
          resolve,
          reject,
        });
        schedule();
      }),
    close: () => {
      closing ??= (async () => {
        refuseAll(unavailable('it is closed'));
        await starting;
        await link?.stop(closeGraceMs);
      })();
      return closing;
    },
  };
}

function deliver(tickets: readonly Ticket<Call>[], vectors: readonly Float32Array[]): void {
  for (const [place, { call, index }] of tickets.entries()) {
    const vector = vectors[place];
    if (vector === undefined) {
      call.reject(unavailable('it answered fewer vectors than texts'));
      continue;
    }
    call.vectors[index] = vector;
    call.left -= 1;
    if (call.left === 0) call.resolve(call.vectors);
  }
}
