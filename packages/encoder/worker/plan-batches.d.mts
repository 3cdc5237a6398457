/** Types for the tests; the worker is plain JavaScript, so that it runs alike beside the sources and beside the build. */
export function planBatches(
  lengths: readonly number[],
  limits: { readonly maxTexts: number; readonly maxTokens: number },
): number[][];
