/** A kept mail enters its case: `mail.received`, and the acknowledgement for the first mail of a person. Pure. */
import { type Draft, type Mail, mailReceived, replyRequested } from '@facteur/contracts';
import { derivedId } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import type { IngestState, Kept, KeptMail } from './state.ts';

/** @returns `answer`: `known` when the mail is in the case already, `number-taken` when the number belongs to another case */
export function receive(
  payload: unknown,
  state: IngestState,
  { subject }: HandlerContext,
): Outcome<IngestState> & { answer: Kept } {
  const { mail, fingerprint, isNew } = payload as KeptMail;
  if (state.mails.includes(fingerprint)) return { answer: 'known' };
  if (isNew && state.mails.length > 0) return { answer: 'number-taken' };
  const acknowledgement = state.isAcknowledged ? [] : acknowledge(subject, mail);
  return {
    answer: 'kept',
    state: {
      ...state,
      mailbox: state.mailbox || mail.mailbox,
      mails: [...state.mails, fingerprint],
      participants: [...new Set([...state.participants, mail.participant])],
      isAcknowledged: state.isAcknowledged || acknowledgement.length > 0,
    },
    events: [mailReceived.about(subject, mail) as Draft, ...acknowledgement],
  };
}

/** Only people are told that their mail arrived: never a machine (RFC 3834 §2), never someone without an address. */
function acknowledge(caseNumber: string, mail: Mail): Draft[] {
  const to = mail.replyTo ?? mail.from;
  if (mail.kind !== 'human' || !to) return [];
  const draft = replyRequested.about(caseNumber, {
    replyId: derivedId('acknowledgement', caseNumber),
    purpose: 'acknowledgement',
    mailbox: mail.mailbox,
    language: mail.language,
    to,
    subject: mail.subject,
    ...(mail.messageId ? { inReplyTo: mail.messageId } : {}),
    references: mail.references,
    content: { kind: 'product', template: 'acknowledgement', data: {} },
    author: { id: 'bot' },
  });
  return [draft as Draft];
}
