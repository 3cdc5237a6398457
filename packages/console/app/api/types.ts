/** What the HTTP API says, as far as the pages read it. The server's OpenAPI document is the authority. */

export type Language = 'fr' | 'en';
export type Role = 'reader' | 'advisor' | 'author' | 'supervisor' | 'admin';
export type Theme = 'auto' | 'light' | 'dark';
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export interface Settings {
  readonly theme: Theme;
  readonly singleKeys: boolean;
  readonly keys: Readonly<Record<string, string>>;
}

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly role: Role;
  readonly language: Language;
  readonly settings: Settings;
  readonly teams: readonly string[];
  readonly isDemo: boolean;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly teams: readonly string[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly isAway: boolean;
  readonly isActive: boolean;
}

export type Priority = 'low' | 'normal' | 'high' | 'urgent';
export type CaseStatus = 'open' | 'waiting-customer' | 'waiting-advisor' | 'closed' | 'merged';
export type DeskState = 'unassigned' | 'assigned' | 'mine' | 'snoozed' | 'done' | 'all';

export interface Customer {
  readonly name?: string;
  readonly address: string;
}

export interface DeskItem {
  readonly number: string;
  readonly review?: {
    readonly reviewId: string;
    readonly queue: string;
    readonly step?: string;
    readonly options: readonly string[];
    readonly requestedAt: string;
    readonly claimedBy?: string;
  };
  readonly subject: string;
  readonly customer?: Customer;
  readonly mailbox: string;
  readonly language: string;
  readonly journey?: string;
  readonly step?: string;
  readonly status: CaseStatus;
  readonly priority: Priority;
  readonly reasons: readonly string[];
  readonly since: string;
  readonly dueAt?: string;
  readonly updatedAt: string;
  readonly state: string;
  readonly assignee?: string;
  readonly snoozedUntil?: string;
  readonly tags: readonly string[];
  readonly excerpt: string;
  /** The same text for items that may be validated together. */
  readonly bulk?: string;
  /** By which choice it can be validated along with others. */
  readonly bulkOption?: string;
}

export interface DeskPage {
  readonly items: readonly DeskItem[];
  readonly total: number;
  readonly cursor?: string;
}

export const FACETS = [
  'reasons',
  'queues',
  'mailboxes',
  'journeys',
  'languages',
  'priorities',
  'tags',
  'assignees',
] as const;
export type Facet = (typeof FACETS)[number];
export type DeskCounts = Readonly<Record<'states' | Facet, Readonly<Record<string, number>>>>;

export interface RankedIntent {
  readonly intent: string;
  readonly probability: number;
}

export interface Span {
  readonly in: 'text' | 'subject';
  readonly start: number;
  readonly end: number;
}

export type Shortfall =
  | { readonly code: 'out-of-scope'; readonly probability: number }
  | { readonly code: 'below-threshold'; readonly by: number }
  | { readonly code: 'close-to'; readonly intent: string; readonly by: number }
  | { readonly code: 'no-threshold' }
  | { readonly code: 'not-guaranteed'; readonly needed: number };

export interface MailRequest {
  readonly span: Span;
  readonly text: string;
  readonly intents: readonly RankedIntent[];
  readonly outOfScope: number;
  readonly nearest?: readonly { readonly intent: string; readonly text: string; readonly similarity: number }[];
  readonly threshold?: { readonly value?: number; readonly isGuaranteed: boolean; readonly risk: number };
  readonly missing?: readonly Shortfall[];
  readonly explainedBy?: readonly { readonly span: Span; readonly text: string; readonly intent: string }[];
}

export interface EditField {
  readonly name: string;
  readonly type: string;
  readonly choices?: readonly string[];
  readonly value: Json;
}

export type OptionAct = 'nothing' | 'goods' | 'money';

export interface Review {
  readonly reviewId: string;
  readonly queue: string;
  readonly priority: Priority;
  readonly reasons: readonly { readonly code: string; readonly detail?: string }[];
  readonly runVersion: number;
  readonly journey?: string;
  readonly step?: string;
  readonly mailId?: string;
  readonly requests: readonly MailRequest[];
  readonly show: readonly { readonly name: string; readonly value: Json }[];
  readonly options: readonly string[];
  /** By option, the most that may follow before a person looks again; one that is not in it may move anything. */
  readonly acts?: Readonly<Record<string, OptionAct>>;
  readonly edit?: readonly EditField[];
  readonly data: Readonly<Record<string, Json>>;
  /** Asked after an automatic answer that was drawn at random: nothing waits for the decision. */
  readonly sample?: { readonly rate: number };
  readonly requestedAt: string;
  readonly status: 'open' | 'decided' | 'superseded' | 'closed';
  readonly claimedBy?: string;
  readonly dueAt?: string;
}

export type Decision =
  | { readonly kind: 'option'; readonly option: string }
  | { readonly kind: 'intent'; readonly intent: string }
  | { readonly kind: 'reply'; readonly subject?: string; readonly text: string }
  | { readonly kind: 'close'; readonly outcome: string };

