/** Erases what has been in the trash for 30 days: the key of such a case is destroyed, and with it all that was sealed by it. */
import { isoTime } from '@facteur/primitives';
import type { Kernel, Runner } from '@facteur/runtime';
import type { CaseState } from '../../case-view.ts';
import { type DeskState, isOver } from '../state.ts';

/** What it needs. */
export interface EmptyParts {
  readonly runner: Pick<Runner<DeskState>, 'find' | 'read'>;
  readonly cases: Pick<Runner<CaseState>, 'read'>;
  readonly keys: Pick<Kernel['keys'], 'destroy'>;
}

const KEPT_MS = 30 * 86_400_000;
const PAGE = 200;

/**
 * Returns the numbers that were erased. One that was erased before is found no more, and destroying a key twice is fine. A case that goes on
 * is left alone, and so is one from which others were split: their files are sealed with its key.
 */
export async function emptyTrash(parts: EmptyParts, nowMs: number): Promise<string[]> {
  const erased: string[] = [];
  let after: string | undefined;
  do {
    const page = await parts.runner.find({
      ...{ index: 'by-trash', range: { below: isoTime(nowMs - KEPT_MS + 1) }, limit: PAGE },
      ...(after === undefined ? {} : { after }),
    });
    for (const { key, state } of page.documents) {
      if (!(await isErasable(parts, key, state, nowMs))) continue;
      await parts.keys.destroy(key);
      erased.push(key);
    }
    after = page.cursor;
  } while (after !== undefined);
  return erased;
}

async function isErasable(parts: EmptyParts, number: string, desk: DeskState, nowMs: number): Promise<boolean> {
  const view = (await parts.cases.read(number))?.state;
  if (!isDue(desk, nowMs) || !isOver(desk, view?.status)) return false;
  for (const { number: other, kind } of desk.links ?? [])
    if (kind === 'split-into' && (await isKept(parts, other, nowMs))) return false;
  return true;
}

/** True of a case that is still there, and not to be erased now as well. */
async function isKept({ cases, runner }: EmptyParts, number: string, nowMs: number): Promise<boolean> {
  if ((await cases.read(number)) === undefined) return false;
  const desk = (await runner.read(number))?.state;
  return desk === undefined || !isDue(desk, nowMs);
}

function isDue({ trashedAt }: Pick<DeskState, 'trashedAt'>, nowMs: number): boolean {
  return trashedAt !== undefined && Date.parse(trashedAt) <= nowMs - KEPT_MS;
}
