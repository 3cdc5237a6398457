/** One way to classify, fitted: chosen among candidates by held-out log loss, calibrated, and taught what is out of scope. */
import { pickRows, type Rows } from '../head/rows.ts';
import { fitHead, type HeadWeights, logitsOf } from '../head/softmax-head.ts';
import { MANY, type Parts } from './held-out.ts';
import { fitOffsets } from './intent-offsets.ts';
import type { Stage } from './model.ts';
import { fitNeighbours, type SeenText, VOTERS, withNeighbours } from './neighbours.ts';
import { fitScope, type Surroundings, scopeSignals, surroundingsIn } from './scope.ts';
import { fitTemperature, type Judged, logLoss, probabilitiesOf } from './temperature.ts';

/** Settings to choose among. */
export interface Candidate {
  readonly sparseShare: number;
  /** Weight of the data against the penalty, for the mean text. */
  readonly strength: number;
}

/** What a stage is fitted on. */
export interface FitStage {
  /** Rows of all texts, the sparse part multiplied by a share. */
  readonly rowsFor: (sparseShare: number) => Rows;
  /** Cosines of a text with each text in `known`, then in `others`; used before the next call. */
  readonly cosinesOf: (at: number) => Float32Array;
  /** Intent of each text; from `classes` on, kinds of being out of scope. */
  readonly labels: Int32Array;
  readonly classes: number;
  /** Kinds of being out of scope. */
  readonly offTopics: number;
  readonly parts: Parts;
  /** The company's texts that ask for something. */
  readonly known: readonly number[];
  /** Texts that are out of scope. */
  readonly others: readonly number[];
  /** The first texts are the company's own. */
  readonly own: number;
}

/** A held-out text as the head saw it. */
interface Seen {
  readonly at: number;
  readonly logits: Float32Array;
}

/** The same with what is near to it. */
interface Placed extends Seen {
  readonly around: Surroundings;
}

/** Fits every candidate on all parts but one, in turn, then the best on everything. */
export function fitStage(fit: FitStage, candidates: readonly Candidate[], onProgress: (done: number) => void) {
  // With many texts the last candidate is taken: comparing costs a training each.
  const tried = fit.labels.length >= MANY ? candidates.slice(-1) : candidates;
  const runs = tried.length * fit.parts.length + 1;
  let done = 0;
  const progress = (): void => {
    done += 1;
    onProgress(done / runs);
  };
  let best: (HeldOut & { readonly candidate: Candidate; readonly loss: number }) | undefined;
  for (const candidate of tried) {
    const heldOut = heldOutLogits(fit, candidate, progress);
    const judged = judgedOf(fit, heldOut.seen);
    const loss = logLoss(judged, fit.classes, fitTemperature(judged, fit.classes));
    if (best === undefined || loss < best.loss) best = { ...heldOut, candidate, loss };
  }
  const { candidate = { sparseShare: 1, strength: 1 }, seen = [], head: near } = best ?? {};
  const judged = judgedOf(fit, seen);
  const temperature = fitTemperature(judged, fit.classes);
  const offsets = fitOffsets(judged, fit.classes, temperature);
  const around = surroundingsOf(fit);
  const placed = seen.map((one): Placed => ({ ...one, around: around(one.at) }));
  const intentOf = Int32Array.from(fit.known, (at) => fit.labels[at] ?? 0);
  const texts = asking(fit, placed).map(({ at, logits, around: { nearest } }): SeenText => {
    const shares = probabilitiesOf(logits, fit.classes, temperature, offsets);
    return { shares, nearest, label: fit.labels[at] ?? 0 };
  });
  const neighbours = fitNeighbours(texts, intentOf);
  const stage: Stage = {
    sparseShare: candidate.sparseShare,
    head: fitHead(
      {
        rows: fit.rowsFor(candidate.sparseShare),
        labels: fit.labels,
        classes: fit.classes + fit.offTopics,
        weights: balancedWeights(fit, new Set()),
        strength: candidate.strength,
      },
      near === undefined ? {} : { near },
    ),
    temperature,
    ...(offsets === undefined ? {} : { offsets }),
    ...(neighbours === undefined ? {} : { neighbours }),
    scope: scopeOf(fit, placed),
  };
  progress();
  const said = texts.map(({ shares, nearest: near }) =>
    neighbours === undefined ? shares : withNeighbours(shares, near, intentOf, neighbours),
  );
  return { stage, accuracy: accuracyOf(said, texts), heldOut: texts.length };
}

