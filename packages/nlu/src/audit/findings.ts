/** What an audit found, in the author's own lines: places become texts, classes become intents. */
import type { Interval } from '../evaluate/intervals.ts';
import { wilson } from '../evaluate/intervals.ts';
import { type BoundaryText, boundaryTexts } from './boundary.ts';
import { type Confusion, confusions } from './confusions.ts';
import type { CurvePoint } from './curve-plan.ts';
import { type AlikeTexts, type CosinesOf, contradictionsOf, duplicatesOf } from './duplicates.ts';
import { type Judged, largestAt } from './judged.ts';
import { labelErrors } from './label-errors.ts';
import { type Advice, adviceFor, fitCurves } from './learning-curve.ts';
import { isOfTwins, twinsAmong } from './twins.ts';

/** A line of an author's file; `intent` is null for what is out of scope, undefined where nothing is said. */
export interface AuditedText {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly intent?: string | null;
}

/** An example, which says what it asks for. */
export type AuditedExample = AuditedText & { readonly intent: string | null };

/** Two intents (null: out of scope) that are confused, by which texts. */
export interface ConfusedIntents {
  readonly intents: readonly [string | null, string | null];
  /** Of the first, taken for the second; the surest first. */
  readonly forth: readonly AuditedExample[];
  readonly back: readonly AuditedExample[];
  /** Confused ones among the examples of both (0..1). */
  readonly share: number;
}

/** An example whose label is probably wrong. */
export interface SuspectExample extends AuditedExample {
  readonly suggested: string | null;
  /** None of the five nearest examples has its intent: the label is probably wrong. The others are to be read again. */
  readonly isAlone: boolean;
  /** What the model gives the suggested intent and the given one (0..1). */
  readonly probabilities: readonly [suggested: number, given: number];
}

/** How one intent fares. */
export interface AuditedIntent {
  readonly intent: string;
  readonly examples: number;
  /** Examples that say something else than those before them. */
  readonly wordings: number;
  /** Share of its examples that were recognised, with its 95 % interval; null where none could be asked. */
  readonly recall: { readonly share: number; readonly interval: Interval } | null;
  /** What was measured with fewer of its examples, and with those of four parts in five. */
  readonly curve: readonly CurvePoint[];
  readonly advice: Advice;
}

/** A text between two intents, the more probable one first. */
export interface BoundaryFinding extends AuditedText {
  readonly between: readonly [string | null, string | null];
  /** Difference of their probabilities (0..1). */
  readonly margin: number;
}

/** What an audit found; every list is sorted, worst or most useful first. */
export interface Audit {
  readonly examples: number;
  /** Share of examples that a model recognises which has not seen them; null where none could be asked. */
  readonly recognised: { readonly share: number; readonly interval: Interval } | null;
  /** Two intents whose examples are mostly the same texts; `shared` texts are under both. */
  readonly twins: readonly { readonly intents: readonly [string | null, string | null]; readonly shared: number }[];
  /** The same text, or nearly, under several intents; those of twins are left out. */
  readonly contradictions: readonly { readonly isSame: boolean; readonly examples: readonly AuditedExample[] }[];
  readonly labelErrors: readonly SuspectExample[];
  /** Estimated share of wrong labels (0..1); too much where the model is weak. */
  readonly noise: number | null;
  readonly confusions: readonly ConfusedIntents[];
  /** Those that need the most first. */
  readonly intents: readonly AuditedIntent[];
  /** Mean share recognised of the `intents` that have so many examples, learning from that many of each; null: from all of four parts in five. */
  readonly curve: readonly { readonly examples: number | null; readonly intents: number; readonly recall: number }[];
  readonly boundary: { readonly from: 'unlabelled' | 'examples'; readonly texts: readonly BoundaryFinding[] };
  readonly duplicates: readonly {
    readonly intent: string | null;
    readonly isSame: boolean;
    readonly examples: readonly AuditedExample[];
  }[];
}

/** What findings are made of. */
export interface Measured {
  readonly examples: readonly AuditedExample[];
  readonly unlabelled: readonly AuditedText[];
  readonly judged: Judged;
  /** Of the examples, then of the unlabelled texts. */
  readonly alike: AlikeTexts;
  /** Cosines by meaning where there is an encoder, else by words and letters. */
  readonly cosinesOf: CosinesOf;
  /** Per class. */
  readonly curves: readonly (readonly CurvePoint[])[];
  /** What a model with all examples says of the unlabelled texts. */
  readonly unlabelledProbabilities: readonly Float64Array[];
}

