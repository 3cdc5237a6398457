/**
 * Corrections by intent, beside the temperature: bias-corrected temperature scaling (Alexandari, Kundaje, Shrikumar 2020). An intent that is
 * said too often, or too seldom, of held-out texts is set right where there are enough of them to tell. Every intent weighs the same, as in training:
 * how many examples an author wrote says nothing of how often customers ask.
 */
import { type Judged, probabilitiesOf } from './temperature.ts';

/** Held-out texts below which nothing is said of an intent. */
const ENOUGH_TEXTS = 40;
/** So many texts' worth of doubt hold each offset back. */
const PRIOR_TEXTS = 10;
const STEPS = 30;

/**
 * What is added to the logits of the first `classes`, each divided by `temperature`; 0 for intents with few texts. Undefined when no intent has
 * enough, and when offsets fitted on one half of the texts do not make the other half more likely.
 */
export function fitOffsets(seen: readonly Judged[], classes: number, temperature: number): Float32Array | undefined {
  const counts = countsOf(seen, classes);
  const judged = seen.map((one) => ({ ...one, weight: seen.length / (classes * (counts[one.label] ?? 1)) }));
  const free = [...counts.keys()].filter((k) => (counts[k] ?? 0) >= ENOUGH_TEXTS);
  if (free.length === 0 || classes < 2) return undefined;
  const halves = [0, 1].map((half) => judged.filter((_, at) => at % 2 === half));
  const none = new Float32Array(classes);
  const gains = halves.map((half, at) => {
    const other = halves[1 - at] ?? [];
    const offsets = fit(half, free, classes, temperature);
    return lossWith(other, none, temperature) - lossWith(other, offsets, temperature);
  });
  return gains.every((gain) => gain > 0) ? fit(judged, free, classes, temperature) : undefined;
}

function countsOf(judged: readonly Judged[], classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const { label } of judged) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** Newton's steps, one offset at a time: the loss is convex. */
function fit(judged: readonly Judged[], free: readonly number[], classes: number, temperature: number): Float32Array {
  const offsets = new Float32Array(classes);
  const total = judged.reduce((sum, { weight }) => sum + weight, 0);
  const prior = (PRIOR_TEXTS * total) / Math.max(1, judged.length);
  for (let step = 0; step < STEPS; step += 1) {
    const slopes = new Float64Array(classes);
    const bends = new Float64Array(classes);
    for (const { logits, label, weight } of judged) {
      const shares = probabilitiesOf(logits, offsets.length, temperature, offsets);
      for (const k of free) {
        const share = shares[k] ?? 0;
        slopes[k] = (slopes[k] ?? 0) + weight * (share - (k === label ? 1 : 0));
        bends[k] = (bends[k] ?? 0) + weight * share * (1 - share);
      }
    }
    for (const k of free) {
      const offset = offsets[k] ?? 0;
      // Half a step: the offsets pull at each other.
      offsets[k] = offset - (0.5 * ((slopes[k] ?? 0) + prior * offset)) / ((bends[k] ?? 0) + prior);
    }
  }
  return offsets;
}

function lossWith(judged: readonly Judged[], offsets: Float32Array, temperature: number): number {
  return judged.reduce(
    (sum, { logits, label, weight }) =>
      sum - weight * Math.log(probabilitiesOf(logits, offsets.length, temperature, offsets)[label] ?? 0),
    0,
  );
}
