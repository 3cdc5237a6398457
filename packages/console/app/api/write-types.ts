/** What the API takes and says around writing: drafts with files, new cases, a customer's cases, acts on many cases. */
import type { FileRef } from './case-types.ts';
import type { Actor, DeskItem, Draft } from './types.ts';

/** A file that is to leave with a reply. */
export interface DraftFile {
  readonly ref: FileRef;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

export interface WrittenDraft extends Draft {
  readonly attachments?: readonly DraftFile[];
}

/** The answer to an upload. */
export interface Uploaded {
  readonly file: { readonly id: string; readonly name: string; readonly type: string; readonly bytes: number };
}

/** The advisor's own words as the decision of a review, with whom else they reach and what is attached. */
export interface ReplyDecision {
  readonly kind: 'reply';
  readonly subject?: string;
  readonly text: string;
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly attachments?: readonly FileRef[];
}

export type OpeningKind = 'mail' | 'call';

/** A case that an advisor opens. The same `id` again opens nothing twice. */
export interface Opening {
  readonly id: string;
  readonly kind: OpeningKind;
  readonly mailbox: string;
  readonly customer: { readonly address?: string; readonly name?: string; readonly phone?: string };
  readonly subject: string;
  readonly text?: string;
  readonly language?: string;
  readonly advisor?: Actor;
}

export interface Opened {
  readonly caseNumber: string;
}

/** A case of the queue. `sample`: only a check of an answer that left; `isCall`: it began with a noted call. */
export interface QueueItem extends DeskItem {
  readonly sample?: true;
  readonly isCall?: true;
}

/** By address or by phone number; without an address the number belongs to nobody yet. */
export interface CustomerCases {
  readonly address?: string;
  readonly name?: string;
  readonly cases: readonly QueueItem[];
}

/** What may be done to many cases at once. */
export type DeskAct =
  | { readonly kind: 'assign'; readonly to: string | null }
  | { readonly kind: 'tags'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'snooze'; readonly until: string }
  | { readonly kind: 'close'; readonly outcome: string }
  | { readonly kind: 'trash' };

export interface Refused {
  readonly number: string;
  readonly why: string;
}

export interface ActsAnswer {
  readonly done: readonly string[];
  readonly refused: readonly Refused[];
}
