/** Numbers for new cases: derived from what founds them, so that a second attempt after a crash ends in the same case. */
import { caseNumberFrom } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';
import { AppError } from '@facteur/primitives';
import type { Cases } from './merge-cases.ts';
import { type IngestState, isTaken } from './state.ts';

/** Draws of a number for one case. A number collides once in 10¹² × cases; this many in a row do not. */
export const MAX_DRAWS = 8;

/** The number that draw `draw` gives to what is named by `seed`. */
export function drawnNumber(keys: Pick<KeyStore, 'digest'>, seed: string, draw: number): string {
  return caseNumberFrom(Buffer.from(keys.digest('case-number', `${draw}/${seed}`), 'base64url'));
}

/** What founding a case needs. */
export interface FoundParts {
  readonly keys: Pick<KeyStore, 'digest' | 'ensure'>;
  readonly cases: Cases;
}

/** A case that an advisor's act founds. */
export interface Founding {
  /** Names it for ever: the same seed, the same case. */
  readonly seed: string;
  /** Whether the case is the one that this founds, which an earlier attempt wrote. */
  readonly isMine: (state: IngestState) => boolean;
  /** Writes it under a number whose key is there. */
  readonly write: (caseNumber: string) => Promise<unknown>;
}

/** A case that was founded, now or before. */
export interface Founded {
  readonly caseNumber: string;
  readonly state: IngestState;
}

/** Draws numbers until one is free, or holds this very case. @throws AppError `INTERNAL` (retry later) when none is */
export async function foundCase({ keys, cases }: FoundParts, { seed, isMine, write }: Founding): Promise<Founded> {
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const caseNumber = drawnNumber(keys, seed, draw);
    const holder = (await cases.read(caseNumber))?.state;
    const isFree = holder === undefined || !isTaken(holder);
    // A number whose person was erased is never a case's again.
    if (isFree && (await keys.ensure([caseNumber])).has(caseNumber)) await write(caseNumber);
    const state = isFree ? (await cases.read(caseNumber))?.state : holder;
    if (state !== undefined && isMine(state)) return { caseNumber, state };
  }
  throw new AppError('INTERNAL', 'No free case number after several draws', { retry: 'later' });
}
