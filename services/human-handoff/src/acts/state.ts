/** What advisors made of one case: who has it, until when it rests, tags, notes, a draft, who may write. One document per case. */
import type { CaseStatus } from '@facteur/contracts';
import { isoTime } from '@facteur/primitives';
import type { StateDefinition } from '@facteur/runtime';

/** A person of the company, with the name that was shown when they acted. */
export interface Actor {
  readonly id: string;
  readonly name?: string | undefined;
}

/** Words for colleagues, never for the customer. */
export interface Note {
  readonly id: string;
  readonly at: string;
  readonly by: Actor;
  readonly text: string;
  /** Ids of the people named in it. */
  readonly mentions: readonly string[];
}

/** A reply that is being written. */
export interface ReplyDraft {
  /** Grows with every version that is kept, also after one was discarded: two are never taken for each other. */
  readonly version: number;
  readonly subject?: string | undefined;
  readonly text: string;
  readonly by: Actor;
  readonly at: string;
}

/**
 * Who writes to the customer, as the desk wants it; `epoch` grows with every change. This is what is shown, since it is what colleagues are
 * refused by, at once. The composer follows by event, and its word (`lease.changed`) stands in the timeline.
 */
export interface Lease {
  readonly holder: 'bot' | 'advisor';
  readonly advisor?: Actor | undefined;
  readonly epoch: number;
}

/** Until when a case rests, and who wanted it. */
export interface Snooze {
  readonly until: string;
  readonly by: Actor;
}

/** The last mail of an advisor's own: the same words at once again are a double click. */
export interface LastReply {
  readonly by: string;
  readonly digest: string;
  readonly atMs: number;
}

export interface DeskState {
  /** Id of the person who has the case. */
  readonly assignee?: string | undefined;
  readonly snooze?: Snooze | undefined;
  /** Sorted. */
  readonly tags: readonly string[];
  /** Oldest first. */
  readonly notes: readonly Note[];
  readonly draft?: ReplyDraft | undefined;
  /** Version of the last draft that was kept; 0 before the first. */
  readonly draftVersion: number;
  readonly lease: Lease;
  readonly lastReply?: LastReply | undefined;
}

/** A case of which nobody has touched the desk. */
export const UNTOUCHED: DeskState = { tags: [], notes: [], draftVersion: 0, lease: { holder: 'bot', epoch: 0 } };

/** Unsealed beside it: ids of people of the company, never of customers. */
export const deskState: StateDefinition<DeskState> = {
  collection: { name: 'handoff-desk', indexes: { 'by-assignee': ['assignee'] } },
  initial: () => UNTOUCHED,
  clear: ({ assignee }) => (assignee === undefined ? {} : { assignee }),
};

/** Where a case stands on the desk. */
export type DeskStanding = 'unassigned' | 'assigned' | 'snoozed' | 'done';

/** A case that ended is done, whoever had it; a snooze counts until its time has come. */
export function standingOf(
  { assignee, snooze }: Pick<DeskState, 'assignee' | 'snooze'>,
  status: CaseStatus | undefined,
  nowMs: number,
): DeskStanding {
  if (status === 'closed' || status === 'merged') return 'done';
  if (snooze !== undefined && snooze.until > isoTime(nowMs)) return 'snoozed';
  return assignee === undefined ? 'unassigned' : 'assigned';
}

/** The desk's part of a case, as the API shows it. */
export interface DeskPart {
  readonly state: DeskStanding;
  readonly assignee?: string;
  readonly snoozedUntil?: string;
  readonly tags: readonly string[];
  readonly notes: readonly Note[];
  readonly draft?: ReplyDraft;
  readonly lease: Lease;
}

/** @param status the case's, where it is known */
export function deskPart(state: DeskState, status: CaseStatus | undefined, nowMs: number): DeskPart {
  const { assignee, snooze, tags, notes, draft, lease } = state;
  const standing = standingOf(state, status, nowMs);
  return {
    state: standing,
    ...(assignee === undefined ? {} : { assignee }),
    ...(snooze !== undefined && standing === 'snoozed' ? { snoozedUntil: snooze.until } : {}),
    tags,
    notes,
    ...(draft === undefined ? {} : { draft }),
    lease,
  };
}
