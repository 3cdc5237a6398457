// @ts-check
/**
 * Which texts go through the model together. Texts of one batch are padded to the longest of them, and padding costs as much as text:
 * so neighbours in length share a batch.
 */

/**
 * Groups the indexes of `lengths` (tokens of each text), shortest first, such that no batch holds more than `maxTexts` texts or, padding
 * counted, more than `maxTokens` tokens. A text longer than `maxTokens` gets a batch of its own.
 *
 * @param {readonly number[]} lengths
 * @param {{ maxTexts: number, maxTokens: number }} limits
 * @returns {number[][]}
 */
export function planBatches(lengths, limits) {
  const order = lengths.map((_, index) => index).sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  /** @type {number[][]} */
  const batches = [];
  /** @type {number[]} */
  let batch = [];
  for (const index of order) {
    // Ascending: the newcomer is the longest, and decides the width of the batch that it joins.
    const padded = (batch.length + 1) * (lengths[index] ?? 0);
    if (batch.length > 0 && (batch.length >= limits.maxTexts || padded > limits.maxTokens)) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
