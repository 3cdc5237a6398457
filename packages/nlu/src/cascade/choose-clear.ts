/**
 * From texts that neither classifier was trained on to the rule by which fast answers stand: the lowest limit at which they cost at most
 * `risk` of the accuracy in scope, by the exact binomial bound of `../risk`, tested from the surest downwards.
 */
import type { Classification } from '../classification.ts';
import { fitTemperature, type Judged } from '../model/temperature.ts';
import { requireRisk, trialsFor } from '../risk/binomial.ts';
import { lowestThreshold } from '../risk/choose-threshold.ts';
import { addDecisions, emptySummary } from '../risk/decision-summary.ts';
import { type ClearRule, isClear, NOTHING_CLEAR } from './clear.ts';

/** A held-out text as both saw it; a `truth` of null is out of scope. */
export interface JudgedTwice {
  readonly truth: string | null;
  readonly fast: Classification;
  readonly full: Classification;
}

/** What fast answers may cost. */
export interface ClearOptions {
  /** Share (in (0, 1)) of the texts in scope that the full classifier has right and the cascade wrong. Default 0.002: 0.2 points. */
  readonly risk?: number;
  /** How sure the bound is. Default 0.95. */
  readonly confidence?: number;
}

const RISK = 0.002;
const CONFIDENCE = 0.95;
/** An answer that is more likely wrong than right never stands, however well both agree. */
const LEAST_LIMIT = 0.5;
/** Fewer texts than this say too little of a temperature. */
const FEWEST = 100;
/** The share of texts out of scope, where nobody has counted them; as `../model/scope.ts` takes it. */
const PRIOR = 0.25;
/** Below it, probabilities are rounding. */
const FLOOR = 1e-12;

/** Held-out texts in scope without which no limit can be promised: 1 497 at 0.2 points. */
export function fewestHeldOut({ risk = RISK, confidence = CONFIDENCE }: ClearOptions = {}): number {
  return trialsFor(0, risk, confidence);
}

/** Nothing is clear where the texts do not suffice for the promise. @throws AppError `BAD_INPUT` for a risk outside (0, 1) */
export function chooseClear(texts: readonly JudgedTwice[], options: ClearOptions = {}): ClearRule {
  const { risk = RISK, confidence = CONFIDENCE } = options;
  requireRisk(risk);
  // Texts out of scope count where they are lost, not as evidence: how many there are says nothing about the accuracy in scope.
  const counted = texts.filter((text) => text.truth !== null || isLost(text));
  const decisions = counted.map((text) => ({ score: topOf(text.fast), isRight: !isLost(text) }));
  const lowest = lowestThreshold(addDecisions(emptySummary, decisions), { risk, confidence, share: 'of-all' });
  if (lowest === undefined) return NOTHING_CLEAR;
  const limit = Math.max(LEAST_LIMIT, lowest.threshold);
  const stands = (text: JudgedTwice): boolean => isClear(text.fast, { ...NOTHING_CLEAR, limit });
  return {
    limit,
    clearTemperature: temperatureOf(texts.filter(stands), ({ fast }) => fast, texts),
    restTemperature: temperatureOf(
      texts.filter((text) => !stands(text)),
      ({ full }) => full,
      texts,
    ),
  };
}

/** The full classifier is right, and the fast one is not. */
function isLost({ truth, fast, full }: JudgedTwice): boolean {
  return verdictOf(full) === truth && verdictOf(fast) !== truth;
}

function verdictOf({ intents, outOfScope }: Classification): string | null {
  return outOfScope >= 0.5 ? null : (intents[0]?.intent ?? null);
}

function topOf({ intents }: Classification): number {
  return Math.min(1, intents[0]?.probability ?? 0);
}

/** Over intents and "out of scope", the latter weighed as if it were `PRIOR` of `all` texts. */
function temperatureOf(
  texts: readonly JudgedTwice[],
  answerOf: (text: JudgedTwice) => Classification,
  all: readonly JudgedTwice[],
): number {
  if (texts.length < FEWEST) return 1;
  const off = all.filter(({ truth }) => truth === null).length;
  const offWeight = off === 0 ? 0 : (PRIOR / (1 - PRIOR)) * ((all.length - off) / off);
  const intents = texts.reduce((most, text) => Math.max(most, answerOf(text).intents.length), 0);
  const judged = texts.map((text) => judgedOf(answerOf(text), text.truth, offWeight, intents));
  return fitTemperature(judged, intents + 1);
}

/** Out of scope first: models of different parts may lack different intents, and what they lack has no probability. */
function judgedOf(
  { intents, outOfScope }: Classification,
  truth: string | null,
  offWeight: number,
  columns: number,
): Judged {
  const logits = new Float32Array(columns + 1).fill(Math.log(FLOOR));
  for (const [at, probability] of [outOfScope, ...intents.map((one) => one.probability)].entries()) {
    logits[at] = Math.log(probability + FLOOR);
  }
  const place = intents.findIndex(({ intent }) => intent === truth);
  // An intent that the part's model never saw tells nothing of its sureness.
  const weight = truth === null ? offWeight : Number(place !== -1);
  return { logits, label: place + 1, weight };
}
