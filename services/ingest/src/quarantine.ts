/**
 * Mails that a trusted filter marked as spam: they are in a case, nobody is told of them but the case, and one call lets them in.
 * Pure.
 */
import { caseChanged, type Draft, type Mail } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { enter } from './enter.ts';
import type { IngestState } from './state.ts';

/** They lie in the state document, some 300 kB each at most; further ones found cases of their own. */
const MAX_QUARANTINED = 10;
/** How much of its text people see before they let a mail in. */
export const MAX_SHOWN = 2_000;

/** Whether the case can hold no more of them. */
export function isQuarantineFull({ quarantined = [] }: IngestState): boolean {
  return quarantined.length >= MAX_QUARANTINED;
}

/** The mail is kept and goes nowhere; the case says so, and shows enough of it to judge. */
export function quarantined(
  caseNumber: string,
  mail: Mail,
  spamMark: string,
  state: IngestState,
): { state: IngestState; events: Draft[] } {
  const { mailId, from, subject, text, mailbox, receivedAt, raw } = mail;
  const changed = caseChanged.about(caseNumber, {
    change: 'suppressed',
    status: 'closed',
    // Below every run's version: a case that is under way goes on as it was.
    revision: 0,
    outcome: 'quarantined',
    reasons: [],
    explanation: `mail mis en quarantaine par le filtre anti-spam (${spamMark}) : ni compris, ni acquitté`,
    data: {
      mailId,
      mailbox,
      receivedAt,
      subject,
      text: text.slice(0, MAX_SHOWN),
      raw,
      ...(from ? { from: { address: from.address, ...(from.name ? { name: from.name } : {}) } } : {}),
    },
  });
  const held = [...(state.quarantined ?? []), mail];
  return { state: { ...state, quarantined: held }, events: [changed as Draft] };
}

/** Command `release`: the mails are let in as if they came now. @returns `answer`: how many there were */
export function release(_payload: unknown, state: IngestState, { subject }: HandlerContext): Outcome<IngestState> {
  const { quarantined: held = [] } = state;
  if (held.length === 0) return { answer: 0 };
  const changed = caseChanged.about(subject, {
    change: 'reopened',
    status: 'open',
    revision: 0,
    reasons: [],
    explanation: 'sorti de la quarantaine',
  });
  const events: Draft[] = [changed as Draft];
  let next: IngestState = { ...state, quarantined: [] };
  for (const mail of held) {
    const entered = enter(subject, mail, next);
    next = entered.state;
    events.push(...entered.events);
  }
  return { state: next, events, answer: held.length };
}
