/** What advisors made of one case: who has it, until when it rests, tags, notes, a draft, who may write. One document per case. */
import type { CaseStatus } from '@facteur/contracts';
import { isoTime } from '@facteur/primitives';
import type { StateDefinition } from '@facteur/runtime';
import type { Actor } from './actor.ts';
import type { KeptFile, NamedFile } from './files/file-ref.ts';
import type { CaseLink } from './links/case-link.ts';
import type { SideConversation } from './side/side-conversation.ts';

export type { Actor } from './actor.ts';

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
  /** Files that are to leave with it. */
  readonly attachments?: readonly NamedFile[] | undefined;
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
  /** Files that advisors brought, oldest first. */
  readonly files?: readonly KeptFile[];
  readonly links?: readonly CaseLink[];
  /** Conversations with people outside, oldest first. */
  readonly side?: readonly SideConversation[];
  /** Since when it is in the trash. */
  readonly trashedAt?: string | undefined;
  /** Of a case that no run ends, since its customer never wrote: that an advisor ended it. */
  readonly ended?: { readonly at: string; readonly by: Actor; readonly outcome: string } | undefined;
}

/** A case of which nobody has touched the desk. */
export const UNTOUCHED: DeskState = { tags: [], notes: [], draftVersion: 0, lease: { holder: 'bot', epoch: 0 } };

/** Unsealed beside it: ids of people of the company, never of customers. */
export const deskState: StateDefinition<DeskState> = {
  collection: { name: 'handoff-desk', indexes: { 'by-assignee': ['assignee'], 'by-trash': ['trashedAt'] } },
  initial: () => UNTOUCHED,
  clear: ({ assignee, trashedAt }) => ({ assignee, trashedAt }),
};

/** Where a case stands on the desk. */
export const STANDINGS = ['unassigned', 'assigned', 'snoozed', 'done', 'trash'] as const;
export type DeskStanding = (typeof STANDINGS)[number];

/** What of a desk says where its case stands. */
type Standing = Pick<DeskState, 'assignee' | 'snooze' | 'trashedAt' | 'ended'>;

/**
 * A case that ended is done, whoever had it; a snooze counts until its time has come. The trash holds what is over alone: a case that goes
 * on for whatever reason is never hidden there.
 */
export function standingOf(desk: Standing, status: CaseStatus | undefined, nowMs: number): DeskStanding {
  const { assignee, snooze, trashedAt } = desk;
  if (isOver(desk, status)) return trashedAt === undefined ? 'done' : 'trash';
  if (snooze !== undefined && snooze.until > isoTime(nowMs)) return 'snoozed';
  return assignee === undefined ? 'unassigned' : 'assigned';
}

/** True of a case that its run, a merge or an advisor ended. */
export function isOver({ ended }: Pick<DeskState, 'ended'>, status: CaseStatus | undefined): boolean {
  return status === 'closed' || status === 'merged' || ended !== undefined;
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
  readonly links: readonly CaseLink[];
  readonly side: readonly SideConversation[];
  readonly trashedAt?: string;
}

/** @param status the case's, where it is known */
export function deskPart(state: DeskState, status: CaseStatus | undefined, nowMs: number): DeskPart {
  const { assignee, snooze, tags, notes, draft, lease, links = [], side = [], trashedAt } = state;
  const standing = standingOf(state, status, nowMs);
  return {
    state: standing,
    ...(assignee === undefined ? {} : { assignee }),
    ...(snooze !== undefined && standing === 'snoozed' ? { snoozedUntil: snooze.until } : {}),
    tags,
    notes,
    ...(draft === undefined ? {} : { draft }),
    ...{ lease, links, side },
    ...(trashedAt === undefined ? {} : { trashedAt }),
  };
}
