/** A conversation with somebody outside about a case, of which its customer never hears. */
import type { Actor } from '../actor.ts';

export interface SideConversation {
  /** 12 lower-case letters and digits. */
  readonly id: string;
  /** Addresses of those outside. */
  readonly with: readonly string[];
  readonly subject: string;
  readonly startedAt: string;
  /** Who began it. */
  readonly by: Actor;
  /** When the last mail went out or came in. */
  readonly lastAt: string;
  /** The last mail is theirs. */
  readonly isAnswered: boolean;
}
