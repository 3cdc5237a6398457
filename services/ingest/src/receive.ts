/** A kept mail enters its case, or lies there in quarantine. Pure. */
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { enter } from './enter.ts';
import { isQuarantineFull, quarantined } from './quarantine.ts';
import { type IngestState, isTaken, type Kept, type KeptMail } from './state.ts';

/** @returns `answer`: `known` when the mail is in the case already, `number-taken` when it must look for another case */
export function receive(
  payload: unknown,
  state: IngestState,
  { subject }: HandlerContext,
): Outcome<IngestState> & { answer: Kept } {
  const { mail, fingerprint, isNew, spamMark, opening, origin } = payload as KeptMail;
  if (state.mails.includes(fingerprint)) return { answer: 'known' };
  if (isNew && isTaken(state)) return { answer: 'number-taken' };
  if (spamMark !== undefined && isQuarantineFull(state)) return { answer: 'number-taken' };
  const kept: IngestState = {
    ...state,
    mailbox: state.mailbox || mail.mailbox,
    mails: [...state.mails, fingerprint],
    ...(opening === undefined ? {} : { opening }),
    ...(origin === undefined ? {} : { origin }),
  };
  const outcome = spamMark === undefined ? enter(subject, mail, kept) : quarantined(subject, mail, spamMark, kept);
  return { answer: 'kept', ...outcome };
}
