/** What it means that a mail is let in: `mail.received`, and the acknowledgement for the first mail of a person. Pure. */
import { type Draft, type Mail, mailReceived, replyRequested } from '@facteur/contracts';
import { derivedId } from '@facteur/primitives';
import type { IngestState } from './state.ts';

/** The mail goes to the other services; its sender takes part in the case from now on, be it by a mail of long ago. */
export function enter(caseNumber: string, mail: Mail, state: IngestState): { state: IngestState; events: Draft[] } {
  const acknowledgement = state.isAcknowledged ? [] : acknowledge(caseNumber, mail);
  // Whoever tells of a mail that came back (MAILER-DAEMON) has no part in what it was about, nor has an expert who was asked about it.
  const joining = mail.kind === 'bounce' || mail.side !== undefined ? [] : [mail.participant];
  return {
    state: {
      ...state,
      participants: [...new Set([...state.participants, ...joining])],
      isAcknowledged: state.isAcknowledged || acknowledgement.length > 0 || isToldAlready(mail),
    },
    events: [mailReceived.about(caseNumber, mail) as Draft, ...acknowledgement],
  };
}

/** Of a call, on the telephone; of a request that was split off, when its mail arrived. A later mail of theirs tells them nothing new either. */
function isToldAlready({ channel, splitFrom }: Mail): boolean {
  return channel === 'phone' || splitFrom !== undefined;
}

/** Only people are told that their mail arrived: never a machine (RFC 3834 §2), never someone without an address, never for history. */
function acknowledge(caseNumber: string, mail: Mail): Draft[] {
  const to = mail.replyTo ?? mail.from;
  if (mail.kind !== 'human' || !to || mail.history || mail.side !== undefined || isToldAlready(mail)) return [];
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
