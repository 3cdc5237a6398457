/** The port: texts to vectors whose cosines say how alike they are in meaning. */

/** A model that turns texts into vectors. */
export interface Embedder {
  /** Hash of all that decides the vectors: the same id gives the same vectors (up to rounding) for the same texts. */
  readonly id: string;
  /** Numbers in a vector. */
  readonly dimensions: number;
  /**
   * One vector of length 1 per text, in their order; the caller's own, to do with as it likes. Any text is fine, the empty one too; its
   * first 512 tokens count. Calls may overlap.
   * @throws AppError `EMBEDDER_UNAVAILABLE` (retry later) when the model does not answer, or is closed
   */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
  /** Frees the model; what still runs is given up: answered, or refused as above. Closing again does nothing. */
  close(): Promise<void>;
}
