/** What the orchestrator knows of a case: the mail it answers, the run, and what it waits for. */
import type { CaseStatus, Event, mailUnderstood, replyRequested, reviewRequested } from '@facteur/contracts';
import type { JourneySnapshot, StartData } from '@facteur/journeys';
import type { JsonObject } from '@facteur/primitives';
import type { StateDefinition } from '@facteur/runtime';

type DataOf<T> = T extends { about(subject: string, data: infer D): unknown } ? D : never;

/** A mail as it was understood. */
export type Understood = DataOf<typeof mailUnderstood>;
export type UnderstoodEvent = Event<Understood>;
/** What an advisor is asked. */
export type ReviewRequest = DataOf<typeof reviewRequested>;
/** A mail that is to leave. */
export type ReplyRequest = DataOf<typeof replyRequested>;

/** Who acts. */
export type Actor = ReplyRequest['author'];

/** Whom replies go to, and which mail they answer. */
export type Addressee = Pick<ReplyRequest, 'mailbox' | 'language' | 'to' | 'subject' | 'inReplyTo' | 'references'>;

/** Whom an advisor named as the customer. */
export type Customer = Addressee['to'];

/** On whose behalf connectors are called. */
export interface Sender {
  readonly address: string;
  readonly proven: boolean;
}

/** What mails brought, put together. */
export interface Gathered {
  readonly start: StartData;
  readonly requests: Understood['requests'];
  /** The data in the order of the mails, each with what was asked there. Absent: before that was noted. */
  readonly said?: readonly SaidDatum[];
}

/** A datum, and the likeliest intent of the request in whose words it stands; without one it stands in none. */
export interface SaidDatum {
  readonly type: string;
  readonly value: unknown;
  readonly mailId: string;
  readonly intent?: string;
}

/** One journey at work for this case, at the version it began with. */
export interface Run {
  readonly id: string;
  readonly journey: string;
  readonly hash: string;
  readonly snapshot: JourneySnapshot;
  readonly sender: Sender;
  /** The customer whose mail the run took last; absent when no mail gave an address. */
  readonly addressee?: Addressee | undefined;
  /** What the run was given by mails: another run would begin with all of it. */
  readonly taken: Gathered;
  /** True once an advisor has validated a step that the author wanted validated: money may go. */
  readonly isValidated: boolean;
  /** Its case was merged into another: it ends as soon as the call under way is answered. */
  readonly isEnding?: true;
  /** How many runs led to this one, each begun by the one before. */
  readonly chain: number;
  /** Version of the state at which the run last moved. */
  readonly movedAt: number;
  /** Effects of which an advisor said that they were not done. */
  readonly notDone?: readonly string[] | undefined;
  /** Calls that were made and can be taken back, oldest first. */
  readonly done?: readonly DoneCall[];
}

/** A call that was made, and the operation that takes it back. */
export interface DoneCall {
  readonly step: string;
  readonly visit: number;
  readonly input: JsonObject;
  readonly output: JsonObject;
  readonly undo: string;
}

/** What an advisor was asked and has not answered. */
export interface OpenReview {
  /**
   * `decision`: what to do about a mail; `step`: a step of the run; `money`: may this call be made; `doubt`: was this call made.
   */
  readonly kind: 'decision' | 'step' | 'money' | 'doubt';
  readonly step: string;
  readonly visit: number;
  readonly request: ReviewRequest;
  /** `money`: the call that waits for the advisor's word. */
  readonly held?: HeldCall | undefined;
}

/** A call that a step asked for. */
export interface HeldCall {
  readonly step: string;
  readonly visit: number;
  readonly operation: string;
  readonly input: JsonObject;
  /** Business key of money or goods. */
  readonly oncePer?: string | undefined;
}

/** A call under way: its effect's id, and the step that waits for it. */
export interface Calling {
  readonly effectId: string;
  readonly step: string;
  readonly visit: number;
}

/** The state of one case, as the orchestrator sees it. */
export interface CaseState {
  readonly status: CaseStatus;
  /** The last mail, with everything found in it. */
  readonly understood?: Understood;
  /** What mails brought that no run has taken. */
  readonly unused?: Gathered | undefined;
  readonly run?: Run | undefined;
  readonly review?: OpenReview | undefined;
  /** Reviews that ended without a decision and without a successor: a decision about one of them comes too late. */
  readonly withdrawn?: readonly string[];
  readonly calling?: Calling | undefined;
  /** Mails that came while a call was under way, oldest first. */
  readonly queued: readonly Understood[];
  /** The customer's absence, as their own machine said. */
  readonly absentUntilMs?: number;
  /** The advisor who has taken the case over. */
  readonly holder?: Actor | undefined;
  /** The advisor whose decision is being carried out: until the customer or the clock says something new. */
  readonly onWordOf?: Actor | undefined;
  /** The customer whom an advisor named: absent while it is whoever wrote. */
  readonly customer?: Customer | undefined;
  /** The case that an advisor merged this one into. */
  readonly mergedInto?: string | undefined;
  /** Names of the run's timers. */
  readonly timers?: readonly string[];
  /** Runs begun so far: numbers them. */
  readonly runs: number;
}

export const orchestratorState: StateDefinition<CaseState> = {
  collection: { name: 'orchestrator-cases', indexes: { 'by-journey': ['journey', 'hash'] } },
  initial: () => ({ status: 'open', queued: [], runs: 0 }),
  clear: ({ run }) => (run === undefined ? {} : { journey: run.journey, hash: run.hash }),
};
