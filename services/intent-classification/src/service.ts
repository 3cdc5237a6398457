/** Classification as a service: a model learned from the journeys' examples, in use from the first mail on and replaced without a pause. */
import {
  type Embedder,
  type Model,
  type ModelFolder,
  openLearnedClassifier,
  type TrainingText,
  trainInWorker,
  type UnderstandOptions,
} from '@facteur/nlu';
import { messageOf } from '@facteur/primitives';
import { type Kernel, openStatelessRunner, type Parking } from '@facteur/runtime';
import { Counter, Gauge } from 'prom-client';
import { intentClassificationFlow } from './flow.ts';

/** How often it looks whether a person chose another model. */
const REFRESH_MS = 10_000;

/** What classification needs. */
export interface ClassificationParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  /** The intents' training examples, from the journeys. */
  readonly examples: readonly TrainingText[];
  /** Without it sparse features must do. */
  readonly embedder?: Embedder;
  /** The same model behind another cache, for texts that are no customer's; default `embedder`. */
  readonly trainingEmbedder?: Embedder;
  readonly models: ModelFolder;
  readonly options?: UnderstandOptions;
  /** Default: in a worker thread. */
  readonly train?: typeof trainInWorker;
}

/** Opens classification, which takes as long as a first training; nothing runs before `start`. */
export async function openClassification(parts: ClassificationParts) {
  const { kernel, parking, examples, embedder, trainingEmbedder, models, options, train = trainInWorker } = parts;
  const { log, metrics, clock } = kernel;
  const gauge = new Gauge({
    name: 'facteur_model_info',
    help: 'The classifier in use: 1',
    labelNames: ['model', 'intents', 'encoder'],
    registers: [metrics.registry],
  });
  const fallbacks = new Counter({
    name: 'facteur_encoder_fallbacks_total',
    help: 'Times that the encoder did not answer and sparse features had to do',
    registers: [metrics.registry],
  });
  const onModel = (model: Model, isNew: boolean): void => {
    gauge.reset();
    const encoder = model.dense?.embedder ?? 'none';
    gauge.set({ model: model.id, intents: String(model.intents.length), encoder }, 1);
    const { examples: count, accuracy } = model.metrics;
    log.info(
      { model: model.id, examples: count, intents: model.intents.length, accuracy, encoder, isNew },
      'model in use',
    );
  };
  const classifier = await openLearnedClassifier({
    examples,
    folder: models,
    clock,
    train,
    onModel,
    onTrouble: (error) => {
      fallbacks.inc();
      log.warn({ error: messageOf(error) }, 'understanding is weakened');
    },
    ...(embedder === undefined ? {} : { embedder, trainingEmbedder: trainingEmbedder ?? embedder }),
  });
  const runner = await openStatelessRunner(intentClassificationFlow(classifier, options), kernel, parking);
  const stopping = new AbortController();
  const watch = async (): Promise<void> => {
    const { signal } = stopping;
    while (!signal.aborted) {
      await clock.wait(REFRESH_MS, signal);
      if (!signal.aborted)
        await classifier
          .refresh()
          .catch((error: unknown) => log.warn({ error: messageOf(error) }, 'models cannot be read'));
    }
  };
  let watching: Promise<void> = Promise.resolve();
  return {
    runner,
    start: async () => {
      await runner.start();
      watching = watch();
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([runner.stop(), watching]);
    },
  };
}
