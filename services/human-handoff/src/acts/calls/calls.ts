/** Words between people besides mails: a call about a case is noted, a colleague is asked to hand one back. Commands; pure. */
import { AppError } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { type Act, acted } from '../commands.ts';
import { notify } from '../notify.ts';
import type { DeskState } from '../state.ts';
import { heldByAnother } from '../writing.ts';

/** Who called whom; the first line of what stands in the timeline. */
export const DIRECTIONS = { in: 'Appel reçu', out: 'Appel passé' } as const;

/** Command `call`: a line of the timeline. */
export function call(payload: unknown, state: DeskState, { subject }: HandlerContext): Outcome<DeskState> {
  const { advisor, text, direction } = payload as Act & {
    readonly text: string;
    readonly direction: keyof typeof DIRECTIONS;
  };
  const note = `${DIRECTIONS[direction]}\n${text}`;
  return { answer: state, events: [acted(subject, 'call', { advisor, note })] };
}

/** Command `ask-for`: whoever holds the case is asked to hand it back. */
export function askFor(payload: unknown, state: DeskState, context: HandlerContext): Outcome<DeskState> {
  const { advisor } = payload as Act;
  const holder = heldByAnother(state, advisor);
  if (!holder) throw new AppError('CONFLICT', 'Personne d’autre n’a pris ce dossier en main : prenez-le');
  return { answer: state, effects: notify(context, [holder.id], { kind: 'asked-for', by: advisor }) };
}
