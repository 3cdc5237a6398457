/**
 * The classifier of an installation: the model in use, replaced without a pause when another is trained or chosen. A training that is
 * killed or fails leaves the model before in use.
 */
import type { Embedder } from '@facteur/encoder';
import type { Clock } from '@facteur/primitives';
import { type AnsweredBy, createCascadeClassifier, type GlancingClassifier } from '../cascade/create-cascade.ts';
import { trainWithFastPart } from '../cascade/train-fast-part.ts';
import type { Model } from '../model/model.ts';
import { modelIdOf, type OnProgress, type TrainingData, type TrainingText } from '../model/train.ts';
import type { ReadingModel } from '../reader/mail-reader.ts';
import type { ModelFolder } from './model-folder.ts';
import { prepareTraining } from './prepare.ts';
import { twoEmbedders } from './two-embedders.ts';

/** What learning needs. */
export interface LearnedParts {
  /** The company's examples. */
  readonly examples: readonly TrainingText[];
  /**
   * Customers' words that an author accepted as examples, always in the same order; default none. They are never shown as the nearest
   * example (a blank stands for them), and their vectors stay in memory.
   */
  readonly accepted?: readonly TrainingText[];
  readonly embedder?: Embedder;
  /** The same model behind another cache, for texts that are no customer's; default `embedder`. */
  readonly trainingEmbedder?: Embedder;
  /** A table of piece vectors (`openStatic`): what it makes clear, and what it shows to be no request, is not put to `embedder`. */
  readonly fastEmbedder?: Embedder;
  /** Told how many texts of each call either of them answered. */
  readonly onAnswered?: (by: AnsweredBy) => void;
  readonly folder: ModelFolder;
  readonly clock: Clock;
  /** How to train: in a worker, or here for tests. */
  readonly train: (data: TrainingData, onProgress?: OnProgress) => Promise<Model>;
  /** Told of each model that is put in use, with the texts that it names as the nearest, and whether it was trained just now. */
  readonly onModel?: (reading: ReadingModel, isNew: boolean) => void;
  /** Told of what went wrong and was got over: a damaged file, an embedder that does not answer. */
  readonly onTrouble?: (error: unknown) => void;
}

/** A classifier whose model may change between two calls: `id` is that of the model in use. */
export interface LearnedClassifier extends GlancingClassifier {
  /** Looks which model is to be in use, after another was chosen from outside. */
  refresh(): Promise<void>;
  /**
   * Learns from the examples and what is accepted now, unless it did; resolves when that model is in use, one training after the other.
   * A model that a person pinned stays, except where `forget` names models: those were trained on what must be forgotten, so they go
   * from the disk once the new model is in use. `examples`: the company's, where they are others now.
   * @throws what training throws; the model before stays in use then
   */
  learn(
    accepted: readonly TrainingText[],
    forget?: readonly string[],
    examples?: readonly TrainingText[],
  ): Promise<void>;
  /** Resolves when the model for the examples is in use. */
  readonly settled: Promise<void>;
}

/**
 * Resolves when it can answer: at once with the model trained on these examples before, or with an earlier one while a new one is
 * trained; the first of all is waited for. Without the embedder's answer it trains on sparse features alone.
 */
