/** Classification as a service: a model learned from the journeys' examples and from what advisors decide, in use from the first mail on and replaced without a pause. */
import {
  type Embedder,
  type LearnedClassifier,
  type MailReader,
  type ModelFolder,
  openLearnedClassifier,
  openReader,
  type ReaderKnowledge,
  type ReaderParts,
  type ReadingModel,
  type TrainingText,
  trainInWorker,
} from '@facteur/nlu';
import { messageOf } from '@facteur/primitives';
import { type Kernel, openRunner, openStatelessRunner, type Parking } from '@facteur/runtime';
import { intentClassificationFlow, learningFlow } from './flow.ts';
import { type ExplanationBoard, openExplanationBoard } from './learning/explanation-board.ts';
import { learnWhatIsAccepted, noteSources, trainingText } from './learning/keep-learning.ts';
import { openProposalDesk, type ProposalDesk } from './learning/proposal-desk.ts';
import { openPublishedJourneys } from './learning/published.ts';
import { verdictCollection } from './learning/state.ts';
import { type LessonByHash, openTaught } from './learning/taught.ts';
import { openThresholdBoard } from './learning/threshold-board.ts';
import type { IntentTerms } from './learning/thresholds.ts';
import { openModelMetrics } from './model-metrics.ts';
import { patiently } from './patiently.ts';

/** How often it looks whether a person chose another model, what was accepted, who was erased, and what was validated. */
const REFRESH_MS = 10_000;

/** What classification needs. */
export interface ClassificationParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  /** The intents' training examples, from the journeys. */
  readonly examples: readonly TrainingText[];
  /** What the journeys' authors accept, one for each intent; default none: nothing is promised, and nothing proposed. */
  readonly terms?: readonly IntentTerms[];
  /** What a version that was published since teaches; default: nothing is published. */
  readonly lessonByHash?: LessonByHash;
  /** Without it sparse features must do. */
  readonly embedder?: Embedder;
  /** The same model behind another cache, for texts that are no customer's; default `embedder`. */
  readonly trainingEmbedder?: Embedder;
  /** A table of piece vectors that tells cheaply which texts of a mail deserve `embedder`; without it all do. */
  readonly fastEmbedder?: Embedder;
  readonly models: ModelFolder;
  /** What is known beside mails and model; default nothing. */
  readonly knowledge?: ReaderKnowledge;
  /** Default: in a worker thread. */
  readonly train?: typeof trainInWorker;
  /** Default: in a thread of its own. */
  readonly openReader?: (parts: ReaderParts) => MailReader;
}

/** Opens classification, which takes as long as a first training; nothing runs before `start`. */
export async function openClassification(parts: ClassificationParts) {
  const { kernel, parking, examples, terms = [], knowledge = {}, lessonByHash } = parts;
  const published = await openPublishedJourneys(kernel);
  const taught = openTaught({ examples, terms }, published, lessonByHash);
  const learning = await openRunner(learningFlow(taught.rules, published.note), kernel, parking);
  await taught.refresh();
  const desk = openProposalDesk(learning, taught.intents);
  const stopping = new AbortController();
  const watch = watchUnderstanding(kernel, stopping.signal);
  const reader = readerOf(parts, knowledge, watch);
  const explanations = openExplanationBoard(learning, knowledge);
  await explanations.refresh();
  const inUse = useWith(reader, explanations);
  const using = { ...parts, examples: taught.examples(), use: inUse.use };
  const classifier = await openModel(using, desk, watch, stopping.signal);
  const verdicts = await kernel.store.collection(verdictCollection);
  const board = openThresholdBoard({ runner: learning, verdicts, terms: taught.terms });
  await board.refresh(classifier.id);
  const flow = intentClassificationFlow(reader, { relations: explanations.relations, thresholdOf: board.of });
  const runner = await openStatelessRunner(flow, kernel, parking);
  const lookAfter = lookAfterAll(parts, [
    ['models cannot be read', () => classifier.refresh()],
    ['journeys stay as they were', () => taught.refresh()],
    ['thresholds stay as they were', () => board.refresh(classifier.id)],
    [
      'what explains what stays as it was',
      async () => {
        if (!(await explanations.refresh())) return;
        inUse.again();
        kernel.log.info({ explained: explanations.explained() }, 'explanations learned');
      },
    ],
    [
      'the model does not know what was accepted',
      patiently(() => learnWhatIsAccepted({ ...parts, ...kernel, desk, classifier, taught })),
    ],
  ]);
  let watching: Promise<void> = Promise.resolve();
  return {
    runners: [runner, learning] as const,
    proposals: desk,
    /** The model in use, with the thresholds in force, by intent. */
    inForce: () => ({ model: classifier.id, thresholds: Object.fromEntries(board.all(classifier.id)) }),
    /** When the model in use was saved, in milliseconds since 1970; undefined when it lies in no file. */
    savedAt: async () => (await parts.models.list()).find(({ id }) => id === classifier.id)?.savedAt,
    start: async () => {
      await learning.start();
      await runner.start();
      watching = lookAfter(stopping.signal);
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([runner.stop(), learning.stop(), watching]);
      await reader.close();
    },
  };
}

