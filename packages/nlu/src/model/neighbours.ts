/**
 * The nearest examples have a say beside the head: its probabilities are mixed with the votes of the examples that a text is most like
 * (interpolation as in Khandelwal et al. 2020). A head draws one border around an intent; its examples may lie in several places.
 */

/** How many examples vote. */
export const VOTERS = 20;

/** What neighbours are worth, in a stage. */
export interface Neighbours {
  /** Their part of the probability, 0..1. */
  readonly share: number;
  /** A vote weighs e to the cosine divided by this. */
  readonly softness: number;
}

/** An example and its cosine with the text. */
export interface Neighbour {
  readonly at: number;
  readonly value: number;
}

/** A held-out text as it was seen without itself. */
export interface SeenText {
  /** What the head says of the intents; sums to 1. */
  readonly shares: Float64Array;
  /** The most like first. */
  readonly nearest: readonly Neighbour[];
  readonly label: number;
}

const SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
const SOFTNESSES = [0.03, 0.05, 0.1];
/** Added to probabilities before the logarithm: a vote may give an intent nothing at all. */
const FLOOR = 1e-4;

/** `shares` mixed with the votes of `nearest`; as they are when nothing is near. */
export function withNeighbours(
  shares: Float64Array,
  nearest: readonly Neighbour[],
  intentOf: Int32Array,
  { share, softness }: Neighbours,
): Float64Array {
  const most = nearest[0]?.value;
  if (most === undefined) return shares;
  const votes = new Float64Array(shares.length);
  let all = 0;
  for (const { at, value } of nearest.slice(0, VOTERS)) {
    const weight = Math.exp((value - most) / softness);
    const intent = intentOf[at] ?? 0;
    votes[intent] = (votes[intent] ?? 0) + weight;
    all += weight;
  }
  return shares.map((one, k) => (1 - share) * one + (share * (votes[k] ?? 0)) / all);
}

/**
 * What makes held-out texts likeliest; undefined where that does not hold for the half of them that it was not chosen on, and where there are
 * no texts.
 */
export function fitNeighbours(seen: readonly SeenText[], intentOf: Int32Array): Neighbours | undefined {
  const halves = [0, 1].map((half) => seen.filter((_, at) => at % 2 === half));
  const isBetter = halves.every((half, at) => {
    const other = halves[1 - at] ?? [];
    return lossWith(other, intentOf, best(half, intentOf)) < lossWith(other, intentOf, undefined);
  });
  return isBetter ? best(seen, intentOf) : undefined;
}

function best(seen: readonly SeenText[], intentOf: Int32Array): Neighbours | undefined {
  let least = lossWith(seen, intentOf, undefined);
  let found: Neighbours | undefined;
  for (const share of SHARES) {
    for (const softness of SOFTNESSES) {
      const loss = lossWith(seen, intentOf, { share, softness });
      if (loss >= least) continue;
      least = loss;
      found = { share, softness };
    }
  }
  return found;
}

function lossWith(seen: readonly SeenText[], intentOf: Int32Array, neighbours: Neighbours | undefined): number {
  return seen.reduce((sum, { shares, nearest, label }) => {
    const mixed = neighbours === undefined ? shares : withNeighbours(shares, nearest, intentOf, neighbours);
    return sum - Math.log((mixed[label] ?? 0) + FLOOR);
  }, 0);
}
