/** Temperature scaling (Guo et al. 2017): logits are divided by the number that makes held-out predictions most likely. */

/** Logits of held-out examples, `[class · examples + example]`, with their classes and weights. */
export interface HeldOut {
  readonly logits: Float64Array;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  readonly classes: number;
}

const COLDEST = 0.05;
const HOTTEST = 20;
const STEPS = 40;

/** The temperature with the least weighted log loss, by golden section on its logarithm. */
export function fitTemperature(heldOut: HeldOut): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(COLDEST);
  let high = Math.log(HOTTEST);
  for (let step = 0; step < STEPS; step += 1) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    if (logLoss(heldOut, Math.exp(left)) <= logLoss(heldOut, Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

function logLoss({ logits, labels, weights, classes }: HeldOut, temperature: number): number {
  let loss = 0;
  const n = labels.length;
  for (let i = 0; i < n; i += 1) {
    let sum = 0;
    const truth = logits[(labels[i] ?? 0) * n + i] ?? 0;
    for (let k = 0; k < classes; k += 1) sum += Math.exp(((logits[k * n + i] ?? 0) - truth) / temperature);
    loss += (weights[i] ?? 0) * Math.log(sum);
  }
  return loss;
}
