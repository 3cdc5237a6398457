/** What a replay's report proves of a draft: the evidence that publishing keeps. Pure. */
import { AppError, type JsonObject } from '@facteur/primitives';
import type { ReplayReport } from './run-replay.ts';

/** @throws AppError `BAD_INPUT` when `file` holds no replay of this version */
export function evidenceIn(text: string, file: string, hash: string): JsonObject {
  const report = parsed(text) as Partial<ReplayReport> | undefined;
  if (report?.hash !== hash) {
    const of =
      report?.hash === undefined
        ? 'n’est pas un rejeu'
        : `est le rejeu d’une autre version (${report.hash.slice(0, 12)})`;
    const remedy = `lancez « facteur journeys replay ${report?.journey ?? 'NOM'} --out ${file} » sur ce brouillon (${hash.slice(0, 12)})`;
    throw new AppError('BAD_INPUT', `${file} ${of} : ${remedy}`);
  }
  const { read, days, before, after, changed = [], unknown, liveHash } = report;
  return JSON.parse(
    JSON.stringify({ kind: 'replay', liveHash, read, days, before, after, changed: changed.length, unknown }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
