/**
 * Which texts of a mail deserve the full classifier. A mail has some ten: all runs of its blocks and every clause. Most of them cannot
 * change what comes out: where a glance sees no two requests, blocks are put together, and their runs are never asked for. What is left
 * is a reading like any other, and every probability that leaves it is the full classifier's. Pure.
 */
import type { Classification } from '../classification.ts';
import type { Block } from '../requests/blocks.ts';
import type { Clause } from '../requests/clause.ts';
import type { Reading } from '../requests/reading.ts';
import { bestSplit, type Judge, probabilityOf, topOf } from '../requests/split.ts';

/** What is known of a reading before its parts are classified. */
export interface FirstLook {
  /** What the full classifier says of all blocks together. */
  readonly whole: Classification;
  /** What the fast one says of a text of the reading. */
  readonly glance: (text: string) => Classification;
}

/**
 * From this chance of two requests on, by a glance, a place to cut is looked at. Chosen on tune mails and joined questions: the same figures as with
 * all runs for 57 % of the characters; 0.3 takes 44 % and loses one in twelve second requests.
 */
const LEAST = 0.05;
/** From this chance on, a place is looked at although there is a likelier one: a third request, or the better place. */
const ALSO = 0.45;
/** As `requests-of.ts` weighs a clause that asks by its words. */
const ASKING_COUNTS = 0.3;

/** The reading with fewer blocks, runs and singles; its texts are among those of the given one. */
export function narrowReading(reading: Reading, look: FirstLook): Reading {
  if (reading.blocks.length === 0) return reading;
  const runs = runsBetween(cutsOf(reading, look.glance), reading.blocks.length);
  const blocks = runs.map(({ from, to }) => reading.blocks.slice(from, to + 1).flat());
  const saidBy = (from: number, to: number): string => reading.runs[from]?.[to - from] ?? '';
  return {
    ...reading,
    blocks,
    runs: runs.map(({ from }, at) => runs.slice(at).map(({ to }) => saidBy(from, to))),
    singles: new Map(
      runs.flatMap(({ from, to }, at) => {
        const said = saidBy(from, to);
        const judged = runs.length === 1 ? look.whole : look.glance(said);
        return tellingOf(blocks[at] ?? [], topOf(judged).intent, reading.singles, look.glance);
      }),
    ),
  };
}

/** The text of all blocks together; undefined where nothing asks. */
export function wholeOf({ runs }: Reading): string | undefined {
  return runs[0]?.at(-1);
}

/** Places before which a second request may begin: the likeliest, and others that are nearly sure; in order. */
function cutsOf({ blocks, runs }: Reading, glance: FirstLook['glance']): number[] {
  const last = blocks.length - 1;
  const judgedAround = (cut: number): Judge => {
    const left = glance(runs[0]?.[cut - 1] ?? '');
    const right = glance(runs[cut]?.[last - cut] ?? '');
    return (from) => (from === 0 ? left : right);
  };
  const chanceOf = (cut: number): number => {
    const halves: Block[] = [blocks.slice(0, cut).flat(), blocks.slice(cut).flat()];
    return bestSplit(halves, judgedAround(cut), { from: 0, to: 1 })?.chance ?? 0;
  };
  const places = blocks
    .slice(1)
    .map((_, before) => ({ cut: before + 1, chance: chanceOf(before + 1) }))
    .filter(({ chance }) => chance >= LEAST)
    .sort((a, b) => b.chance - a.chance);
  const kept = places.filter(({ chance }, at) => at === 0 || chance >= ALSO);
  return kept.map(({ cut }) => cut).sort((a, b) => a - b);
}

function runsBetween(cuts: readonly number[], blocks: number): { from: number; to: number }[] {
  return [0, ...cuts].map((from, at) => ({ from, to: (cuts[at] ?? blocks) - 1 }));
}

/** The clause that by a glance says the intent best, with its text; none where no clause has one. */
function tellingOf(
  block: Block,
  intent: string,
  singles: Reading['singles'],
  glance: FirstLook['glance'],
): [Clause, string][] {
  const scored = block.flatMap((clause) => {
    const said = singles.get(clause);
    if (said === undefined) return [];
    return [
      { clause, said, score: probabilityOf(glance(said), intent) + Number(clause.role === 'ask') * ASKING_COUNTS },
    ];
  });
  const [best] = scored.sort((a, b) => b.score - a.score);
  return best === undefined ? [] : [[best.clause, best.said]];
}
