/** Small valid data of real events, and a flow that writes down what it handled. */
import { caseChanged, type Draft, type Mail, mailReceived } from '@facteur/contracts';
import { defineFlow, type FlowBuilder } from '../flow.ts';

/** A mail whose id and text are `mailId`. */
export function mailData(mailId: string, changes: Partial<Mail> = {}): Mail {
  return {
    mailId,
    mailbox: 'sav@boutique.example',
    channel: 'smtp',
    receivedAt: '2026-01-05T09:00:00.000Z',
    kind: 'human',
    language: 'fr',
    participant: 'digest',
    proof: 'none',
    joined: 'new',
    claims: [],
    subject: `Objet de ${mailId}`,
    text: mailId,
    references: [],
    raw: { scope: 'case', id: 'blob', bytes: 1 },
    attachments: [],
    problems: [],
    ...changes,
  };
}

type CaseChanged = Parameters<typeof caseChanged.about>[1];

/** A step of a case; `step` tells one from another. */
export function caseChangedData(step: string, changes: Partial<CaseChanged> = {}): CaseChanged {
  return { change: 'stepped', status: 'open', revision: 1, step, reasons: [], ...changes };
}

/** What the recording flow keeps. */
export interface Recorded {
  readonly seen: readonly string[];
}

/** On each mail: notes its id, and publishes `case.changed` with the id as its step. */
export function recordingFlow(): FlowBuilder<Recorded> {
  return defineFlow<Recorded>('journey-orchestrator', {
    collection: { name: 'recordings' },
    initial: () => ({ seen: [] }),
  }).on(mailReceived, (event, { seen }) => ({
    state: { seen: [...seen, event.data.mailId] },
    events: [caseChanged.after(event, caseChangedData(event.data.mailId)) as Draft],
  }));
}
