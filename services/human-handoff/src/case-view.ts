/** The read model of a case: right in whatever order the topics' events come in. Pure. */
import type {
  advisorActed,
  CaseStatus,
  caseChanged,
  caseOpened,
  Event,
  Mail,
  mailUnderstood,
  ReviewReason,
  replySent,
  reviewDecided,
  reviewRequested,
  TOPICS,
} from '@facteur/contracts';
import type { LogEntry, Outcome, StateDefinition } from '@facteur/runtime';
import { phonesIn } from './phones.ts';
import { excerptOf, withWords } from './said-words.ts';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];

/** What a list of cases shows. */
export interface CaseView {
  readonly mailbox: string;
  readonly subject: string;
  readonly customer?: { readonly address: string; readonly name?: string } | undefined;
  readonly language: string;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly status: CaseStatus;
  /** Revision of the run that journey, step and outcome come from: a greater one wins. */
  readonly revision: number;
  readonly journey?: string | undefined;
  readonly step?: string | undefined;
  readonly outcome?: string | undefined;
  readonly into?: string | undefined;
  readonly reasons: readonly ReviewReason[];
  readonly mails: number;
  readonly replies: number;
  /** Beginning of the last mail. Absent: before that was noted. */
  readonly excerpt?: string | undefined;
  /** It began with a telephone call that somebody noted. */
  readonly isCall?: true;
}

/** The view with what it is made of, so that no order of the topics makes another one. */
export interface CaseState extends CaseView {
  /** Where the run stands, whatever else the case waits for. */
  readonly run: { readonly status: CaseStatus; readonly reasons: readonly ReviewReason[] };
  readonly isMerged: boolean;
  /** Review items about events that could not be handled. */
  readonly failed: readonly string[];
  /** Review items that were decided. */
  readonly decided: readonly string[];
  /** Who decided an item, and when; the last ones. */
  readonly decisions?: readonly { readonly by: string; readonly at: string }[];
  /** Distinct words of the mails, folded, for the search. */
  readonly words?: string;
  /** When the run closed the case. */
  readonly closedAt?: string | undefined;
  /** A person had a part in it: decided, took over, or wrote. */
  readonly hadPeople?: true;
  /** Mails from before the mailbox was connected: while there is nothing else, the case is over. */
  readonly past?: number;
  /** An advisor opened it: what that says of the case counts, whatever mails say. */
  readonly opened?: Pick<CaseView, 'mailbox' | 'subject' | 'language'> & { readonly customer: Customer };
  /** Whom an advisor named as the customer: for good. */
  readonly named?: Customer;
  /** Telephone numbers that calls name, sorted. */
  readonly phones?: readonly string[];
}

type Customer = NonNullable<CaseView['customer']>;

export const caseViewState: StateDefinition<CaseState> = {
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
    run: { status: 'open', reasons: [] },
    isMerged: false,
    failed: [],
    decided: [],
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
  /** Of a `reply.requested`: the reply whose mail says it as well. Found when the timeline is read. */
  readonly saidBy?: string;
  readonly data: unknown;
}

