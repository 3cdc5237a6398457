// @ts-check
/**
 * Makes `static.bin`: a vector per piece of the vocabulary, distilled from the transformer. After a build:
 *
 *   node packages/encoder/bin/distil.mjs --work /tmp/distil --corpus a.jsonl --corpus b.jsonl
 *
 * --corpus FILE.jsonl   sentences ({"text": …} a line) on which means of pieces are fitted to sentence vectors; at least one
 * --model FOLDER        default: the model that ships      --out FILE   default: static.bin in that folder
 * --dimensions N        default 192                         --work FOLDER   keeps the transformer's answers, so that a second run is short
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AutoModel, AutoTokenizer, env, Tensor } from '@huggingface/transformers';
import { readTokeniser } from '../dist/static/read-tokeniser.js';
import { encodeStatic, quantise } from '../dist/static/static-file.js';
import { openTransformer } from '../dist/transformer/index.js';
import { readModelFolder } from '../dist/transformer/model-folder.js';
import { times } from './dense.mjs';
import { fitPieces, mainDirections } from './fit-pieces.mjs';

/** Weight of a piece of probability p: a / (a + p). Chosen among 1e-2 … 1e-5 by nearest centroids on training splits. */
const frequencyDamping = 1e-4;
/** Chosen on an application domain that was held out of the corpus. */
const ridge = 0.3;
const steps = 20;
const batch = 128;

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', multiple: true, default: [] },
    model: { type: 'string', default: join(import.meta.dirname, '..', 'model') },
    out: { type: 'string' },
    dimensions: { type: 'string', default: '192' },
    work: { type: 'string' },
  },
});
if (values.corpus.length === 0 || values.work === undefined)
  throw new Error('--corpus and --work are needed: see the top of this file');
const model = resolve(values.model);
const work = values.work;
await mkdir(work, { recursive: true });

const tokenizerJson = await readFile(join(model, 'tokenizer.json'));
const tokenise = readTokeniser(tokenizerJson.toString('utf8'), model);
const { vocab, unk_id: unknown } = JSON.parse(tokenizerJson.toString('utf8')).model;
const texts = await corpusTexts(values.corpus);
const settings = await readModelFolder(model, 512);
const transformer = await openTransformer({ model });
const n = transformer.dimensions;
const dimensions = Number(values.dimensions);

const pieces = await once('pieces.f32', vocab.length * n, pieceVectors);
const targets = await once('sentences.f32', texts.length * n, sentenceVectors);
await transformer.close();

const weights = pieceWeights();
say(`fitting ${vocab.length} pieces to ${texts.length} sentences`);
const corpus = { texts: texts.map((text) => tokenise(text, 512)), targets };
const fitted = fitPieces(pieces, weights, corpus, { n, ridge, steps });
const vectors = times(fitted, mainDirections(targets, n, dimensions), n, dimensions);
vectors.forEach((value, i) => {
  vectors[i] = value * (weights[Math.floor(i / dimensions)] ?? 0);
});
const out = values.out ?? join(model, 'static.bin');
const tokeniser = createHash('sha256').update(tokenizerJson).digest('hex');
await writeFile(
  out,
  encodeStatic({ dimensions, unknown, tokeniser, source: transformer.id, ...quantise(vectors, dimensions) }),
);
say(`${out}: ${(await stat(out)).size} bytes`);

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {readonly string[]} files */
async function corpusTexts(files) {
  /** @type {string[]} */
  const found = [];
  for (const file of files)
    for (const line of (await readFile(file, 'utf8')).split('\n'))
      if (line.trim() !== '') found.push(String(JSON.parse(line).text));
  return found;
}

/** How much a piece counts: the frequent ones say little (SIF, Arora et al. 2017), and the vocabulary knows how frequent they are. */
function pieceWeights() {
  const chances = Float64Array.from(vocab, ([, score]) => (score < 0 ? Math.exp(score) : 0));
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return chances.map((chance) => frequencyDamping / (frequencyDamping + chance / sum));
}

/**
 * The numbers kept in the work folder, made when they are not there.
 *
 * @param {string} file @param {number} length @param {() => Promise<Float32Array>} make
 */
async function once(file, length, make) {
  const path = join(work, file);
  const kept = await readFile(path).catch(() => undefined);
  if (kept?.length === length * 4)
    return new Float32Array(kept.buffer.slice(kept.byteOffset, kept.byteOffset + kept.length));
  const made = await make();
  await writeFile(path, Buffer.from(made.buffer));
  return made;
}

/** The state at each piece when the model is given the prefix and that piece alone. */
async function pieceVectors() {
  env.allowRemoteModels = false;
  env.localModelPath = `${dirname(model)}/`;
  const tokenizer = await AutoTokenizer.from_pretrained(basename(model));
  const network = await AutoModel.from_pretrained(basename(model), { dtype: settings.dtype });
  const frame = tokenizer.encode(settings.prefix);
  const before = frame.slice(0, -1);
  const width = frame.length + 1;
  const result = new Float32Array(vocab.length * n);
  for (let first = 0; first < vocab.length; first += batch) {
    const count = Math.min(batch, vocab.length - first);
    const ids = Array.from({ length: count }, (_, i) => [...before, first + i, ...frame.slice(-1)]).flat();
    const shape = [count, width];
    const outputs = await network({
      input_ids: new Tensor(
        'int64',
        BigInt64Array.from(ids, (id) => BigInt(id)),
        shape,
      ),
      attention_mask: new Tensor('int64', new BigInt64Array(count * width).fill(1n), shape),
    });
    const states = outputs.last_hidden_state.data;
    for (let i = 0; i < count; i += 1) {
      const start = (i * width + before.length) * n;
      result.set(states.subarray(start, start + n), (first + i) * n);
    }
    if ((first / batch) % 40 === 0) say(`pieces ${first} of ${vocab.length}`);
  }
  await network.dispose();
  return result;
}

async function sentenceVectors() {
  const result = new Float32Array(texts.length * n);
  for (let first = 0; first < texts.length; first += 1024) {
    const found = await transformer.embed(texts.slice(first, first + 1024));
    found.forEach((vector, i) => {
      result.set(vector, (first + i) * n);
    });
    say(`sentences ${first} of ${texts.length}`);
  }
  return result;
}
