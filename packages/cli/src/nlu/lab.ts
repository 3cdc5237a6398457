/** What the `nlu` commands share: labelled files, the encoder they work with, training with a progress bar, answers to many texts. */
import {
  type Answer,
  answerTexts,
  type Classifier,
  createModelClassifier,
  type Embedder,
  languageOf,
  type Model,
  openModelFolder,
  prepareTraining,
  type TrainingText,
  trainInWorker,
} from '@facteur/nlu';
import { type LabelledText, readLabelled } from '@facteur/nlu/evaluate';
import { AppError } from '@facteur/primitives';
import { openEncoder } from '../open-encoder.ts';

/** What every `nlu` command is told. */
export interface LabOptions {
  /** `shipped`, `none`, or a folder. */
  readonly encoder: string;
  /** Where vectors are kept between runs; undefined: not kept. */
  readonly vectors?: string;
  readonly seed?: number;
}

/** A text with what was understood of it. */
export interface Answered extends Answer {
  readonly text: string;
}

/** So many texts are understood at a time. */
const PIECE = 64;
/** So many texts tell the language of a file. */
const SAMPLE = 200;

/** Runs `work` with an encoder, which is closed afterwards; warnings go to stderr. */
export async function withEncoder<T>(
  options: LabOptions,
  work: (embedder: Embedder | undefined) => Promise<T>,
): Promise<T> {
  const log = { warn: (_details: unknown, text?: string) => process.stderr.write(`facteur: ${text ?? ''}\n`) };
  const encoder = await openEncoder({ encoder: options.encoder, folder: options.vectors, log });
  try {
    return await work(encoder?.training);
  } finally {
    await encoder?.close();
  }
}

/** Labelled lines with their languages: where a line does not say it, the file's most common one. */
export async function readTexts(file: string): Promise<(LabelledText & { readonly language: string })[]> {
  const lines = await readLabelled(file);
  if (lines.length === 0)
    throw new AppError('BAD_INPUT', `${file}: no labelled line; write {"text":"…","intent":"…"}, one a line`);
  const language = languageOfAll(lines.map(({ text }) => text));
  return lines.map((line) => ({ ...line, language: line.language ?? language }));
}

/** `en` when most texts of a sample are English, else `fr`. */
export function languageOfAll(texts: readonly string[]): 'fr' | 'en' {
  const step = Math.max(1, Math.floor(texts.length / SAMPLE));
  const sample = texts.filter((_, at) => at % step === 0);
  const english = sample.filter((text) => languageOf(text, 'fr') === 'en').length;
  return english > sample.length / 2 ? 'en' : 'fr';
}

/** Trains on texts with one request or none; those with several say nothing about which words ask for what. */
export async function train(lines: Awaited<ReturnType<typeof readTexts>>, embedder: Embedder | undefined, seed = 1) {
  const examples = lines.flatMap(({ text, intents, language }): TrainingText[] =>
    intents.length > 1 ? [] : [{ text, language, intent: intents[0] ?? null }],
  );
  const data = await prepareTraining(examples, embedder, progressBar('vectors'));
  const before = performance.now();
  const model = await trainInWorker({ ...data, seed }, progressBar('training'));
  const trainSeconds = (performance.now() - before) / 1_000;
  return { model, examples: data.examples, trainSeconds };
}

/** The model at work on `embedder`. @throws AppError `CONFIG_INVALID` when it was trained with another one */
export function classifierOf(
  model: Model,
  examples: readonly TrainingText[],
  embedder: Embedder | undefined,
): Classifier {
  if (model.dense !== undefined && embedder !== undefined && model.dense.embedder !== embedder.id) {
    throw new AppError(
      'CONFIG_INVALID',
      'The model was trained with another encoder: name that one with --encoder, or train again',
    );
  }
  const exampleTexts = examples.filter(({ intent }) => intent !== null).map(({ text }) => text);
  return createModelClassifier({ model, exampleTexts, ...(embedder === undefined ? {} : { embedder }) });
}

/** The model in use in a folder that `nlu train` made. @throws AppError `NOT_FOUND` */
export async function modelIn(folder: string): Promise<Model> {
  const models = openModelFolder(folder);
  const choice = await models.inUse();
  const model = choice && (await models.load(choice.id));
  if (model === undefined)
    throw new AppError('NOT_FOUND', `${folder}: no model; make one with \`facteur nlu train --out\``);
  return model;
}

/** Understands texts as mails without subject. */
export async function answerAll(
  classifier: Classifier,
  texts: readonly { readonly text: string; readonly language: string }[],
): Promise<Answered[]> {
  const progress = progressBar('understanding');
  const all: Answered[] = [];
  for (let from = 0; from < texts.length; from += PIECE) {
    const piece = texts.slice(from, from + PIECE);
    const answers = await answerTexts(classifier, piece);
    all.push(...answers.map((answer, at) => ({ ...answer, text: piece[at]?.text ?? '' })));
    progress(Math.min(1, (from + PIECE) / texts.length));
  }
  return all;
}

/** On a terminal, a bar that is redrawn in its line; nothing elsewhere. */
export function progressBar(label: string): (done: number) => void {
  if (!process.stderr.isTTY) return () => undefined;
  return (done) => {
    const full = Math.round(30 * done);
    const end = done >= 1 ? '\n' : '';
    process.stderr.write(
      `\r${label.padEnd(14)} ${'█'.repeat(full)}${'░'.repeat(30 - full)} ${Math.round(100 * done)} %${end}`,
    );
  };
}
