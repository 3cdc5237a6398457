/** What the API says of acts on a case, its links, its side conversations and its journey's map; extends types.ts. */
import type { Actor, CaseDesk, Customer, Failed, Json, Language, Mail, OptionAct, Sent } from './types.ts';

/** How another case belongs with this one. `absorbed`: it was merged into this one. */
export const LINK_KINDS = ['absorbed', 'split-from', 'split-into', 'duplicate', 'related'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export interface CaseLink {
  readonly number: string;
  readonly kind: LinkKind;
}

/** A conversation with somebody outside, which the customer never sees. */
export interface SideConversation {
  /** 12 lower-case letters and digits. */
  readonly id: string;
  readonly with: readonly string[];
  readonly subject: string;
  readonly startedAt: string;
  readonly by: Actor;
  readonly lastAt: string;
  readonly isAnswered: boolean;
}

/** The desk part of a case with what acts add to it; a server that does not know them leaves them out. */
export interface ActsDesk extends CaseDesk {
  readonly links?: readonly CaseLink[];
  readonly side?: readonly SideConversation[];
  readonly trashedAt?: string;
}

/** A file of the case: uploaded, or the `index`th one of a mail. */
export type FileRef = { readonly file: string } | { readonly mailId: string; readonly index: number };

/** A mail with where it comes from. `phone`: a call that somebody noted. */
export interface AnyMail extends Mail {
  readonly channel?: 'smtp' | 'import' | 'api' | 'form' | 'phone';
  readonly notedBy?: Actor;
  readonly splitFrom?: string;
  readonly side?: string;
}

/** A file that left with a reply. */
export interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

export interface AnySent extends Sent {
  readonly cc?: readonly Customer[];
  readonly attachments?: readonly SentFile[];
  readonly side?: string;
}

export interface AnyFailed extends Failed {
  readonly side?: string;
}

/** A reply that was asked for. */
export interface Requested {
  readonly replyId: string;
  readonly purpose: string;
  readonly to?: Customer;
  readonly subject?: string;
  readonly content?: { readonly kind: string; readonly text?: string; readonly subject?: string };
  readonly author?: Actor;
  readonly side?: string;
}

/** What an advisor did, as the timeline has it. */
export interface Acted {
  readonly action: string;
  readonly advisor?: Actor;
  readonly note?: string;
  readonly into?: string;
  readonly assignee?: string;
  readonly others?: readonly string[];
  readonly customer?: Customer;
  readonly conversation?: string;
  readonly parts?: readonly { readonly id: string; readonly text: string }[];
}

/** A text by language; French is always there. */
export type Title = Readonly<{ fr: string }> & Readonly<Partial<Record<Language, string>>>;

export type StepKind = 'call' | 'reply' | 'decide' | 'review' | 'handoff' | 'start' | 'wait' | 'close';

/** Where a step leads. Without `to` the journey ends; `when` is the author's condition, `option` an advisor's choice. */
export interface MapNext {
  readonly to?: string;
  readonly when?: string;
  readonly option?: string;
}

export interface MapStep {
  readonly id: string;
  readonly kind: StepKind;
  readonly title: Title;
  readonly acts: OptionAct;
  readonly next: readonly MapNext[];
}

/** One version of a journey, its steps in the order of the file. */
export interface JourneyMap {
  readonly journey: string;
  readonly hash: string;
  readonly title: Title;
  readonly collect: readonly { readonly name: string; readonly type: string; readonly title: Title }[];
  readonly steps: readonly MapStep[];
}

interface NamedTitles {
  readonly steps: Readonly<Record<string, Title>>;
  readonly options: Readonly<Record<string, Title>>;
  readonly data: Readonly<Record<string, Title>>;
}

/** What the live journeys call their steps, options and data, by name. */
export interface JourneyWords extends NamedTitles {
  /** The same by journey: a name that two journeys call differently is here alone. */
  readonly journeys?: Readonly<Record<string, NamedTitles>>;
}

/** What a run did since it was last told of. */
export interface RunData {
  /** `journey/step`, or `journey/step#row`; a step may be followed by `:ask`, `:review`, `:retry`. */
  readonly trail?: readonly string[];
  /** By name; null for what is known no more. */
  readonly learned?: Readonly<Record<string, Json>>;
  readonly called?: { readonly step: string; readonly operation: string; readonly output?: Json };
}

/** `case.changed` as the pages read it. */
export interface Changed {
  readonly change: string;
  readonly status?: string;
  readonly journey?: string;
  readonly journeyHash?: string;
  readonly step?: string;
  readonly outcome?: string;
  readonly into?: string;
  readonly explanation?: string;
  readonly data?: RunData;
}
