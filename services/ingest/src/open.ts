/** A case that an advisor opens to write to a customer first: it holds no mail until one comes. Pure. */
import { caseOpened, type Draft } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { type IngestState, isTaken, type Opening } from './state.ts';

/** What the command `open` is told. */
export interface OpenedCase {
  readonly opening: Opening;
  readonly opened: Parameters<typeof caseOpened.about>[1];
}

/**
 * Command `open`; of a number that is taken, nothing changes. Nobody is acknowledged in this case: its customer can only answer what an
 * advisor wrote to them, and “we have your mail, its number is…” in the middle of that would come from a machine that was not asked.
 */
export function open(payload: unknown, state: IngestState, { subject }: HandlerContext): Outcome<IngestState> {
  const { opening, opened } = payload as OpenedCase;
  if (isTaken(state)) return {};
  const { mailbox, participant } = opened;
  return {
    state: { ...state, opening, mailbox, participants: [participant], isAcknowledged: true },
    events: [caseOpened.about(subject, opened) as Draft],
  };
}