/** Where it is told which model is in use, how mails are answered, and what goes wrong. */
function watchUnderstanding({ metrics: { registry }, log }: Kernel, stopping: AbortSignal) {
  const metrics = openModelMetrics(registry);
  return {
    answered: metrics.answered,
    trouble: (error: unknown): void => {
      if (stopping.aborted) return;
      metrics.weakened();
      log.warn({ error: messageOf(error) }, 'understanding is weakened');
    },
    model: ({ model }: ReadingModel, isNew: boolean): void => {
      metrics.inUse(model);
      const { examples: count, accuracy } = model.metrics;
      const about = { model: model.id, examples: count, intents: model.intents.length, accuracy, isNew };
      log.info({ ...about, encoder: model.dense?.embedder ?? 'none' }, 'model in use');
    },
  };
}

type Watch = ReturnType<typeof watchUnderstanding>;

function readerOf(
  { embedder, fastEmbedder, openReader: open = openReader }: ClassificationParts,
  knowledge: ReaderKnowledge,
  watch: Watch,
): MailReader {
  return open({
    ...{ knowledge, onTrouble: watch.trouble },
    ...(embedder === undefined ? {} : { embedder }),
    ...(fastEmbedder === undefined ? {} : { fastEmbedder, onAnswered: watch.answered }),
  });
}

/** Hands models to the reader, with what explains what as it is known then. */
function useWith(reader: MailReader, { explained }: ExplanationBoard) {
  let current: ReadingModel | undefined;
  const use = (reading: ReadingModel): void => {
    current = reading;
    reader.use({ ...reading, explained: explained() });
  };
  return {
    use,
    again: (): void => {
      if (current !== undefined) use(current);
    },
  };
}

/** A training that runs when `stopping` aborts is given up; the model before stays in use. */
async function openModel(
  parts: ClassificationParts & { readonly use: (reading: ReadingModel) => void },
  desk: ProposalDesk,
  watch: Watch,
  stopping: AbortSignal,
): Promise<LearnedClassifier> {
  const { kernel, examples, embedder, trainingEmbedder, fastEmbedder, models, train = trainInWorker, use } = parts;
  const accepted = await desk.accepted();
  await noteSources(models, await models.sources(), accepted);
  return openLearnedClassifier({
    ...{ examples, accepted: accepted.map(trainingText), folder: models, clock: kernel.clock },
    onModel: (reading, isNew) => {
      use(reading);
      watch.model(reading, isNew);
    },
    train: (data, onProgress) => train(data, onProgress, stopping),
    onTrouble: watch.trouble,
    ...(embedder === undefined ? {} : { embedder, trainingEmbedder: trainingEmbedder ?? embedder }),
    ...(fastEmbedder === undefined ? {} : { fastEmbedder }),
  });
}

type Look = readonly [complaint: string, look: () => Promise<void>];

/** One after the other, again and again, at once the first time; what fails is told and tried again. */
function lookAfterAll({ kernel: { clock, log } }: ClassificationParts, looks: readonly Look[]) {
  return async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      for (const [complaint, look] of looks) {
        if (signal.aborted) return;
        await look().catch((error: unknown) => {
          if (!signal.aborted) log.warn({ error: messageOf(error) }, complaint);
        });
      }
      await clock.wait(REFRESH_MS, signal);
    }
  };
}
