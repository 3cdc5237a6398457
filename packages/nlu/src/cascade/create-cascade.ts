/**
 * Two classifiers as one (Viola, Jones 2001): the fast one answers what is clear, the full one the rest. Identical texts cost the full one
 * nothing again where its embedder has a cache.
 */
import type { Embedder } from '@facteur/encoder';
import type { Classification, Classifier, TextToClassify } from '../classification.ts';
import { type ClassifierParts, createModelClassifier } from '../model/model-classifier.ts';
import { type ClearRule, isClear, tempered } from './clear.ts';
import { fastModelOf, fastPartOf } from './fast-part.ts';

/** A classifier that may have a fast one before it. */
export interface GlancingClassifier extends Classifier {
  /**
   * What the fast classifier alone says, in the order of the texts: cheap, and good enough to see which texts deserve an answer; never an
   * answer itself. Undefined when there is no fast one. Never rejects.
   */
  glance?(texts: readonly TextToClassify[]): Promise<readonly Classification[] | undefined>;
}

/** How many texts of a call each of the two answered. */
export interface AnsweredBy {
  readonly fast: number;
  readonly full: number;
}

/** What a cascade is made of. */
export interface CascadeParts {
  readonly full: Classifier;
  readonly fast: Classifier;
  readonly rule: ClearRule;
  readonly onAnswered?: (by: AnsweredBy) => void;
}

/** Has the id of `full`, whose words it tells. */
export function createCascade({ full, fast, rule, onAnswered }: CascadeParts): GlancingClassifier {
  return {
    id: full.id,
    glance: (texts) => fast.classify(texts),
    classify: async (texts) => {
      if (rule.limit === undefined) {
        onAnswered?.({ fast: 0, full: texts.length });
        return full.classify(texts);
      }
      const first = await fast.classify(texts);
      const unclear = [...texts.keys()].filter((at) => !isClear(first[at] ?? UNKNOWN, rule));
      onAnswered?.({ fast: texts.length - unclear.length, full: unclear.length });
      const rest = unclear.length === 0 ? [] : await full.classify(unclear.flatMap((at) => texts[at] ?? []));
      const answers = first.map((answer) => tempered(answer, rule.clearTemperature));
      for (const [place, at] of unclear.entries()) {
        answers[at] = tempered(rest[place] ?? UNKNOWN, rule.restTemperature);
      }
      return answers;
    },
    wordsFor: (text, intent) => full.wordsFor(text, intent),
  };
}

const UNKNOWN: Classification = { intents: [], outOfScope: 1, nearest: [] };

/** What a model needs at work, and the embedder of its fast part. */
export interface CascadeClassifierParts extends ClassifierParts {
  /** The table whose vectors the fast part was trained on; without it the full classifier answers everything. */
  readonly fastEmbedder?: Embedder;
  readonly onAnswered?: (by: AnsweredBy) => void;
}

/**
 * The model at work. Where it has no fast part, or one for another table, and where the full embedder is missing or another one, there is
 * no cascade: the answers are those of `createModelClassifier`.
 */
export function createCascadeClassifier(parts: CascadeClassifierParts): GlancingClassifier {
  const { model, embedder, fastEmbedder, exampleTexts, onFallback, onAnswered } = parts;
  const full = createModelClassifier(parts);
  const part = fastPartOf(model);
  const isFull = embedder !== undefined && model.dense?.embedder === embedder.id;
  if (part === undefined || !isFull || part.dense.embedder !== fastEmbedder?.id) return full;
  const fast = createModelClassifier({
    model: fastModelOf(model, part),
    exampleTexts,
    ...(fastEmbedder === undefined ? {} : { embedder: fastEmbedder }),
    ...(onFallback === undefined ? {} : { onFallback }),
  });
  return createCascade({ full, fast, rule: part.rule, ...(onAnswered === undefined ? {} : { onAnswered }) });
}
