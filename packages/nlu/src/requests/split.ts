/**
 * Whether a run of blocks asks for one thing or for several. It is cut where its halves are surest of different intents; a logistic rule weighs what
 * the classifier says of the halves with how long they are, how they ask, and how the second one begins.
 */
import type { Classification } from '../classification.ts';
import { type Block, isAsking } from './blocks.ts';
import { flat } from './flat.ts';

/** What the classifier says of blocks `from`..`to`, both included. */
export type Judge = (from: number, to: number) => Classification;

/** Blocks `from`..`to`, both included. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** A run that asks, and the runs that were left out because they only explain it. */
export interface AskingRun extends Run {
  readonly explainedBy?: readonly Run[];
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
  /** log probability of the surer half's intent. */
  readonly surer: number;
  /** log probability that both halves ask for the same, at best. */
  readonly common: number;
  /** log odds that the half that is less in scope is out of it. */
  readonly outside: number;
  /** 1 when both halves ask by their words, else 0. */
  readonly bothAsk: number;
  /** 1 when the second half begins with "par ailleurs" or is a list item, else 0. */
  readonly announced: number;
  /** log of the number of clauses. */
  readonly clauses: number;
  /** log of the number of words. */
  readonly words: number;
  /** Share of the words that the shorter half has. */
  readonly shorter: number;
}

/**
 * Fitted by logistic regression on 4 000 single and joined questions of banking77, clinc150 (10 and 40 examples an intent, by an encoder that saw neither)
 * and service-fr, and on the mails of `sets/*.tune.txt`, all classified by models that had not seen them. Other signs (questions, where asks stand, new
 * lines, pronouns, common words, likeness of the halves) added little or nothing to texts of sets that were left out.
 */
const WEIGHTS: SplitSigns & { readonly bias: number } = {
  surer: 2.05,
  common: -1.34,
  outside: -0.61,
  bothAsk: 0.62,
  announced: 1.64,
  clauses: -1.16,
  words: 2.13,
  shorter: 4.65,
  bias: -12.44,
};
/** From this probability on a mail is cut in two. */
const SPLIT_AT = 0.45;
/** From this probability on a half is cut again: three requests are rare, and short pieces look like more than they are. */
const SPLIT_AGAIN_AT = 0.8;
/** Added to probabilities before the logarithm: below it, differences say nothing. */
const FLOOR = 0.02;
/** The same for odds. */
const FINE = 0.01;

/** The runs that ask for different things, in order; the whole run when it is one request. What explains goes with the first run of what it explains. */
export function splitRun(
  blocks: readonly Block[],
  judge: Judge,
  run: Run,
  relations: IntentRelations = {},
  least = SPLIT_AT,
): AskingRun[] {
  const best = bestSplit(blocks, judge, run);
  if (best === undefined || best.chance < least) return [run];
  const halves: readonly [Run, Run] = [
    { from: run.from, to: best.cut - 1 },
    { from: best.cut, to: run.to },
  ];
  const reasons = halves.filter((half, at) => explains(blocks, judge, half, halves[1 - at] ?? run, relations));
  const asked = halves.filter((half) => !reasons.includes(half));
  const runs = asked.flatMap((half) => splitRun(blocks, judge, half, relations, SPLIT_AGAIN_AT));
  if (reasons.length === 0) return runs;
  return runs.map((one, at) => (at > 0 ? one : { ...one, explainedBy: [...reasons, ...(one.explainedBy ?? [])] }));
}

/** The best place to cut, before block `cut`, and the chance (0..1) that both sides are requests of their own; nothing when they never differ. */
export function bestSplit(
  blocks: readonly Block[],
  judge: Judge,
  run: Run,
): { cut: number; chance: number } | undefined {
  const cut = bestCut(blocks, judge, run);
  return cut === undefined ? undefined : { cut, chance: chanceOfTwo(splitSigns(blocks, judge, run, cut)) };
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
function bestCut(blocks: readonly Block[], judge: Judge, { from, to }: Run): number | undefined {
  let best: { at: number; score: number } | undefined;
  for (let at = from + 1; at <= to; at += 1) {
    if (refersBack(blocks[at])) continue;
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
  const judged = [judge(from, cut - 1), judge(cut, to)] as const;
  const halves = [blocks.slice(from, cut).flat(), blocks.slice(cut, to + 1).flat()] as const;
  const begins = halves[1][0]?.begins;
  const words = halves.map(wordsIn);
  const all = words.reduce((sum, count) => sum + count, 0);
  return {
    surer: logOf(Math.max(...judged.map((half) => topOf(half).probability))),
    common: commonOf(...judged),
    outside: Math.max(...judged.map(({ outOfScope }) => Math.log((outOfScope + FINE) / (1 - outOfScope + FINE)))),
    bothAsk: Number(halves.every(isAsking)),
    announced: Number(begins === 'another' || begins === 'item'),
    clauses: Math.log(halves[0].length + halves[1].length),
    words: Math.log(Math.max(1, all)),
    shorter: Math.min(...words) / Math.max(1, all),
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

/** "Quand sera-t-il fait ?" says nothing without what stands before it: few words, a pronoun, and no noun. */
function refersBack(block: Block | undefined): boolean {
  const said = flat(block?.[0]?.text ?? '');
  return said.length <= MOST_REFERRING && PRONOUN.test(said) && !NOUN.test(said);
}
const MOST_REFERRING = 25;
const PRONOUN = /(?:^|[^a-z])(?:il|elle|ils|elles|ca|cela|lui|it|they|them|he|she)(?![a-z])/;
const NOUN =
  /(?:^|[^a-z])(?:mon|ma|mes|notre|nos|votre|vos|le|la|les|l|un|une|des|du|ce|cet|cette|ces|my|our|your|the|a|an|this|that) [a-z0-9]{3}|(?:^|[^a-z])(?:il (?:y|me|nous|faut|est possible)|y a|ca (?:va|marche))(?![a-z])/;

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
