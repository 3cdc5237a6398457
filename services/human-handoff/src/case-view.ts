/** The read model of a case: right in whatever order the topics' events come in. Pure. */
import type {
  CaseStatus,
  caseChanged,
  Event,
  Mail,
  mailUnderstood,
  ReviewReason,
  replySent,
  reviewRequested,
  TOPICS,
} from '@facteur/contracts';
import type { LogEntry, Outcome, StateDefinition } from '@facteur/runtime';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];

/** What a list of cases shows. Each field is kept with what decides between two events that set it. */
export interface CaseView {
  readonly mailbox: string;
  readonly subject: string;
  readonly customer?: { readonly address: string; readonly name?: string } | undefined;
  readonly language: string;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly status: CaseStatus;
  /** Revision of the run that `status` and what follows come from: a greater one wins. */
  readonly revision: number;
  readonly journey?: string | undefined;
  readonly step?: string | undefined;
  readonly outcome?: string | undefined;
  readonly into?: string | undefined;
  readonly reasons: readonly ReviewReason[];
  readonly mails: number;
  readonly replies: number;
}

export const caseViewState: StateDefinition<CaseView> = {
  collection: {
    name: 'handoff-cases',
    indexes: { 'by-update': ['updatedAt'], 'by-status': ['status', 'updatedAt'] },
  },
  entries: { name: 'handoff-timeline', indexes: { 'by-case': ['subject', 'at'] } },
  initial: () => ({
    mailbox: '',
    subject: '',
    language: 'fr',
    openedAt: '',
    updatedAt: '',
    status: 'open',
    revision: -1,
    reasons: [],
    mails: 0,
    replies: 0,
  }),
  clear: ({ status, updatedAt }) => ({ status, updatedAt }),
  keyOf: ({ subject }) => (subject.startsWith('journey:') ? undefined : subject),
};

/** One line of a timeline. */
export interface TimelineEntry {
  readonly at: string;
  readonly topic: string;
  readonly eventId: string;
  readonly cause?: string | undefined;
  readonly data: unknown;
}

/** Records an event of `topic`: a line of the timeline, and what it changes in the view. */
export function record(topic: (typeof TOPICS)[number]['name']) {
  return (event: Event, view: CaseView): Outcome<CaseView> => {
    const seen = {
      ...view,
      openedAt: least(view.openedAt, event.time),
      updatedAt: greatest(view.updatedAt, event.time),
    };
    return { state: apply(topic, event, seen), entries: [timelineEntry(topic, event)] };
  };
}

function timelineEntry(topic: string, event: Event): LogEntry {
  const entry: TimelineEntry = {
    at: event.time,
    topic,
    eventId: event.id,
    cause: event.causationid,
    data: shown(topic, event.data),
  };
  return { id: event.id, clear: { at: event.time }, content: entry };
}

/** `mail.understood` repeats the mail, which has a line of its own. */
function shown(topic: string, data: unknown): unknown {
  if (topic !== 'mail.understood') return data;
  const { mail, ...rest } = data as DataOf<typeof mailUnderstood>;
  return { ...rest, mailId: mail.mailId };
}

function apply(topic: string, event: Event, view: CaseView): CaseView {
  switch (topic) {
    case 'mail.received':
      return withMail(view, event.data as Mail, event.time === view.openedAt);
    case 'reply.sent':
      return {
        ...view,
        replies: view.replies + 1,
        mailbox: view.mailbox || (event.data as DataOf<typeof replySent>).mailbox,
      };
    case 'case.changed':
      return withChange(view, event.data as DataOf<typeof caseChanged>);
    case 'review.requested':
      return withReview(view, event.data as DataOf<typeof reviewRequested>);
    default:
      return view;
  }
}

function withMail(view: CaseView, mail: Mail, isFirst: boolean): CaseView {
  const counted = { ...view, mails: view.mails + 1 };
  if (!isFirst && view.mails > 0) return counted;
  return { ...counted, mailbox: mail.mailbox, subject: mail.subject, customer: mail.from, language: mail.language };
}

function withChange(view: CaseView, change: DataOf<typeof caseChanged>): CaseView {
  if (change.revision < view.revision) return view;
  const { status, revision, journey, step, outcome, into, reasons } = change;
  return {
    ...view,
    status,
    revision,
    journey: journey ?? view.journey,
    step: step ?? view.step,
    outcome: outcome ?? view.outcome,
    into,
    reasons,
  };
}

/** A review that no run asked for (an event that could not be handled) shows all the same. */
function withReview(view: CaseView, { reasons }: DataOf<typeof reviewRequested>): CaseView {
  if (!reasons.some(({ code }) => code === 'handler-failed') || view.status === 'closed') return view;
  return { ...view, status: 'waiting-advisor', reasons: [...new Set([...view.reasons, 'handler-failed' as const])] };
}

function least(a: string, b: string): string {
  return a === '' || b < a ? b : a;
}

function greatest(a: string, b: string): string {
  return b > a ? b : a;
}
