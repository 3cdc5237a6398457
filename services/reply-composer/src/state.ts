/** What the composer knows of a case: the mails it was asked to send, and what became of them. */
import type { Language, replyRequested, Suppression } from '@facteur/contracts';
import type { AutomaticHistory } from '@facteur/mail';
import type { Refusal } from '@facteur/mail/outgoing';
import type { StateDefinition } from '@facteur/runtime';

/** What a reply was asked to be. */
export type ReplyRequest = Parameters<typeof replyRequested.about>[1];
/** The bot, or a person of the company. */
export type Actor = ReplyRequest['author'];

/** One mail. Its text lies with the sent mail and in the timeline, not here. */
export interface ReplyRecord {
  readonly replyId: string;
  readonly purpose: ReplyRequest['purpose'];
  /**
   * `waiting`: for an answer that says it as well, or for the server; `held`: until the advisor who took the case over hands it back;
   * `dropped`: held until it was no longer wanted; `merged`: another mail said it as well; `suppressed`: held back on purpose;
   * `bounced`: sent, and come back.
   */
  readonly status: 'waiting' | 'held' | 'sending' | 'sent' | 'merged' | 'failed' | 'suppressed' | 'dropped' | 'bounced';
  /** Absent: asked for before it was noted. */
  readonly language?: Language;
  /** The side conversation that it belongs to. Absent: it is the customer's. */
  readonly side?: string;
}

/** A mail that is not under way. */
export interface WaitingReply {
  readonly input: SendInput;
  /**
   * `answer`: an acknowledgement, never tried, in case an answer comes; `server`: tried, and not taken yet; `advisor`: the bot's, for
   * the right to write, tried or not.
   */
  readonly for: 'answer' | 'server' | 'advisor';
  /** The reply whose mail says it as well, should that one leave. */
  readonly mergedInto?: string;
}

/** Who may write to the customer. */
export interface RightToWrite {
  /** The advisor who took the case over; absent: the bot writes. */
  readonly holder?: Actor;
  /** Grows with every change of the holder. */
  readonly epoch: number;
  /** When it was last taken over or handed back (ISO): an act from before changes nothing. */
  readonly at: string;
}

/** What ended a case. */
export interface CaseEnd {
  /** When (ISO). */
  readonly at: string;
  /** The input that led to it: the mail that it asked for as well is the last word about the case. */
  readonly cause?: string;
}

/** The state of one case, as the composer sees it. */
export interface ComposerState {
  readonly replies: readonly ReplyRecord[];
  /** Mails that wait. Absent: none. */
  readonly waiting?: readonly WaitingReply[];
  /** What the bot sent of itself about the case. Absent: nothing that counts. */
  readonly automatic?: AutomaticHistory;
  /** Absent: nobody ever took the case over. */
  readonly right?: RightToWrite;
  /** The last time that the case was closed. Absent: never. */
  readonly ended?: CaseEnd;
}

export const composerState: StateDefinition<ComposerState> = {
  collection: {
    name: 'composer-cases',
    indexes: {
      'awaits-answer': ['awaitsAnswer'],
      'awaits-server': ['awaitsServer'],
      'awaits-advisor': ['awaitsAdvisor'],
    },
  },
  initial: () => ({ replies: [] }),
  clear: ({ waiting = [] }) => ({
    awaitsAnswer: waiting.some((mail) => mail.for === 'answer') || undefined,
    awaitsServer: waiting.some((mail) => mail.for === 'server') || undefined,
    awaitsAdvisor: waiting.some((mail) => mail.for === 'advisor') || undefined,
  }),
};

/** The effect `send`: everything that the mail depends on, fixed when it was asked for. */
export interface SendInput {
  readonly request: ReplyRequest;
  readonly askedAtMs: number;
  /** When its request was made (ISO), and what led to it. Absent: before that was noted. */
  readonly asked?: { readonly at: string; readonly cause?: string | undefined };
  /** Why it must not leave, as far as its case says. */
  readonly held?: Suppression;
  /** The first mail of its case: it says that the customer's mail arrived. */
  readonly opens?: boolean;
  /** How often the server put it off. Absent: never. */
  readonly putOff?: number;
  /** When the server first put it off (ms). Absent: never. */
  readonly firstTriedMs?: number;
}

/** The effect `tell-waiting`: a line in the log. */
export interface TellInput {
  readonly replyId: string;
  readonly code: string;
  readonly putOff: number;
  readonly untilMs: number;
}

/** What `send` gives back for a mail that did not leave, and must not. */
export interface Held {
  readonly held: Suppression;
}

/** What `send` gives back for one that left. */
export interface Sent {
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  /** Further recipients that the server did not take. */
  readonly refused?: readonly Refusal[];
}
