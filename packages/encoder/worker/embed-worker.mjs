// @ts-check
/**
 * The model in a thread of its own: token ids in, one vector of length 1 per text out. Inference blocks its thread, and native tensors
 * are refused inside jest's sandbox; here neither matters. Plain JavaScript, so that it runs alike from the sources and from the build.
 * What it is asked and what it answers: `src/transformer/protocol.ts`.
 */
import { basename, dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { AutoModel, AutoTokenizer, env, Tensor } from '@huggingface/transformers';
import { planBatches } from './plan-batches.mjs';

/** @typedef {import('../src/transformer/protocol.ts').WorkerSettings} WorkerSettings */
/** @typedef {import('../src/transformer/protocol.ts').WorkerRequest} WorkerRequest */

const settings = /** @type {WorkerSettings} */ (workerData);

env.allowRemoteModels = false;
env.localModelPath = `${dirname(settings.folder)}/`;
const name = basename(settings.folder);

/**
 * The runtime's threads sleep between operators instead of spinning, which burns as much processor time again as the work itself with two
 * threads (measured: 17 ms a text against 9 ms) and takes it from the rest of the process.
 */
const idleThreadsSleep = { session: { intra_op: { allow_spinning: '0' } } };

const model = await load();

/** Answers follow each other: one request at a time keeps memory to that of one batch. */
let turn = Promise.resolve();
let isClosing = false;

parentPort?.on('message', (/** @type {WorkerRequest} */ request) => {
  // Said at once, so that what runs stops after its batch.
  isClosing ||= request.kind === 'close';
  turn = turn.then(() => (request.kind === 'close' ? close() : answer(request.id, request.texts)));
});

/** Loads tokenizer and weights, runs them once, and says which file is at fault when that fails. */
async function load() {
  let file = 'tokenizer.json';
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(name);
    file = settings.weights;
    const network = await AutoModel.from_pretrained(name, {
      dtype: settings.dtype,
      session_options: { intraOpNumThreads: settings.threads, interOpNumThreads: 1, extra: idleThreadsSleep },
    });
    const loaded = { tokenizer, network };
    const [vector] = await embedBatch(loaded, [tokenizer.encode(settings.prefix)]);
    parentPort?.postMessage({ kind: 'ready', dimensions: vector?.length ?? 0 });
    return loaded;
  } catch (error) {
    parentPort?.postMessage({ kind: 'failed', file, message: messageOf(error) });
    parentPort?.close();
    return undefined;
  }
}

/**
 * @param {number} id
 * @param {readonly string[]} texts
 */
async function answer(id, texts) {
  try {
    if (model === undefined) throw new Error('The model is not loaded');
    const vectors = await embedTexts(model, texts);
    parentPort?.postMessage(
      { kind: 'vectors', id, vectors },
      vectors.map((vector) => /** @type {ArrayBuffer} */ (vector.buffer)),
    );
  } catch (error) {
    parentPort?.postMessage({ kind: 'refused', id, message: messageOf(error) });
  }
}

/** Native memory is given back before the thread ends: ending it in the middle of a run could take the process along. */
async function close() {
  await model?.network.dispose();
  parentPort?.close();
}

/**
 * A text that stands there several times is run once.
 *
 * @param {{ tokenizer: any, network: any }} loaded
 * @param {readonly string[]} texts
 */
async function embedTexts(loaded, texts) {
  const different = [...new Set(texts)];
  const vectors = await embedDifferent(loaded, different);
  const places = new Map(different.map((text, place) => [text, place]));
  return texts.map((text, i) => {
    const place = places.get(text) ?? 0;
    const vector = vectors[place] ?? new Float32Array();
    return texts.indexOf(text) === i ? vector : vector.slice();
  });
}

/**
 * @param {{ tokenizer: any, network: any }} loaded
 * @param {readonly string[]} texts
 */
async function embedDifferent(loaded, texts) {
  const ids = texts.map((text) => tokenIds(loaded.tokenizer, text));
  const plan = planBatches(
    ids.map((tokens) => tokens.length),
    { maxTexts: settings.batchTexts, maxTokens: settings.batchTokens },
  );
  /** @type {Float32Array[]} */
  const vectors = new Array(texts.length);
  for (const batch of plan) {
    if (isClosing) throw new Error('it is closed');
    const outcome = await embedBatch(
      loaded,
      batch.map((index) => ids[index] ?? []),
    );
    batch.forEach((index, place) => {
      vectors[index] = outcome[place] ?? new Float32Array();
    });
  }
  return vectors;
}

/**
 * The ids of prefix and text, at most `maxTokens`; the closing special token of a text that was cut stays.
 *
 * @param {any} tokenizer
 * @param {string} text
 * @returns {number[]}
 */
function tokenIds(tokenizer, text) {
  const ids = tokenizer.encode(`${settings.prefix}${text.toWellFormed()}`);
  return ids.length <= settings.maxTokens ? ids : [...ids.slice(0, settings.maxTokens - 1), ids.at(-1)];
}

/**
 * @param {{ tokenizer: any, network: any }} loaded
 * @param {number[][]} batch token ids of each text
 */
async function embedBatch({ tokenizer, network }, batch) {
  const width = Math.max(...batch.map((ids) => ids.length));
  const shape = [batch.length, width];
  const ids = new BigInt64Array(batch.length * width).fill(BigInt(tokenizer.pad_token_id ?? 0));
  const mask = new BigInt64Array(batch.length * width);
  batch.forEach((tokens, row) => {
    ids.set(
      tokens.map((token) => BigInt(token)),
      row * width,
    );
    mask.fill(1n, row * width, row * width + tokens.length);
  });
  /** @type {Record<string, any>} */
  const inputs = { input_ids: new Tensor('int64', ids, shape), attention_mask: new Tensor('int64', mask, shape) };
  if (network.sessions.model.inputNames.includes('token_type_ids'))
    inputs.token_type_ids = new Tensor('int64', new BigInt64Array(batch.length * width), shape);
  const outputs = await network(inputs);
  const states = outputs.last_hidden_state;
  const size = states.dims[2];
  const vectors = batch.map((tokens, row) =>
    pool(states.data, row * width * size, settings.pooling === 'cls' ? 1 : tokens.length, size),
  );
  for (const tensor of [...Object.values(inputs), ...Object.values(outputs)]) tensor.dispose();
  return vectors;
}

/**
 * The mean of `count` states of `size` numbers that begin at `start`, brought to length 1.
 *
 * @param {Float32Array} states
 * @param {number} start
 * @param {number} count
 * @param {number} size
 */
function pool(states, start, count, size) {
  const vector = new Float32Array(size);
  for (let token = 0; token < count; token += 1)
    for (let i = 0; i < size; i += 1) vector[i] = (vector[i] ?? 0) + (states[start + token * size + i] ?? 0);
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!(length > 0 && Number.isFinite(length))) throw new Error('The model gave a vector that has no direction');
  return vector.map((value) => value / length);
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
