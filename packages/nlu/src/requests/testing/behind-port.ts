/** A classifier by sparse features, trained in a moment, that tells what it was asked. For tests only. */
import type { Classifier } from '../../classification.ts';
import { createModelClassifier } from '../../model/model-classifier.ts';
import { offTopicFor } from '../../model/off-topic-for.ts';
import { type TrainingText, trainModel } from '../../model/train.ts';

/** The port, and the texts of each call that it got. */
export interface WatchedClassifier extends Classifier {
  readonly calls: readonly (readonly string[])[];
}

/** Trains on the examples; `calls` grows with every call. */
export function classifierBehindPort(examples: readonly TrainingText[]): WatchedClassifier {
  const model = trainModel({ examples, offTopic: offTopicFor(examples) });
  const trained = createModelClassifier({ model, exampleTexts: examples.map(({ text }) => text) });
  const calls: string[][] = [];
  return {
    id: trained.id,
    calls,
    wordsFor: trained.wordsFor,
    classify: (texts) => {
      calls.push(texts.map(({ text }) => text));
      return trained.classify(texts);
    },
  };
}
