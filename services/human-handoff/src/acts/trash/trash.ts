/** The trash: a case that is over and put away, to be erased later. Commands; pure. */
import { AppError, isoTime } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { type Act, acted, changed } from '../commands.ts';
import type { DeskState } from '../state.ts';

/** Command `trash`: the case is over, or ends in a moment. One that goes on all the same is listed where it stands. */
export function trash(payload: unknown, state: DeskState, { subject, now }: HandlerContext): Outcome<DeskState> {
  const { advisor } = payload as Act;
  if (state.trashedAt !== undefined) return { answer: state };
  return {
    ...changed({ ...state, trashedAt: isoTime(now) }),
    events: [acted(subject, 'trash', { advisor })],
  };
}

/** Command `restore`: it is among those that are done again. */
export function restore(payload: unknown, state: DeskState, { subject }: HandlerContext): Outcome<DeskState> {
  const { advisor } = payload as Act;
  if (state.trashedAt === undefined) return { answer: state };
  return {
    ...changed({ ...state, trashedAt: undefined }),
    events: [acted(subject, 'restore', { advisor })],
  };
}

/** Command `end`: of a case that no run will ever end, since its customer never wrote. */
export function end(payload: unknown, state: DeskState, { now }: HandlerContext): Outcome<DeskState> {
  const { advisor, outcome } = payload as Act & { readonly outcome: string };
  if (state.ended !== undefined) return { answer: state };
  return changed({ ...state, ended: { at: isoTime(now), by: advisor, outcome } });
}

/** The refusal of what would give a life to what is to be erased. */
export function heldInTrash(): AppError {
  return new AppError('CONFLICT', 'Ce dossier est supprimé : restaurez-le d’abord');
}
