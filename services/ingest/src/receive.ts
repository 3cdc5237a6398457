/** A kept mail enters its case: `mail.received`, and the acknowledgement for the first mail of a person. Pure. */
import { caseChanged, type Draft, type Mail, mailReceived, replyRequested } from '@facteur/contracts';
import { derivedId } from '@facteur/primitives';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import type { IngestState, Kept, KeptMail } from './state.ts';

/** @returns `answer`: `known` when the mail is in the case already, `number-taken` when the number belongs to another case */
export function receive(
  payload: unknown,
  state: IngestState,
  context: HandlerContext,
): Outcome<IngestState> & { answer: Kept } {
  const kept = payload as KeptMail;
  const { mail, fingerprint } = kept;
  if (state.mails.includes(fingerprint)) return { answer: 'known' };
  if (kept.isNew && state.mails.length > 0) return { answer: 'number-taken' };
  const isFirst = state.mails.length === 0;
  const events: Draft[] = [mailReceived.about(context.subject, mail) as Draft];
  if (isFirst) events.push(...acknowledgement(context.subject, mail));
  for (const other of kept.absorbs) events.push(mergedEvent(other, context) as Draft);
  return {
    answer: 'kept',
    state: {
      ...state,
      mailbox: state.mailbox || mail.mailbox,
      mails: [...state.mails, fingerprint],
      participants: [...new Set([...state.participants, mail.participant])],
    },
    events,
  };
}

/** Only people are told that their mail arrived: never a machine (RFC 3834 §2), never someone without an address. */
function acknowledgement(caseNumber: string, mail: Mail): Draft[] {
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

function mergedEvent(other: string, context: HandlerContext): Draft<never> {
  const draft = caseChanged.about(other, {
    change: 'merged',
    status: 'merged',
    // Greater than any run's version: nothing that the absorbed case still does brings it back.
    revision: Number.MAX_SAFE_INTEGER,
    into: context.subject,
    reasons: [],
  });
  return draft as Draft<never>;
}
