/** What training makes: all that is needed to classify, and nothing that a customer wrote. */
import type { TfIdf } from '../features/tf-idf.ts';
import type { HeadWeights } from '../head/softmax-head.ts';
import type { ExampleVectors } from './cosines.ts';
import type { Neighbours } from './neighbours.ts';
import type { ScopeJudge } from './scope.ts';

/** One way to classify: by sparse features alone, or by these and the vector of a transformer. */
export interface Stage {
  /** What the sparse part of a row is multiplied by, beside a vector of length 1; 1 without vectors. */
  readonly sparseShare: number;
  /** Logits of all intents, then of the kinds of being off topic. */
  readonly head: HeadWeights;
  /** Logits of intents are divided by this (Guo et al. 2017). */
  readonly temperature: number;
  /** Added to the logits of intents then; absent where held-out texts are too few to tell, or tell nothing. */
  readonly offsets?: Float32Array;
  /** What the nearest examples have to say; absent where held-out texts were no likelier with them. */
  readonly neighbours?: Neighbours;
  readonly scope: ScopeJudge;
}

/** In place of an intent. */
export const OFF_TOPIC_EXAMPLE = -1;

/** What a transformer's vectors are used for. */
export interface DensePart {
  /** Id of the embedder whose vectors these are. */
  readonly embedder: string;
  readonly dimensions: number;
  /** Subtracted from each vector before it gets length 1. */
  readonly mean: Float32Array;
  readonly stage: Stage;
  readonly examples: ExampleVectors;
}

/**
 * A trained model. `exampleIntents[i]` is the intent of the company's i-th example, `OFF_TOPIC_EXAMPLE` of the off-topic texts behind them: the texts themselves
 * stay outside.
 */
export interface Model {
  /** Hash of the data, the settings and the version of this code: the same id answers the same. */
  readonly id: string;
  readonly intents: readonly string[];
  readonly exampleIntents: Int32Array;
  readonly tfIdf: TfIdf;
  readonly sparse: Stage;
  /** Rows of the company's examples, then of the off-topic texts, for their cosines. */
  readonly sparseExamples: { readonly starts: Int32Array; readonly indices: Int32Array; readonly values: Float32Array };
  /** Absent when it was trained without an embedder. */
  readonly dense?: DensePart;
  readonly metrics: ModelMetrics;
}

/** Measured on examples that the measured model had not seen. */
export interface ModelMetrics {
  readonly examples: number;
  readonly heldOut: number;
  /** Share of held-out examples whose most probable intent is theirs. */
  readonly accuracy: number;
  /** The same by sparse features alone. */
  readonly sparseAccuracy: number;
}
