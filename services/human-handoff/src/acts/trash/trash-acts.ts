/** Putting a case into the trash, which ends it first, and taking it back. */
import type { Clock } from '@facteur/primitives';
import type { CaseState } from '../../case-view.ts';
import type { Actor } from '../actor.ts';
import type { Desks } from '../desks.ts';
import { type DeskPart, isOver } from '../state.ts';
import { held, heldByAnother } from '../writing.ts';

export interface TrashActs {
  /**
   * Ends the case as `close` does where it is not over, and puts it away. 30 days later it is erased.
   * @throws AppError `NOT_FOUND`; `CONFLICT` when a colleague holds it, or when it cannot be closed now
   */
  trash(number: string, advisor: Actor): Promise<DeskPart>;
  restore(number: string, advisor: Actor): Promise<DeskPart>;
}

/** What it needs. */
export interface TrashParts {
  readonly clock: Clock;
  readonly desks: Desks;
  readonly close: (number: string, advisor: Actor, outcome: string) => Promise<unknown>;
  /** Whether an item is open on which the case's run waits. */
  readonly isAsked: (number: string) => Promise<boolean>;
}

/** How long the end of a case is waited for, so that the answer says where it stands. */
const ENDED_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 50;

export function openTrashActs({ clock, desks, close, isAsked }: TrashParts): TrashActs {
  const hasEnded = async (number: string): Promise<boolean> => {
    const [desk, { status }] = await Promise.all([desks.deskState(number), desks.caseState(number)]);
    return isOver(desk, status);
  };
  return {
    async trash(number, advisor) {
      const desk = await desks.deskState(number);
      const { status }: Pick<CaseState, 'status'> = await desks.caseState(number);
      const other = heldByAnother(desk, advisor);
      if (other) throw held(other);
      if (!isOver(desk, status) || (await isAsked(number))) await close(number, advisor, 'deleted');
      for (let waited = 0; waited < ENDED_WITHIN_MS && !(await hasEnded(number)); waited += LOOK_EVERY_MS)
        await clock.wait(LOOK_EVERY_MS);
      await desks.act(number, 'trash', { advisor });
      return desks.part(number);
    },
    restore: (number, advisor) => desks.act(number, 'restore', { advisor }),
  };
}
