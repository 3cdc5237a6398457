/** What the composer knows of a case: the mails it was asked to send, and what became of them. */
import type { Language, replyRequested, Suppression } from '@facteur/contracts';
import type { AutomaticHistory } from '@facteur/mail';
import type { StateDefinition } from '@facteur/runtime';

/** What a reply was asked to be. */
export type ReplyRequest = Parameters<typeof replyRequested.about>[1];

/** One mail to a customer. Its text lies with the sent mail and in the timeline, not here. */
export interface ReplyRecord {
  readonly replyId: string;
  readonly purpose: ReplyRequest['purpose'];
  /** `suppressed`: held back on purpose; `bounced`: sent, and come back. */
  readonly status: 'sending' | 'sent' | 'failed' | 'suppressed' | 'bounced';
  /** Absent: asked for before it was noted. */
  readonly language?: Language;
}

/** The state of one case, as the composer sees it. */
export interface ComposerState {
  readonly replies: readonly ReplyRecord[];
  /** What the bot sent of itself about the case. Absent: nothing that counts. */
  readonly automatic?: AutomaticHistory;
}

export const composerState: StateDefinition<ComposerState> = {
  collection: { name: 'composer-cases' },
  initial: () => ({ replies: [] }),
};

/** The effect `send`: everything that the mail depends on, fixed when it was asked for. */
export interface SendInput {
  readonly request: ReplyRequest;
  readonly askedAtMs: number;
  /** Why it must not leave, as far as its case says. */
  readonly held?: Suppression;
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
}