/** Records an event of `topic`: a line of the timeline, and what it changes in the view. */
export function record(topic: (typeof TOPICS)[number]['name']) {
  return (event: Event, state: CaseState): Outcome<CaseState> => {
    const openedAt = least(state.openedAt, event.time);
    const updatedAt = greatest(state.updatedAt, event.time);
    const applied = apply(topic, event, { ...state, openedAt, updatedAt });
    return { state: withStatus(applied), entries: [timelineEntry(topic, event)] };
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

function apply(topic: string, event: Event, state: CaseState): CaseState {
  switch (topic) {
    case 'mail.received':
      return withMail(state, event.data as Mail);
    case 'reply.sent':
      return withReply(state, event.data as DataOf<typeof replySent>);
    case 'case.changed':
      return withChange(state, event.data as DataOf<typeof caseChanged>, event.time);
    case 'review.requested':
      return withReview(state, event.data as DataOf<typeof reviewRequested>);
    case 'review.decided':
      return withDecision(state, event.data as DataOf<typeof reviewDecided>, event.time);
    case 'advisor.acted':
      return withAct(state, event.data as DataOf<typeof advisorActed>);
    case 'case.opened':
      return withOpening(state, event.data as DataOf<typeof caseOpened>);
    default:
      return state;
  }
}

/** What goes to somebody outside is no word to the customer. */
function withReply(state: CaseState, { mailbox, side }: DataOf<typeof replySent>): CaseState {
  return side === undefined
    ? { ...state, replies: state.replies + 1, mailbox: state.mailbox || mailbox }
    : { ...state, mailbox: state.mailbox || mailbox };
}

/** The first mail says what the case is about, the last one what it says now. One of a side conversation is but searched. */
function withMail(state: CaseState, mail: Mail): CaseState {
  const words = withWords(state.words, mail);
  if (mail.side !== undefined) return { ...state, words };
  const isFirst = state.mails === 0;
  const counted: CaseState = {
    ...(mail.channel === 'phone' ? withCall(state, mail, isFirst) : state),
    mails: state.mails + 1,
    excerpt: excerptOf(mail.text),
    words,
    ...(mail.history ? { past: (state.past ?? 0) + 1 } : {}),
  };
  if (!isFirst || state.opened !== undefined) return counted;
  const { mailbox, subject, language, from } = mail;
  return { ...counted, mailbox, subject, language, customer: state.named ?? from };
}

function withCall(state: CaseState, { from, subject, text }: Mail, isFirst: boolean): CaseState {
  const said = [from?.address, from?.name, subject, text].join('\n');
  return { ...state, phones: withPhones(state.phones, said), ...(isFirst ? { isCall: true } : {}) };
}

const MOST_PHONES = 20;

/** Sorted, and the first of them kept: the same in whatever order calls are heard of. */
function withPhones(known: readonly string[] | undefined, text: string): readonly string[] {
  return [...new Set([...(known ?? []), ...phonesIn(text)])].sort().slice(0, MOST_PHONES);
}

/** An advisor wrote first: what they said of the case counts, in whatever order it is heard of. */
function withOpening(state: CaseState, { mailbox, subject, language, customer }: DataOf<typeof caseOpened>): CaseState {
  const opened = { mailbox, subject, language, customer: customerOf(customer) };
  return { ...state, ...opened, customer: state.named ?? opened.customer, opened, hadPeople: true };
}

function withAct(state: CaseState, act: DataOf<typeof advisorActed>): CaseState {
  const handled: CaseState = isHandling(act) ? { ...state, hadPeople: true } : state;
  if (act.action === 'call') return { ...handled, phones: withPhones(state.phones, act.note ?? '') };
  if (act.action !== 'customer' || act.customer === undefined) return handled;
  const named = customerOf(act.customer);
  return { ...handled, named, customer: named };
}

function customerOf({ address, name }: Customer): Customer {
  return { address, ...(name === undefined ? {} : { name }) };
}

/** Ingest merges and the orchestrator runs: a merge stays whatever the run does, and the run's course is known all the same. */
function withChange(state: CaseState, change: DataOf<typeof caseChanged>, at: string): CaseState {
  if (change.change === 'merged') return { ...state, isMerged: true, into: change.into ?? state.into };
  if (change.revision < state.revision) return state;
  const { status, revision, journey, step, reasons } = change;
  return {
    ...state,
    revision,
    journey: journey ?? state.journey,
    step: step ?? state.step,
    outcome: outcomeAfter(state, change),
    closedAt: closedAfter(state, change, at),
    run: { status, reasons },
  };
}

function closedAfter(state: CaseState, { status, change }: DataOf<typeof caseChanged>, at: string): string | undefined {
  if (status !== 'closed') return undefined;
  return change === 'suppressed' ? (state.closedAt ?? at) : at;
}

const KEPT_DECISIONS = 20;

function withDecision(state: CaseState, { reviewId, advisor }: DataOf<typeof reviewDecided>, at: string): CaseState {
  const decisions = [...(state.decisions ?? []), ...(advisor === undefined ? [] : [{ by: advisor.id, at }])];
  return {
    ...state,
    decided: [...state.decided, reviewId],
    decisions: decisions.slice(-KEPT_DECISIONS),
    hadPeople: true,
  };
}

/** What puts a case aside, into someone's hands, or beside another is not yet to handle it. */
const NO_HANDLING: readonly DataOf<typeof advisorActed>['action'][] = ['snooze', 'assign', 'link', 'trash', 'restore'];

function isHandling({ action }: DataOf<typeof advisorActed>): boolean {
  return !NO_HANDLING.includes(action);
}

/** A case that is open has none; what a machine writes to a closed one does not change how it ended. */
function outcomeAfter(state: CaseState, { status, change, outcome }: DataOf<typeof caseChanged>): string | undefined {
  if (status !== 'closed') return undefined;
  return change === 'suppressed' ? (state.outcome ?? outcome) : (outcome ?? state.outcome);
}

/** A review that no run asked for (an event that could not be handled) shows all the same. */
function withReview(state: CaseState, { reviewId, reasons }: DataOf<typeof reviewRequested>): CaseState {
  if (!reasons.some(({ code }) => code === 'handler-failed')) return state;
  return { ...state, failed: [...state.failed, reviewId] };
}

/** How a case ended of which nothing is known but mails from before. A live mail opens it, and so does a run. */
const HISTORY = 'history';

function withStatus(applied: CaseState): CaseState {
  const { run, failed, decided, past, mails, revision } = applied;
  const state = applied.outcome === HISTORY ? { ...applied, outcome: undefined } : applied;
  if (state.isMerged) return { ...state, status: 'merged', reasons: [] };
  const isHandled = run.status === 'closed' || failed.every((id) => decided.includes(id));
  if (isHandled && past !== undefined && past === mails && revision < 0)
    return { ...state, status: 'closed', reasons: [], outcome: HISTORY };
  if (isHandled) return { ...state, ...run };
  return { ...state, status: 'waiting-advisor', reasons: [...new Set([...run.reasons, 'handler-failed' as const])] };
}

function least(a: string, b: string): string {
  return a === '' || b < a ? b : a;
}

function greatest(a: string, b: string): string {
  return b > a ? b : a;
}