/** What heads say of texts that they have not seen, and the last of these heads. */
interface HeldOut {
  readonly seen: readonly Seen[];
  readonly head?: HeadWeights;
}

/** What is only compared need not be exact; the head that is kept is. */
const ROUGHLY = { maxSteps: 60, tolerance: 2e-3 };

/** Each head starts from nothing: one that starts from another's weights would know something of the texts that it must not have seen. */
function heldOutLogits(fit: FitStage, { sparseShare, strength }: Candidate, progress: () => void): HeldOut {
  const rows = fit.rowsFor(sparseShare);
  const classes = fit.classes + fit.offTopics;
  let last: HeadWeights | undefined;
  const seen = fit.parts.flatMap((part) => {
    const weights = balancedWeights(fit, new Set(part));
    last = fitHead({ rows, labels: fit.labels, classes, weights, strength }, ROUGHLY);
    const logits = logitsOf(last, pickRows(rows, part));
    progress();
    return part.map((at, held) => ({ at, logits: logits.slice(held * classes, (held + 1) * classes) }));
  });
  return { seen, ...(last && { head: last }) };
}

/** What each kind of being off topic weighs beside one intent: it is as varied as several. */
const OFF_TOPIC_WEIGHT = 2;

/** Every intent weighs the same, whatever its number of texts; the mean weight is 1. */
function balancedWeights({ labels, classes, offTopics }: FitStage, without: ReadonlySet<number>): Float64Array {
  const counts = new Float64Array(classes + offTopics);
  for (const [at, label] of labels.entries()) if (!without.has(at)) counts[label] = (counts[label] ?? 0) + 1;
  const weights = Float64Array.from(labels, (label, at) => {
    if (without.has(at)) return 0;
    return (label >= classes ? OFF_TOPIC_WEIGHT : 1) / (counts[label] ?? 1);
  });
  const sum = weights.reduce((total, one) => total + one, 0);
  const used = labels.length - without.size;
  return weights.map((weight) => (weight * used) / Math.max(sum, Number.MIN_VALUE));
}

/** Held-out texts that ask for something. */
function asking<S extends Seen>({ labels, classes }: FitStage, seen: readonly S[]): S[] {
  return seen.filter(({ at }) => (labels[at] ?? classes) < classes);
}

function judgedOf(fit: FitStage, seen: readonly Seen[]): Judged[] {
  return asking(fit, seen).map(({ at, logits }) => ({ logits, label: fit.labels[at] ?? 0, weight: 1 }));
}

/** What is around a held-out text, without those held out together with it. */
function surroundingsOf(fit: FitStage): (at: number) => Surroundings {
  const { known, others, parts, cosinesOf } = fit;
  const placeOf = new Map([...known, ...others].map((at, place) => [at, place]));
  const heldWith = new Map(parts.flatMap((part) => part.map((at) => [at, part] as const)));
  return (at) => {
    const cosines = cosinesOf(at).slice(0, placeOf.size);
    for (const other of heldWith.get(at) ?? []) {
      const place = placeOf.get(other);
      if (place !== undefined) cosines[place] = 0;
    }
    return surroundingsIn(cosines, known.length, placeOf.size, VOTERS);
  };
}

function accuracyOf(said: readonly Float64Array[], texts: readonly SeenText[]): number {
  const right = texts.filter(({ label }, at) => said[at]?.every((one) => one <= (said[at]?.[label] ?? 0)));
  return texts.length === 0 ? 0 : right.length / texts.length;
}

/** The company's own texts out of scope are what it gets: once there are enough of them, they alone count. */
const ENOUGH_OWN = 20;

function scopeOf(fit: FitStage, seen: readonly Placed[]) {
  const inScope: number[][] = [];
  const own: number[][] = [];
  const off: number[][][] = Array.from({ length: fit.offTopics }, () => []);
  for (const { at, logits, around } of seen) {
    const signals = scopeSignals(logits, fit.classes, around);
    const label = fit.labels[at] ?? 0;
    if (label < fit.classes) inScope.push(signals);
    else (at < fit.own ? own : off[label - fit.classes])?.push(signals);
  }
  return fitScope(inScope, own.length >= ENOUGH_OWN ? [own] : [own, ...off]);
}
