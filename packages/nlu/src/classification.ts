/** What a text asks for, as every classifier says it. */

/** An intent with its calibrated probability (0..1). */
export interface RankedIntent {
  readonly intent: string;
  readonly probability: number;
}

/** A training example near to a text; `similarity` is a cosine (0..1). */
export interface NearestExample {
  readonly intent: string;
  readonly text: string;
  readonly similarity: number;
}

/** What a text asks for. The probabilities of all intents and `outOfScope` sum to 1. */
export interface Classification {
  /** Most probable first. */
  readonly intents: readonly RankedIntent[];
  /** The probability that no intent answers it. */
  readonly outOfScope: number;
  /** The three nearest examples, nearest first; fewer where nothing is near. */
  readonly nearest: readonly NearestExample[];
}

/** A text to classify; `language` is ISO 639-1: `en` is stemmed as English, all others as French. */
export interface TextToClassify {
  readonly text: string;
  readonly language: string;
}

/** A word of a text and how much it speaks for an intent (logits; negative: against it). */
export interface WordWeight {
  readonly word: string;
  readonly weight: number;
}

/** Texts to intents, many at a time. */
export interface Classifier {
  /** Hash of the examples, the options and the version of the code: the same id answers the same. */
  readonly id: string;
  /** One answer per text, in their order. Any text; what cannot be understood is out of scope. Never rejects. */
  classify(texts: readonly TextToClassify[]): Promise<readonly Classification[]>;
  /**
   * The words that weigh most for `intent`, or against it, by words and letters alone: heaviest first, at most five. None for an intent
   * that is unknown.
   */
  wordsFor(text: TextToClassify, intent: string): readonly WordWeight[];
}
