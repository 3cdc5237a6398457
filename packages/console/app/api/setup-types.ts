/** What a company sets up for its desk, as `/desk/setup` and its neighbours say it. */
import type { Money } from '../format/format.ts';
import type { Language, Priority } from './types.ts';

/** Whose it is: one person's own, or everybody's. */
export type SetupScope = 'me' | 'all';

/** Something that is set up. */
interface Kept {
  readonly id: string;
  /** Sent back when it is changed: refused when somebody else changed it meanwhile. */
  readonly version?: number;
}

export interface Template extends Kept {
  readonly title: string;
  readonly language: Language;
  readonly subject?: string;
  /** May hold `{{customer.name}}` and blanks `[[what to fill in]]`. */
  readonly text: string;
  readonly scope: SetupScope;
}

export type MacroAction =
  | { readonly do: 'tag' | 'untag'; readonly tag: string }
  /** `to`: a person's id, `auto`, `me`, or nobody. */
  | { readonly do: 'assign'; readonly to: string | null }
  | { readonly do: 'snooze'; readonly minutes: number }
  | { readonly do: 'note'; readonly text: string }
  /** `template`: its id. Gives the draft, sends nothing. */
  | { readonly do: 'reply'; readonly template: string }
  | { readonly do: 'close'; readonly outcome: string };

export interface Macro extends Kept {
  readonly title: string;
  readonly scope: SetupScope;
  readonly actions: readonly MacroAction[];
}

/** All that are given must hold; at least one is given. */
export interface RuleWhen {
  readonly mailbox?: string;
  readonly journey?: string;
  readonly language?: string;
  readonly reason?: string;
  readonly priority?: Priority;
  /** An address, or `@domain`. */
  readonly customer?: string;
  /** The greatest amount in the review, of this currency. */
  readonly amount?: { readonly atLeast: Money };
  /** Any of them in subject or text. */
  readonly words?: readonly string[];
}

export interface RuleThen {
  readonly tags?: readonly string[];
  /** A person's id, `auto`, or `team:<name>`. */
  readonly assign?: string;
  readonly priority?: Priority;
}

export interface Rule extends Kept {
  readonly title: string;
  readonly isOn: boolean;
  readonly when: RuleWhen;
  readonly then: RuleThen;
}

export interface StoredView extends Kept {
  readonly title: string;
  readonly scope: SetupScope;
  /** As the address of the queue holds it. */
  readonly filter: Readonly<Record<string, string>>;
}

/** How long a case may wait for people; `*` is any mailbox, any priority. */
export interface Goal {
  readonly mailbox: string;
  readonly priority: Priority | '*';
  readonly minutes: number;
}

export interface Setup {
  readonly templates: readonly Template[];
  readonly macros: readonly Macro[];
  readonly rules: readonly Rule[];
  readonly views: readonly StoredView[];
  readonly goals: readonly Goal[];
}

/** A tag with the number of cases that bear it, and what names it (titles). */
export interface TagUse {
  readonly tag: string;
  readonly cases: number;
  readonly lastUsedAt?: string;
  readonly rules: readonly string[];
  readonly macros: readonly string[];
  readonly views: readonly string[];
  /** Other tags that are written nearly the same. */
  readonly alike: readonly string[];
}

/** `includes`: the conditions of `one` hold whenever those of `other` do. */
export interface RuleOverlap {
  readonly one: string;
  readonly other: string;
  readonly why: 'same' | 'includes' | 'contradicts';
}

export interface RulesReport {
  readonly rules: readonly { readonly id: string; readonly matches30d: number; readonly lastMatchAt?: string }[];
  readonly overlaps: readonly RuleOverlap[];
}

/** What a macro's reply puts before its writer. */
export interface MacroDraft {
  readonly subject?: string;
  readonly text: string;
}
