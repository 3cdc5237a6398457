/** Temperature scaling (Guo et al. 2017): logits are divided by the number that makes held-out predictions most likely. */

/** Logits of one held-out text for the intents, and which of them is right. */
export interface Judged {
  readonly logits: Float32Array;
  readonly label: number;
  readonly weight: number;
}

const COLDEST = 0.05;
const HOTTEST = 20;
const STEPS = 40;

/** The temperature with the least weighted log loss over the first `classes` logits, by golden section on its logarithm; 1 without texts. */
export function fitTemperature(judged: readonly Judged[], classes: number): number {
  if (judged.length === 0 || classes < 2) return 1;
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(COLDEST);
  let high = Math.log(HOTTEST);
  for (let step = 0; step < STEPS; step += 1) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (logLoss(judged, classes, Math.exp(left)) <= logLoss(judged, classes, Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** Mean log loss of the first `classes` logits at a temperature. */
export function logLoss(judged: readonly Judged[], classes: number, temperature: number): number {
  let loss = 0;
  let total = 0;
  for (const { logits, label, weight } of judged) {
    let sum = 0;
    const truth = logits[label] ?? 0;
    for (let k = 0; k < classes; k += 1) sum += Math.exp(((logits[k] ?? 0) - truth) / temperature);
    loss += weight * Math.log(sum);
    total += weight;
  }
  return loss / Math.max(total, Number.MIN_VALUE);
}

/** Probabilities of the first `classes` logits at a temperature; `offsets` are added then. */
export function probabilitiesOf(
  logits: Float32Array,
  classes: number,
  temperature: number,
  offsets?: Float32Array,
): Float64Array {
  const result = new Float64Array(classes);
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < classes; k += 1) top = Math.max(top, logits[k] ?? 0);
  let sum = 0;
  for (let k = 0; k < classes; k += 1) {
    const value = Math.exp(((logits[k] ?? 0) - top) / temperature + (offsets?.[k] ?? 0));
    result[k] = value;
    sum += value;
  }
  for (let k = 0; k < classes; k += 1) result[k] = (result[k] ?? 0) / sum;
  return result;
}