export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  /** Kept by itself; absent: in the raw mail alone. */
  readonly blob?: object;
  readonly text?: object;
  readonly thumbnail?: object;
  /** What the virus scanner calls it. */
  readonly danger?: string;
}

export interface Mail {
  readonly mailId: string;
  readonly mailbox: string;
  readonly receivedAt: string;
  readonly kind: string;
  readonly language: string;
  readonly from?: Customer;
  readonly proof: 'authenticated' | 'local' | 'none';
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly problems?: readonly { readonly code: string; readonly detail: string }[];
}

export interface Sent {
  readonly replyId: string;
  readonly purpose: string;
  readonly mailbox: string;
  readonly sentAt: string;
  readonly to: Customer;
  readonly subject: string;
  readonly text: string;
  readonly author: Actor;
  /** Replies that needed no mail of their own. */
  readonly merges?: readonly string[];
  /** Further recipients that the server did not take. */
  readonly refused?: readonly { readonly address: string; readonly reply: string }[];
}

/** A reply that did not leave, or came back. */
export interface Failed {
  readonly replyId: string;
  readonly purpose: string;
  readonly code: string;
  readonly detail: string;
  readonly suppressed?: string;
}

export interface Actor {
  readonly id: string;
  readonly name?: string;
}

export interface TimelineEntry {
  readonly at: string;
  readonly topic: string;
  readonly eventId: string;
  /** Of a `reply.requested`: the reply whose mail says it as well. */
  readonly saidBy?: string;
  readonly data: unknown;
}

export interface Note {
  readonly id: string;
  readonly at: string;
  readonly by: Actor;
  readonly text: string;
  readonly mentions: readonly string[];
}

export interface Draft {
  readonly version: number;
  readonly subject?: string;
  readonly text: string;
  readonly by: Actor;
  readonly at: string;
}

export interface CaseDesk {
  readonly state: string;
  readonly assignee?: string;
  readonly snoozedUntil?: string;
  readonly tags: readonly string[];
  readonly notes: readonly Note[];
  readonly draft?: Draft;
  readonly lease: { readonly holder: 'bot' | 'advisor'; readonly advisor?: Actor; readonly epoch: number };
}

export interface Case {
  readonly number: string;
  readonly mailbox: string;
  readonly subject: string;
  readonly customer?: Customer;
  readonly language: string;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly status: CaseStatus;
  readonly journey?: string;
  readonly step?: string;
  readonly outcome?: string;
  readonly into?: string;
  readonly reasons: readonly string[];
  readonly timeline: readonly TimelineEntry[];
  readonly reviews: readonly Review[];
  readonly desk?: CaseDesk;
  /** By when it is to be seen, while it waits for people. */
  readonly dueAt?: string;
}

export interface FoundCase {
  readonly number: string;
  readonly subject: string;
  readonly customer?: Customer;
  readonly status: CaseStatus;
  readonly journey?: string;
  readonly updatedAt: string;
  readonly tags: readonly string[];
}

export interface Supervision {
  readonly open: number;
  readonly unassigned: number;
  readonly oldestSince?: string;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly automaticShare?: number;
  readonly perAdvisor: readonly {
    readonly id: string;
    readonly name: string;
    readonly open: number;
    readonly decidedToday: number;
  }[];
  readonly perJourney: readonly {
    readonly journey: string;
    readonly open: number;
    readonly closedToday: number;
    readonly automaticShare?: number;
  }[];
  readonly perMailbox: readonly {
    readonly mailbox: string;
    readonly open: number;
    readonly closedToday: number;
    readonly automaticShare?: number;
  }[];
}

export interface Notice {
  readonly id: string;
  readonly at: string;
  readonly number: string;
  readonly kind: 'mention' | 'assigned' | 'snooze-over' | 'taken-over' | 'asked-for' | 'expert-answered';
  readonly by?: Actor | string;
  readonly text: string;
}

export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly isTyping: boolean;
}

/** A journey that answers now. */
export interface LiveJourney {
  readonly journey: string;
  readonly title: { readonly fr: string; readonly en?: string };
  readonly intent: string;
}

/** Where the bot may be stopped. */
export interface BrakeRecord {
  readonly scope: 'all' | 'journey' | 'mailbox';
  readonly name?: string;
  readonly isStopped: boolean;
  readonly history: readonly {
    readonly at: string;
    readonly by: string;
    readonly what: 'stopped' | 'resumed';
    readonly reason?: string;
  }[];
}

export interface Brake {
  readonly records: readonly BrakeRecord[];
  readonly journeys: readonly string[];
  readonly mailboxes: readonly string[];
}

/** Mails that a spam filter marked. */
export interface Quarantine {
  readonly mails: readonly {
    readonly caseNumber: string;
    readonly mailId: string;
    readonly mailbox: string;
    readonly receivedAt: string;
    readonly from?: { readonly address: string; readonly name?: string };
    readonly subject: string;
    readonly text: string;
  }[];
  readonly cursor?: string;
}
