/**
 * Whether a run of blocks asks for one thing or for several. Two readings are compared: one request, or two on both sides of the best
 * place to cut; a logistic rule weighs what the classifier says of both readings with how the second half begins.
 */
import type { Classification } from '../classification.ts';
import { type Block, isAsking } from './blocks.ts';

/** What the classifier says of blocks `from`..`to`, both included. */
export type Judge = (from: number, to: number) => Classification;

/** Blocks `from`..`to`, both included. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** How two intents of one mail stand to each other; both default to never. */
export interface IntentRelations {
  /** The journeys declare that both may be asked for in one mail. Symmetric. */
  areCompatible?(one: string, other: string): boolean;
  /** Who asks for `request` often tells `reason` to explain it ("the parcel is lost" for a refund). */
  explains?(reason: string, request: string): boolean;
}

/** What speaks for two requests, each a number; see `WEIGHTS`. */
export interface SplitSigns {
  /** log probability of the less sure half's intent. */
  readonly weaker: number;
  /** log probability of the whole's intent. */
  readonly whole: number;
  /** log probability that both halves ask for the same, at best. */
  readonly common: number;
  /** log probability that the whole asks for the less likely of both intents. */
  readonly inWhole: number;
  /** 1 when both halves ask by their words, else 0. */
  readonly bothAsk: number;
  /** 1 when both halves end as questions, else 0. */
  readonly bothQuestions: number;
  /** log of the words in the shorter half. */
  readonly words: number;
  /** 1 when the second half begins with "par ailleurs" or is a list item, else 0. */
  readonly announced: number;
  /** 1 when it begins on a new line, else 0. */
  readonly line: number;
}

/**
 * Fitted by logistic regression on single and joined questions of banking77 and service-fr and on the mails of `sets/mails.tune.txt`, all classified
 * by models that had not seen them; other signs (where asks stand, other joining words, out of scope) added nothing. `line` is
 * lowered by hand: among joined questions a new line is an artefact.
 */
const WEIGHTS: SplitSigns & { readonly bias: number } = {
  weaker: 1.31,
  whole: -0.18,
  common: -1.05,
  inWhole: 0.65,
  bothAsk: 0.96,
  bothQuestions: 1.02,
  words: 1.3,
  announced: 3.18,
  line: 2.6,
  bias: -3.67,
};
/** From this probability on a mail is cut in two. */
const SPLIT_AT = 0.7;
/** From this probability on a half is cut again: three requests are rare, and short pieces look like more than they are. */
const SPLIT_AGAIN_AT = 0.9;
/** Added to probabilities before the logarithm: below it, differences say nothing. */
const FLOOR = 0.02;

/** The runs that ask for different things, in order; the whole run when it is one request. */
export function splitRun(
  blocks: readonly Block[],
  judge: Judge,
  run: Run,
  relations: IntentRelations = {},
  least = SPLIT_AT,
): Run[] {
  const cut = bestCut(judge, run);
  if (cut === undefined || chanceOfTwo(splitSigns(blocks, judge, run, cut)) < least) return [run];
  const halves: readonly [Run, Run] = [
    { from: run.from, to: cut - 1 },
    { from: cut, to: run.to },
  ];
  const asked = halves.filter((half, at) => !explains(blocks, judge, half, halves[1 - at] ?? run, relations));
  return asked.flatMap((half) => splitRun(blocks, judge, half, relations, SPLIT_AGAIN_AT));
}

/** The half has no word of asking, and tells what is known to explain the other one: "mon colis est perdu, remboursez-moi". */
function explains(blocks: readonly Block[], judge: Judge, half: Run, other: Run, relations: IntentRelations): boolean {
  if (isAsking(blocks.slice(half.from, half.to + 1).flat())) return false;
  if (!isAsking(blocks.slice(other.from, other.to + 1).flat())) return false;
  const told = topOf(judge(half.from, half.to)).intent;
  const asked = topOf(judge(other.from, other.to)).intent;
  return relations.areCompatible?.(told, asked) !== true && relations.explains?.(told, asked) === true;
}

/** Where the halves are surest of different intents; nothing when they never differ. */
function bestCut(judge: Judge, { from, to }: Run): number | undefined {
  let best: { at: number; score: number } | undefined;
  for (let at = from + 1; at <= to; at += 1) {
    const left = topOf(judge(from, at - 1));
    const right = topOf(judge(at, to));
    if (left.intent === right.intent) continue;
    const score = logOf(left.probability) + logOf(right.probability);
    if (best === undefined || score > best.score) best = { at, score };
  }
  return best?.at;
}

/** What speaks for and against a cut before block `cut`. */
function splitSigns(blocks: readonly Block[], judge: Judge, { from, to }: Run, cut: number): SplitSigns {
  const left = { judged: judge(from, cut - 1), block: blocks.slice(from, cut).flat() };
  const right = { judged: judge(cut, to), block: blocks.slice(cut, to + 1).flat() };
  const whole = judge(from, to);
  const intents = [topOf(left.judged), topOf(right.judged)] as const;
  const begins = right.block[0]?.begins;
  return {
    weaker: logOf(Math.min(intents[0].probability, intents[1].probability)),
    whole: logOf(topOf(whole).probability),
    common: commonOf(left.judged, right.judged),
    inWhole: logOf(Math.min(...intents.map(({ intent }) => probabilityOf(whole, intent)))),
    bothAsk: Number(isAsking(left.block) && isAsking(right.block)),
    bothQuestions: Number(isQuestion(left.block) && isQuestion(right.block)),
    words: Math.log(Math.min(wordsIn(left.block), wordsIn(right.block))),
    announced: Number(begins === 'another' || begins === 'item'),
    line: Number(begins === 'line'),
  };
}

/** The probability (0..1) that both halves are requests of their own. */
export function chanceOfTwo(signs: SplitSigns): number {
  const logit = keysOf(signs).reduce((sum, key) => sum + WEIGHTS[key] * signs[key], WEIGHTS.bias);
  return 1 / (1 + Math.exp(-logit));
}

function keysOf(signs: SplitSigns): (keyof SplitSigns)[] {
  return Object.keys(signs) as (keyof SplitSigns)[];
}

function commonOf(left: Classification, right: Classification): number {
  const candidates = new Set([...left.intents.slice(0, 5), ...right.intents.slice(0, 5)].map(({ intent }) => intent));
  let best = 2 * logOf(0);
  for (const intent of candidates) {
    best = Math.max(best, logOf(probabilityOf(left, intent)) + logOf(probabilityOf(right, intent)));
  }
  return best;
}

function isQuestion(block: Block): boolean {
  return block.some(({ text }) => text.endsWith('?'));
}

function wordsIn(block: Block): number {
  return block.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
}

/** The most probable intent; of no name and no probability where there is none. */
export function topOf({ intents }: Pick<Classification, 'intents'>): {
  readonly intent: string;
  readonly probability: number;
} {
  return intents[0] ?? { intent: '', probability: 0 };
}

/** The probability of an intent, 0 for one that is unknown. */
export function probabilityOf({ intents }: Classification, wanted: string): number {
  return intents.find(({ intent }) => intent === wanted)?.probability ?? 0;
}

function logOf(probability: number): number {
  return Math.log(probability + FLOOR);
}
