/** Metrics of the model in use. */
import type { AnsweredBy, Model } from '@facteur/nlu';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Registers them. */
export function openModelMetrics(registry: Registry) {
  const gauge = new Gauge({
    name: 'facteur_model_info',
    help: 'The classifier in use: 1',
    labelNames: ['model', 'intents', 'encoder'],
    registers: [registry],
  });
  const fallbacks = new Counter({
    name: 'facteur_encoder_fallbacks_total',
    help: 'Times that the encoder did not answer and sparse features had to do',
    registers: [registry],
  });
  const answered = new Counter({
    name: 'facteur_texts_classified_total',
    help: 'Texts of mails that were classified, by who answered: the transformer (full), or the table of pieces alone (fast)',
    labelNames: ['by'],
    registers: [registry],
  });
  return {
    inUse: (model: Model): void => {
      gauge.reset();
      gauge.set(
        { model: model.id, intents: String(model.intents.length), encoder: model.dense?.embedder ?? 'none' },
        1,
      );
    },
    weakened: (): void => fallbacks.inc(),
    answered: ({ fast, full }: AnsweredBy): void => {
      answered.inc({ by: 'fast' }, fast);
      answered.inc({ by: 'full' }, full);
    },
  };
}
