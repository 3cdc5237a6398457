/** What the composer knows of a case: the mails it was asked to send, and what became of them. */
import type { Language, replyRequested, Suppression } from '@facteur/contracts';
import type { AutomaticHistory } from '@facteur/mail';
import type { Refusal } from '@facteur/mail/outgoing';
import type { StateDefinition } from '@facteur/runtime';

/** What a reply was asked to be. */
export type ReplyRequest = Parameters<typeof replyRequested.about>[1];

/** One mail to a customer. Its text lies with the sent mail and in the timeline, not here. */
export interface ReplyRecord {
  readonly replyId: string;
  readonly purpose: ReplyRequest['purpose'];
  /**
   * `waiting`: for an answer that says it as well, or for the server; `merged`: another mail said it as well; `suppressed`: held
   * back on purpose; `bounced`: sent, and come back.
   */
  readonly status: 'waiting' | 'sending' | 'sent' | 'merged' | 'failed' | 'suppressed' | 'bounced';
  /** Absent: asked for before it was noted. */
  readonly language?: Language;
}

/** A mail that is not under way. */
export interface WaitingReply {
  readonly input: SendInput;
  /** `answer`: an acknowledgement, never tried, in case an answer comes; `server`: tried, and not taken yet. */
  readonly for: 'answer' | 'server';
  /** The reply whose mail says it as well, should that one leave. */
  readonly mergedInto?: string;
}

/** The state of one case, as the composer sees it. */
export interface ComposerState {
  readonly replies: readonly ReplyRecord[];
  /** Mails that wait. Absent: none. */
  readonly waiting?: readonly WaitingReply[];
  /** What the bot sent of itself about the case. Absent: nothing that counts. */
  readonly automatic?: AutomaticHistory;
}

export const composerState: StateDefinition<ComposerState> = {
  collection: {
    name: 'composer-cases',
    indexes: { 'awaits-answer': ['awaitsAnswer'], 'awaits-server': ['awaitsServer'] },
  },
  initial: () => ({ replies: [] }),
  clear: ({ waiting = [] }) => ({
    awaitsAnswer: waiting.some((mail) => mail.for === 'answer') || undefined,
    awaitsServer: waiting.some((mail) => mail.for === 'server') || undefined,
  }),
};

/** The effect `send`: everything that the mail depends on, fixed when it was asked for. */
export interface SendInput {
  readonly request: ReplyRequest;
  readonly askedAtMs: number;
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
