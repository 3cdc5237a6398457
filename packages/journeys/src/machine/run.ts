/** What goes into and comes out of a run of a journey: plain JSON, kept and sent by others. */
import type { Bilingual } from '../bilingual.ts';

/** A file that a customer sent. `blob` says where its bytes are kept (JSON; passed on as it is). */
export interface FoundDocument {
  readonly name: string;
  /** Media type, such as `image/jpeg`. */
  readonly type: string;
  readonly blob?: unknown;
}

/** Data found in a mail, by field type: `{ 'order-number': ['CMD-2026-00123'], money: [{ minor: 4990, currency: 'EUR' }] }`. */
export type FoundData = Readonly<Record<string, readonly unknown[]>>;

/** What a run begins with. `text` is the customer's own text, in which choices are recognised. */
export interface StartData {
  readonly data: FoundData;
  readonly documents: readonly FoundDocument[];
  readonly text?: string;
  /** What is known already, by name: fills the fields of that name, and is the variable `facts`. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Something that happened. `visit` is the number that the effect carried, so that a late answer is told apart. */
export type JourneyInput =
  | ({ readonly type: 'start' } & StartData)
  | {
      readonly type: 'mail';
      readonly data: FoundData;
      readonly documents: readonly FoundDocument[];
      readonly text: string;
    }
  | { readonly type: 'call-done'; readonly step: string; readonly visit: number; readonly output: unknown }
  | {
      readonly type: 'call-failed';
      readonly step: string;
      readonly visit: number;
      readonly code: string;
      readonly message: string;
    }
  | {
      readonly type: 'reviewed';
      readonly step: string;
      readonly visit: number;
      readonly option: string;
      /** Collected fields that the advisor filled in or corrected, by name; at a step's review only those of its `edit`. */
      readonly data?: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'timer'; readonly name: string }
  /** Something that a `wait` waits for, such as a parcel delivered. `data` is what its `save` keeps. */
  | { readonly type: 'event'; readonly name: string; readonly data?: unknown };

/** Why a journey asks for a human (a subset of the product's reasons). */
export type JourneyReviewReason =
  | 'step-review'
  | 'rule-undecided'
  | 'connector-failed'
  | 'no-answer'
  | 'loop-suspected';

/** A name and a value to show to an advisor; a value that does not exist is null. */
export interface ShownValue {
  readonly name: string;
  readonly value: unknown;
}

/** A field that an advisor may change. */
export interface EditableField {
  readonly name: string;
  /** Type of the field, such as `money`. */
  readonly type: string;
  /** The values that a `choice` may have. */
  readonly choices?: readonly string[];
  /** What it holds now; null when it is not known. */
  readonly value: unknown;
}

/** Something to do. `step` + `visit` name it for good within the run. */
export type JourneyEffect =
  /**
   * One mail that asks for all `fields`; `templates` in order, each once. `step` is `collect` at the start, else the step
   * that asks; `data` what the templates read, left out when they read nothing.
   */
  | {
      readonly type: 'ask';
      readonly step: string;
      readonly visit: number;
      readonly templates: readonly string[];
      readonly fields: readonly string[];
      readonly data?: Readonly<Record<string, unknown>>;
    }
  /** The `nth` reminder (from 1) of that ask. */
  | {
      readonly type: 'remind';
      readonly step: string;
      readonly visit: number;
      readonly nth: number;
      readonly templates: readonly string[];
      readonly fields: readonly string[];
      readonly data?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'call';
      readonly step: string;
      readonly visit: number;
      readonly operation: string;
      readonly input: Readonly<Record<string, unknown>>;
      /** Business key of money or goods: claimed once across cases. */
      readonly oncePer?: string;
      /** Operation that takes this one back. */
      readonly undo?: string;
    }
  | {
      readonly type: 'reply';
      readonly step: string;
      readonly visit: number;
      readonly template: string;
      readonly data: Readonly<Record<string, unknown>>;
    }
  | {
      readonly type: 'review';
      readonly step: string;
      readonly visit: number;
      readonly queue: string;
      readonly reason: JourneyReviewReason;
      readonly show: readonly ShownValue[];
      readonly options: readonly string[];
      readonly withinMs?: number;
      /** Fields that the advisor may fill in or correct; left out when there is none. */
      readonly edit?: readonly EditableField[];
      readonly detail?: Bilingual;
    }
  /** Falls due after `afterMs` or, where `at` is given, at that instant (ISO 8601, UTC): at once when it is past. */
  | { readonly type: 'timer'; readonly name: string; readonly afterMs: number; readonly at?: string }
  | { readonly type: 'cancel-timer'; readonly name: string }
  /** Continue in another journey: `data` is what its `start` takes. */
  | {
      readonly type: 'start';
      readonly step: string;
      readonly visit: number;
      readonly journey: string;
      readonly data: StartData;
    }
  | { readonly type: 'close'; readonly outcome: string };

/** One state that was entered, the row (from 1; of a table without its header) that a decision took, the item (from 1) of an `each`. */
export interface TrailEntry {
  readonly step: string;
  readonly visit: number;
  readonly row?: number;
  readonly item?: number;
}

/** What a run remembers. */
export interface RunContext {
  /** Collected fields, saved outputs and `facts`, by name. */
  readonly vars: Readonly<Record<string, unknown>>;
  /** How often each step was entered. */
  readonly visits: Readonly<Record<string, number>>;
  /** Reminders sent since the last ask. */
  readonly reminded: number;
  /** Index of the row that the last decision took. */
  readonly decided?: number | undefined;
  /** How often a value of a field broke its rule. */
  readonly broken?: Readonly<Record<string, number>>;
  /** New attempts made since the call of this step was first tried. */
  readonly retried?: number | undefined;
  /** The `each` under way. */
  readonly each?: EachProgress | undefined;
  /** Why the run went to a human, until it moves on. */
  readonly fault?: Fault | undefined;
}

/** Where an `each` stands: its items as they were when it began, and the index of the one under way. */
export interface EachProgress {
  readonly step: string;
  readonly items: readonly unknown[];
  readonly index: number;
}

/** A reason and its details. */
export interface Fault {
  readonly reason: JourneyReviewReason;
  readonly detail: Bilingual;
}

/** XState's persisted snapshot, as JSON. `value` is the state: a step, or `step:review`, `step:ask`, `step:retry`, `collect:ask`, `handoff`, `end`. */
export interface JourneySnapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly value: string;
  readonly context: RunContext;
  readonly [other: string]: unknown;
}
