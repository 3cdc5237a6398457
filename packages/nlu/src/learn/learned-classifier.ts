/**
 * The classifier of an installation: the model in use, replaced without a pause when another is trained or chosen. A training that is
 * killed or fails leaves the model before in use.
 */
import type { Embedder } from '@facteur/encoder';
import type { Clock } from '@facteur/primitives';
import type { Classifier } from '../classification.ts';
import type { Model } from '../model/model.ts';
import { createModelClassifier } from '../model/model-classifier.ts';
import { modelIdOf, type OnProgress, type TrainingData, type TrainingText } from '../model/train.ts';
import type { ModelFolder } from './model-folder.ts';
import { prepareTraining } from './prepare.ts';

/** What learning needs. */
export interface LearnedParts {
  /** The company's examples. */
  readonly examples: readonly TrainingText[];
  readonly embedder?: Embedder;
  /** The same model behind another cache, for texts that are no customer's; default `embedder`. */
  readonly trainingEmbedder?: Embedder;
  readonly folder: ModelFolder;
  readonly clock: Clock;
  /** How to train: in a worker, or here for tests. */
  readonly train: (data: TrainingData, onProgress?: OnProgress) => Promise<Model>;
  /** Told of each model that is put in use, and whether it was trained just now. */
  readonly onModel?: (model: Model, isNew: boolean) => void;
  /** Told of what went wrong and was got over: a damaged file, an embedder that does not answer. */
  readonly onTrouble?: (error: unknown) => void;
}

/** A classifier whose model may change between two calls: `id` is that of the model in use. */
export interface LearnedClassifier extends Classifier {
  /** Looks which model is to be in use, after another was chosen from outside. */
  refresh(): Promise<void>;
  /** Resolves when the model for the examples is in use. */
  readonly settled: Promise<void>;
}

/**
 * Resolves when it can answer: at once with the model trained on these examples before, or with an earlier one while a new one is
 * trained; the first of all is waited for. Without the embedder's answer it trains on sparse features alone.
 */
export async function openLearnedClassifier(parts: LearnedParts): Promise<LearnedClassifier> {
  const { examples, embedder, folder, onModel, onTrouble } = parts;
  const texts = examples.filter(({ text, intent }) => intent !== null && text.trim() !== '').map(({ text }) => text);
  let current: Classifier | undefined;

  const put = (model: Model, isNew: boolean): void => {
    current = createModelClassifier({
      model,
      exampleTexts: texts,
      ...(embedder === undefined ? {} : { embedder }),
      ...(onTrouble === undefined ? {} : { onFallback: onTrouble }),
    });
    onModel?.(model, isNew);
  };
  const load = async (id: string): Promise<Model | undefined> => {
    try {
      return await folder.load(id);
    } catch (error) {
      onTrouble?.(error);
      return undefined;
    }
  };
  const learn = async (): Promise<void> => {
    const known = await load(wantedId(parts));
    if (known !== undefined) {
      await folder.use({ id: known.id, isPinned: false });
      return put(known, false);
    }
    const model = await trainOn(parts);
    await folder.save(model, { createdAt: new Date(parts.clock.now()).toISOString() });
    await folder.use({ id: model.id, isPinned: false });
    put(model, true);
  };

  const before = await folder.inUse();
  const earlier = before === undefined ? undefined : await load(before.id);
  if (earlier !== undefined) put(earlier, false);
  const isRight = earlier !== undefined && (before?.isPinned === true || earlier.id === wantedId(parts));
  const settled = isRight ? Promise.resolve() : learn();
  if (earlier === undefined) await settled;
  else settled.catch((error: unknown) => onTrouble?.(error));

  return {
    get id() {
      return current?.id ?? '';
    },
    classify: (all) => (current === undefined ? Promise.resolve([]) : current.classify(all)),
    wordsFor: (text, intent) => current?.wordsFor(text, intent) ?? [],
    refresh: async () => {
      const choice = await folder.inUse();
      const model = choice === undefined || choice.id === current?.id ? undefined : await load(choice.id);
      if (model !== undefined) put(model, false);
    },
    settled: settled.catch(() => undefined),
  };
}

/** The id that these examples will have: it does not take their vectors to know. */
function wantedId({ examples, embedder }: LearnedParts): string {
  return modelIdOf({ examples, ...(embedder === undefined ? {} : { embedder: embedder.id }) });
}

async function trainOn(parts: LearnedParts): Promise<Model> {
  const { examples, embedder, trainingEmbedder = embedder, train, onTrouble } = parts;
  try {
    return await train(await prepareTraining(examples, trainingEmbedder));
  } catch (error) {
    if (embedder === undefined) throw error;
    onTrouble?.(error);
    return train(await prepareTraining(examples, undefined));
  }
}