export async function openLearnedClassifier(parts: LearnedParts): Promise<LearnedClassifier> {
  const { folder, onTrouble } = parts;
  let learnt: Texts = { examples: parts.examples, accepted: parts.accepted ?? [] };
  let current: GlancingClassifier | undefined;
  /** Of what was learnt last: a model trained without the embedder that did not answer has another id. */
  let wanted = wantedId(parts, learnt);

  const put = (model: Model, isNew: boolean): void => {
    const reading = { model, exampleTexts: exampleTextsOf(learnt) };
    current = classifierOf(parts, reading);
    parts.onModel?.(reading, isNew);
  };
  const load = async (id: string): Promise<Model | undefined> => {
    try {
      return await folder.load(id);
    } catch (error) {
      onTrouble?.(error);
      return undefined;
    }
  };
  const learn = async (texts: Texts): Promise<void> => {
    const known = await load(wantedId(parts, texts));
    const model = known ?? (await trainOn(parts, texts));
    if (known === undefined) await folder.save(model, { createdAt: new Date(parts.clock.now()).toISOString() });
    await folder.use({ id: model.id, isPinned: false });
    learnt = texts;
    wanted = wantedId(parts, texts);
    put(model, known === undefined);
  };
  const learnAgain = async (
    accepted: readonly TrainingText[],
    forget: readonly string[],
    examples = learnt.examples,
  ): Promise<void> => {
    const texts = { examples, accepted };
    const choice = await folder.inUse();
    const isPinned = choice?.isPinned === true && !forget.includes(choice.id);
    const isForgotten = forget.includes(current?.id ?? '');
    if (isForgotten || (!isPinned && wantedId(parts, texts) !== wanted)) await learn(texts);
    await folder.remove(forget.filter((id) => id !== current?.id));
  };

  const before = await folder.inUse();
  const earlier = before === undefined ? undefined : await load(before.id);
  if (earlier !== undefined) put(earlier, false);
  if (before?.isPinned === true && earlier !== undefined) wanted = earlier.id;
  const isRight = earlier !== undefined && (before?.isPinned === true || earlier.id === wantedId(parts, learnt));
  const settled = isRight ? Promise.resolve() : learn(learnt);
  if (earlier === undefined) await settled;
  else settled.catch((error: unknown) => onTrouble?.(error));
  let last: Promise<void> = settled.catch(() => undefined);

  return {
    get id() {
      return current?.id ?? '';
    },
    classify: (all) => (current === undefined ? Promise.resolve([]) : current.classify(all)),
    glance: async (all) => current?.glance?.(all),
    wordsFor: (text, intent) => current?.wordsFor(text, intent) ?? [],
    refresh: async () => {
      const choice = await folder.inUse();
      const model = choice === undefined || choice.id === current?.id ? undefined : await load(choice.id);
      if (model !== undefined) put(model, false);
    },
    learn: (accepted, forget = [], examples) => {
      const learning = last.then(() => learnAgain(accepted, forget, examples));
      last = learning.catch(() => undefined);
      return learning;
    },
    settled: last,
  };
}

/** What a model is trained on, in this order. */
interface Texts {
  readonly examples: readonly TrainingText[];
  readonly accepted: readonly TrainingText[];
}

/** A blank for each that a customer wrote. */
function exampleTextsOf({ examples, accepted }: Texts): string[] {
  const asking = ({ text, intent }: TrainingText): boolean => intent !== null && text.trim() !== '';
  return [...examples.filter(asking).map(({ text }) => text), ...accepted.filter(asking).map(() => '')];
}

function classifierOf(parts: LearnedParts, reading: ReadingModel): GlancingClassifier {
  const { embedder, fastEmbedder, onTrouble, onAnswered } = parts;
  return createCascadeClassifier({
    ...reading,
    ...(embedder === undefined ? {} : { embedder }),
    ...(fastEmbedder === undefined ? {} : { fastEmbedder }),
    ...(onTrouble === undefined ? {} : { onFallback: onTrouble }),
    ...(onAnswered === undefined ? {} : { onAnswered }),
  });
}

/** The id that these texts will have: it does not take their vectors to know. */
function wantedId({ embedder }: LearnedParts, { examples, accepted }: Texts): string {
  const all = [...examples, ...accepted];
  return modelIdOf({ examples: all, ...(embedder === undefined ? {} : { embedder: embedder.id }) });
}

async function trainOn(parts: LearnedParts, { examples, accepted }: Texts): Promise<Model> {
  const { embedder, trainingEmbedder = embedder, fastEmbedder, onTrouble } = parts;
  const train = fastEmbedder === undefined ? parts.train : trainWithFastPart(parts.train, fastEmbedder, onTrouble);
  const all = [...examples, ...accepted];
  try {
    const theirs = accepted.map(({ text }) => text);
    const both = embedder && trainingEmbedder && twoEmbedders(trainingEmbedder, embedder, theirs);
    return await train(await prepareTraining(all, both));
  } catch (error) {
    if (embedder === undefined) throw error;
    onTrouble?.(error);
    return train(await prepareTraining(all, undefined));
  }
}
