/** What the composer knows of a case: the mails it was asked to send, and what became of them. */
import type { replyRequested } from '@facteur/contracts';
import type { StateDefinition } from '@facteur/runtime';

/** What a reply was asked to be. */
export type ReplyRequest = Parameters<typeof replyRequested.about>[1];

/** One mail to a customer. Its text lies with the sent mail and in the timeline, not here. */
export interface ReplyRecord {
  readonly replyId: string;
  readonly purpose: ReplyRequest['purpose'];
  readonly status: 'sending' | 'sent' | 'failed';
}

/** The state of one case, as the composer sees it. */
export interface ComposerState {
  readonly replies: readonly ReplyRecord[];
}

export const composerState: StateDefinition<ComposerState> = {
  collection: { name: 'composer-cases' },
  initial: () => ({ replies: [] }),
};

/** The effect `send`: everything that the mail depends on, fixed when it was asked for. */
export interface SendInput {
  readonly request: ReplyRequest;
  readonly askedAtMs: number;
}

/** What `send` gives back. */
export interface Sent {
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
}
