/** Reads cases and their desks, and applies commands to desks: what every act of an advisor begins and ends with. */
import type { Mail } from '@facteur/contracts';
import { AppError, type Clock } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import type { CaseState, TimelineEntry } from '../case-view.ts';
import type { CaseDesk } from '../desk.ts';
import { mailsIn } from './addressee.ts';
import type { DraftAnswer } from './commands.ts';
import { deskOf } from './guard-decisions.ts';
import { type DeskPart, type DeskState, deskPart, type ReplyDraft } from './state.ts';

/** The desk's part, or the stored draft in the way. */
export type DraftResult = { readonly part: DeskPart } | { readonly stale: ReplyDraft | undefined };

/** All throw AppError `NOT_FOUND` for a case that nobody knows; acts besides what their commands throw. */
export interface Desks {
  caseState(number: string): Promise<CaseState>;
  deskState(number: string): Promise<DeskState>;
  timeline(number: string): Promise<readonly TimelineEntry[]>;
  mails(number: string): Promise<readonly Mail[]>;
  part(number: string): Promise<DeskPart>;
  act(number: string, name: string, payload: object): Promise<DeskPart>;
  draft(number: string, name: 'draft' | 'discard-draft', payload: object): Promise<DraftResult>;
}

/** Where they are kept. */
export interface DesksParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly cases: Pick<Runner<CaseState>, 'read'>;
  readonly desk: Pick<CaseDesk, 'case'>;
  readonly runner: Pick<Runner<DeskState>, 'read' | 'command'>;
}

export function openDesks({ clock, cases, desk, runner }: DesksParts): Desks {
  const caseState = async (number: string): Promise<CaseState> => {
    const found = await cases.read(number);
    if (!found) throw new AppError('NOT_FOUND', `Il n’y a pas de dossier ${number}`);
    return found.state;
  };
  const deskState = (number: string): Promise<DeskState> => deskOf(runner, number);
  const partOf = (state: DeskState, { status }: CaseState): DeskPart => deskPart(state, status, clock.now());
  const timeline = async (number: string) => (await desk.case(number))?.timeline ?? [];
  return {
    caseState,
    deskState,
    timeline,
    mails: async (number) => mailsIn(await timeline(number)),
    async part(number) {
      const known = await caseState(number);
      return partOf(await deskState(number), known);
    },
    async act(number, name, payload) {
      const known = await caseState(number);
      return partOf((await runner.command({ key: number }, name, payload)) as DeskState, known);
    },
    async draft(number, name, payload) {
      const known = await caseState(number);
      const answer = (await runner.command({ key: number }, name, payload)) as DraftAnswer;
      return answer.stale ? { stale: answer.draft } : { part: partOf(answer.state, known) };
    },
  };
}
