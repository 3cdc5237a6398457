/** Few blocks of clauses that may ask for something, so that every run of them can be classified. */
import type { Clause } from './clause.ts';

/** Blocks of a mail; all their runs are classified, at most 21. */
const MAX_BLOCKS = 6;

/** Clauses that stand one after another, and are never told apart. */
export type Block = readonly Clause[];

/**
 * One block per clause. Of a mail with more than a few, the least separate neighbours are put together until there is one block more than
 * clauses that ask, since in long mails most clauses only tell. Never empty blocks.
 */
export function blocksOf(clauses: readonly Clause[]): Block[] {
  const blocks: Block[] = clauses.map((clause) => [clause]);
  if (blocks.length <= MAX_BLOCKS) return blocks;
  const most = Math.min(MAX_BLOCKS, 1 + Math.max(1, clauses.filter(({ role }) => role === 'ask').length));
  while (blocks.length > most) {
    const at = leastSeparate(blocks);
    blocks.splice(at - 1, 2, [...(blocks[at - 1] ?? []), ...(blocks[at] ?? [])]);
  }
  return blocks;
}

/** The index of the block that belongs most to the one before; of equals, the shortest pair. */
function leastSeparate(blocks: readonly Block[]): number {
  let best = { at: 1, separation: Number.POSITIVE_INFINITY, length: Number.POSITIVE_INFINITY };
  for (let at = 1; at < blocks.length; at += 1) {
    const before = blocks[at - 1] ?? [];
    const after = blocks[at] ?? [];
    const separation = separationOf(before, after);
    const length = lengthOf(before) + lengthOf(after);
    if (separation < best.separation || (separation === best.separation && length < best.length)) {
      best = { at, separation, length };
    }
  }
  return best.at;
}

/** How likely another matter begins: 0 for a reason, 5 after "par ailleurs". */
function separationOf(before: Block, after: Block): number {
  const first = after[0];
  if (first === undefined || first.begins === 'reason' || first.begins === 'so') return 0;
  if (first.begins === 'another' || first.begins === 'item' || first.in !== before[0]?.in) return 5;
  const asks = Number(isAsking(before)) + Number(isAsking(after));
  if (first.begins === 'line') return 2 + asks;
  return first.begins === 'sentence' ? 2 * asks : asks + (asks === 2 ? 1 : 0);
}

/** True when one of the clauses asks by its words. */
export function isAsking(block: Block): boolean {
  return block.some(({ role }) => role === 'ask');
}

function lengthOf(block: Block): number {
  return block.reduce((sum, { text }) => sum + text.length, 0);
}