export function findingsOf(measured: Measured): Audit {
  const { examples, judged, alike } = measured;
  const { classes, labels } = judged;
  const texts = examples.map(({ text }) => text);
  const named = (places: readonly number[]): AuditedExample[] => places.flatMap((at) => examples[at] ?? []);
  const intentAt = (label: number | undefined): string | null => classes[label ?? -1] ?? null;
  const own = ownAlike(alike, examples.length);
  const twins = twinsAmong(labels, own.groups);
  const contradictions = contradictionsOf(labels, texts, own);
  const { suspects, noise } = labelErrors(judged, measured.cosinesOf);
  const contradicted = new Set(contradictions.flatMap((one) => one.examples));
  const found = confusions(judged);
  const settled = new Set([...contradicted, ...suspects.map(({ example }) => example)]);
  return {
    examples: examples.length,
    recognised: recognisedOf(judged, Array.from(labels.keys())),
    twins: twins.map(({ one, other, shared }) => ({ intents: [intentAt(one), intentAt(other)], shared })),
    contradictions: contradictions
      .filter(
        (one) =>
          !isOfTwins(
            twins,
            one.examples.map((at) => labels[at] ?? 0),
          ),
      )
      .map((one) => ({ isSame: one.isSame, examples: named(one.examples) })),
    labelErrors: suspects
      .filter(({ example }) => !contradicted.has(example))
      .flatMap(({ example, given, suggested, isAlone }): SuspectExample[] => {
        const numbers = judged.probabilities[example];
        const probabilities = [numbers?.[suggested] ?? 0, numbers?.[given] ?? 0] as const;
        return named([example]).map((one) => ({ ...one, suggested: intentAt(suggested), probabilities, isAlone }));
      }),
    noise,
    confusions: found.map(({ one, other, oneAsOther, otherAsOne, share }) => ({
      intents: [intentAt(one), intentAt(other)],
      forth: named(oneAsOther.map(({ example }) => example)),
      back: named(otherAsOne.map(({ example }) => example)),
      share,
    })),
    intents: intentsOf(measured, own.groups),
    curve: overallCurve(measured.curves),
    boundary: boundaryOf(measured, found, settled),
    duplicates: duplicatesOf(labels, texts, own).map(({ label, isSame, examples: places }) => ({
      intent: intentAt(label),
      isSame,
      examples: named(places),
    })),
  };
}

/** Only what is among the examples, which stand first. */
function ownAlike({ same, near, groups }: AlikeTexts, examples: number): AlikeTexts {
  return {
    same: same.map((places) => places.filter((at) => at < examples)).filter((places) => places.length > 1),
    near: near.filter(({ one, other }) => one < examples && other < examples),
    groups: groups.slice(0, examples),
  };
}

function recognisedOf({ labels, probabilities, isJudged }: Judged, places: readonly number[]): Audit['recognised'] {
  const asked = places.filter((at) => isJudged[at] === 1);
  const right = asked.filter((at) => largestAt(probabilities[at] ?? new Float64Array()) === labels[at]).length;
  const interval = wilson(right, asked.length);
  return interval === null ? null : { share: right / asked.length, interval };
}

function intentsOf({ judged, curves }: Measured, groups: Int32Array): AuditedIntent[] {
  const { classes, labels } = judged;
  const fits = fitCurves(curves);
  const all = classes.flatMap((intent, label): AuditedIntent[] => {
    if (intent === null) return [];
    const places = Array.from(labels.keys()).filter((at) => labels[at] === label);
    const wordings = new Set(places.map((at) => groups[at])).size;
    const advice = adviceFor(fits[label], { examples: places.length, wordings });
    return [
      {
        intent,
        examples: places.length,
        wordings,
        recall: recognisedOf(judged, places),
        curve: curves[label] ?? [],
        advice,
      },
    ];
  });
  const expected = ({ advice }: AuditedIntent): number => (advice.kind === 'one-wording' ? -1 : advice.now.recall);
  return all.sort((a, b) => expected(a) - expected(b) || a.examples - b.examples || (a.intent < b.intent ? -1 : 1));
}

function overallCurve(curves: readonly (readonly CurvePoint[])[]): Audit['curve'] {
  const sizes = [...new Set(curves.flatMap((points) => points.map(({ size }) => size)))];
  sizes.sort((a, b) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY));
  return sizes.map((examples) => {
    const shares = curves.flatMap((points) =>
      points.filter(({ size }) => size === examples).map(({ right, asked }) => right / asked),
    );
    return { examples, intents: shares.length, recall: shares.reduce((sum, one) => sum + one, 0) / shares.length };
  });
}

function boundaryOf(
  { examples, unlabelled, judged, alike, cosinesOf, unlabelledProbabilities }: Measured,
  found: readonly Confusion[],
  settled: ReadonlySet<number>,
): Audit['boundary'] {
  const { classes, labels, isJudged } = judged;
  const shares = new Map(found.map(({ one, other, share }) => [`${one} ${other}`, share]));
  const confusionOf = (one: number, other: number): number =>
    shares.get(`${Math.min(one, other)} ${Math.max(one, other)}`) ?? 0;
  const toFinding = (source: AuditedText | undefined, { between, margin }: BoundaryText): BoundaryFinding[] =>
    source === undefined
      ? []
      : [{ ...source, between: [classes[between[0]] ?? null, classes[between[1]] ?? null], margin }];
  if (unlabelled.length === 0) {
    const texts = boundaryTexts({
      probabilities: judged.probabilities,
      cosinesOf,
      groups: alike.groups,
      confusionOf,
      mayPropose: (at, between) => isJudged[at] === 1 && !settled.has(at) && between.includes(labels[at] ?? -1),
    });
    return { from: 'examples', texts: texts.flatMap((one) => toFinding(examples[one.text], one)) };
  }
  const first = examples.length;
  const known = new Set(alike.groups.slice(0, first));
  const groups = alike.groups.slice(first);
  const texts = boundaryTexts({
    probabilities: unlabelledProbabilities,
    cosinesOf: (at) => cosinesOf(first + at).subarray(first),
    groups,
    confusionOf,
    mayPropose: (at) => !known.has(groups[at] ?? -1),
  });
  return { from: 'unlabelled', texts: texts.flatMap((one) => toFinding(unlabelled[one.text], one)) };
}
