/** Classification as a service: trained at start from the journeys' examples. */
import { type Example, trainClassifier } from '@facteur/nlu';
import { type Kernel, openStatelessRunner, type Parking } from '@facteur/runtime';
import { Gauge } from 'prom-client';
import { intentClassificationFlow } from './flow.ts';

/** What classification needs. */
export interface ClassificationParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  /** The intents' training examples, from the journeys. */
  readonly examples: readonly Example[];
}

/** Opens classification; nothing runs before `start`. */
export async function openClassification({ kernel, parking, examples }: ClassificationParts) {
  const classifier = trainClassifier(examples);
  const intents = new Set(examples.map(({ intent }) => intent)).size;
  const gauge = new Gauge({
    name: 'facteur_model_info',
    help: 'The classifier in use: 1',
    labelNames: ['model', 'intents'],
    registers: [kernel.metrics.registry],
  });
  gauge.set({ model: classifier.id, intents: String(intents) }, 1);
  kernel.log.info({ model: classifier.id, examples: examples.length, intents }, 'classifier trained');
  const runner = await openStatelessRunner(intentClassificationFlow(classifier), kernel, parking);
  return { runner, start: () => runner.start(), stop: () => runner.stop() };
}
