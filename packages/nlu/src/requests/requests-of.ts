/** From a reading and what the classifier says of its texts to requests: one for each thing that is asked for. Pure. */
import type { Classification } from '../classification.ts';
import type { Explanation, FoundRequest } from '../understanding.ts';
import { plain } from '../words.ts';
import type { Block } from './blocks.ts';
import type { Clause } from './clause.ts';
import type { Reading } from './reading.ts';
import { type AskingRun, type IntentRelations, type Judge, probabilityOf, type Run, splitRun, topOf } from './split.ts';

/** A request before it is said which of its words weighed most. */
export type UnexplainedRequest = Omit<FoundRequest, 'words'>;

/** What was said of a text that was classified. */
export type Answers = (text: string) => Classification;

/** From this probability on, one side of an alternative asks for something. */
const ALTERNATIVE_ASKS = 0.4;
/** From this probability on a request of the text makes an idle subject superfluous. */
const SURE = 0.6;

/** The requests of a mail in the order of their places; none where nothing but courtesies, quotes and what is settled stands. */
export function requestsOf(reading: Reading, answers: Answers, relations: IntentRelations = {}): UnexplainedRequest[] {
  if (reading.blocks.length === 0) return [];
  const judge = (from: number, to: number) => answers(reading.runs[from]?.[to - from] ?? '');
  const first = firstBlock(reading, judge);
  const all = { from: first, to: reading.blocks.length - 1 };
  const runs = splitRun(reading.blocks, (from, to) => trusting(judge(from, to)), all, relations);
  const isUnsure = reading.isUnsure || isTorn(reading, answers);
  return withoutRepeats(
    runs.flatMap((run) => {
      const request = requestOf(reading, answers, judge(run.from, run.to), run, isUnsure);
      return request === undefined ? [] : [{ ...request, ...explanationsOf(reading, judge, run) }];
    }),
  );
}

/**
 * A piece of a mail looks more out of scope than it is, because examples are whole sentences: what counts for cutting is nearer to
 * the shares that intents have among themselves (the exponent measured best on tune mails, against 0 and 1).
 */
function trusting(judged: Classification): Classification {
  const factor = Math.max(1 - judged.outOfScope, Number.EPSILON) ** -0.5;
  const intents = judged.intents.map(({ intent, probability }) => ({ intent, probability: probability * factor }));
  return { ...judged, intents };
}

/** "Commande CMD-2026-00123" says what the mail is about, not what is asked: where the text surely asks, it adds nothing. */
function firstBlock({ blocks }: Reading, judge: (from: number, to: number) => Classification): number {
  const [subject, ...text] = blocks;
  if (subject === undefined || text.length === 0 || subject.some((clause) => clause.in === 'text')) return 0;
  const isSure = topOf(judge(1, blocks.length - 1)).probability >= SURE;
  return isSure && subject.every((clause) => isIdle(clause.text)) ? 1 : 0;
}

/** Words of a subject that only names what the mail is about. */
const IDLE_WORDS = new Set(
  'a about au aux commande command concerne concernant de demande des du en et facture la le les ma mail mes mon my n no nr num numero objet of on order pour question re ref reference sav service client sur the url urgent votre your achat'.split(
    ' ',
  ),
);

function isIdle(subject: string): boolean {
  const words = plain(subject).match(/[\p{L}]+(?![\p{L}\d-]*\d)/gu) ?? [];
  return words.every((word) => IDLE_WORDS.has(word));
}

/** Of those with one intent, the surest stands for all. In the order of the mail. */
function withoutRepeats(requests: readonly UnexplainedRequest[]): UnexplainedRequest[] {
  const surest = new Map<string, UnexplainedRequest>();
  for (const request of requests) {
    const { intent, probability } = topOf(request);
    const known = surest.get(intent);
    if (known === undefined || probability > topOf(known).probability) surest.set(intent, request);
  }
  return requests.filter((request) => surest.get(topOf(request).intent) === request);
}

/** What explains a run: what each piece would ask for, and where it stands; nothing where there is none. */
function explanationsOf(
  { blocks }: Reading,
  judge: Judge,
  { explainedBy = [] }: AskingRun,
): Pick<UnexplainedRequest, 'explainedBy'> {
  const explanations = explainedBy.flatMap((run): Explanation[] => {
    const { intent } = topOf(judge(run.from, run.to));
    return blocks
      .slice(run.from, run.to + 1)
      .flat()
      .map(({ in: where, start, end, text }) => ({ span: { in: where, start, end }, text, intent }));
  });
  return explanations.length === 0 ? {} : { explainedBy: explanations };
}

function requestOf(
  { blocks, singles }: Reading,
  answers: Answers,
  judged: Classification,
  run: Run,
  isUnsure: boolean,
): UnexplainedRequest | undefined {
  const clauses = blocks.slice(run.from, run.to + 1).flat();
  const best = tellingOf(clauses, (clause) => answersTo(clause, singles, answers), topOf(judged).intent);
  if (best === undefined) return undefined;
  const alone = answersTo(best, singles, answers);
  const together = alone === undefined ? judged : mixed(judged, alone);
  return {
    span: { in: best.in, start: best.start, end: best.end },
    text: best.text,
    ...(isUnsure ? halved(together) : together),
    nearest: alone?.nearest ?? judged.nearest,
  };
}

function answersTo(clause: Clause, singles: ReadonlyMap<Clause, string>, answers: Answers): Classification | undefined {
  const said = singles.get(clause);
  return said === undefined ? undefined : answers(said);
}

/** The clause that says the intent best; asking words count as much as a fair probability. */
function tellingOf(
  clauses: Block,
  judgedOf: (clause: Clause) => Classification | undefined,
  intent: string,
): Clause | undefined {
  const scored = clauses.map((clause) => {
    const judged = judgedOf(clause);
    const probability = judged === undefined ? 0 : probabilityOf(judged, intent);
    return { clause, score: probability + (clause.role === 'ask' ? ASKING_COUNTS : 0) };
  });
  return scored.sort((a, b) => b.score - a.score)[0]?.clause;
}
const ASKING_COUNTS = 0.3;

/** "Remboursement ou renvoi": the writer leaves the choice between two intents. */
function isTorn({ alternatives }: Reading, answers: Answers): boolean {
  return alternatives.some((sides) => {
    const tops = sides.map((side) => topOf(answers(side)));
    return (
      new Set(tops.filter(({ probability }) => probability >= ALTERNATIVE_ASKS).map(({ intent }) => intent)).size > 1
    );
  });
}

/** How much the best clause alone counts beside its run: 0.15 measured best on tune mails, against 0 and 0.35. */
const CLAUSE_WEIGHT = 0.15;

function mixed(run: Classification, clause: Classification): Classification {
  const share = (one: number, other: number) => (1 - CLAUSE_WEIGHT) * one + CLAUSE_WEIGHT * other;
  const names = new Set([...run.intents, ...clause.intents].map(({ intent }) => intent));
  const intents = [...names].map((intent) => ({
    intent,
    probability: share(probabilityOf(run, intent), probabilityOf(clause, intent)),
  }));
  intents.sort((a, b) => b.probability - a.probability);
  return { intents, outOfScope: share(run.outOfScope, clause.outOfScope), nearest: clause.nearest };
}

function halved({ intents, outOfScope, nearest }: Classification): Classification {
  const half = intents.map(({ intent, probability }) => ({ intent, probability: probability / 2 }));
  return { intents: half, outOfScope: (1 + outOfScope) / 2, nearest };
}
