/** A journey once read and found right: what the compiler works from. */
import type { Wording } from '../bilingual.ts';
import type { Expression } from '../feel/expression.ts';
import type { CellPlace } from '../files/csv-source.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import type { FIELD_TYPES } from './schema.ts';

/** The type of a datum that a journey collects. */
type FieldType = (typeof FIELD_TYPES)[number];

/** One datum to collect. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Template that asks for it; an optional field is never asked for and has none. */
  readonly ask: string | undefined;
  /** Choice → the words that mean it, the choice itself first. Empty for other types. */
  readonly choices: ReadonlyMap<string, readonly string[]>;
  /** Accepted media types, `image/*` allowed; empty = any. */
  readonly accept: readonly string[];
  readonly when: Expression | undefined;
  /** What a given value must satisfy; one that does not is dropped and asked for again with `invalid`. */
  readonly valid: Expression | undefined;
  /** Template that asks again after a value that broke `valid`; there exactly when `valid` is. */
  readonly invalid: string | undefined;
  readonly optional: boolean;
  /** False for a field that a `collect` step names: it is asked for when the step is reached. */
  readonly atStart: boolean;
  /** Milliseconds after asking, rising. */
  readonly remindMs: readonly number[];
  readonly remindWith: string | undefined;
  /** Milliseconds after asking; default 14 days. */
  readonly giveUpMs: number;
}

/** An expression, or a part of one, with its place: in `journey.yaml`, or in a table beside it. */
export interface Located {
  readonly uses: Expression['uses'];
  readonly at: YamlPath | CellPlace;
}

/** One row of `decide`: the last has no rule. */
export interface Row {
  readonly when: Expression | undefined;
  readonly go: string;
  /** Place of `go` in the table; undefined for a row of `journey.yaml`. */
  readonly goAt: CellPlace | undefined;
  /** The cells of a table's row that hold a test; empty for a row of `journey.yaml`. */
  readonly cells: readonly Located[];
}

/** What a `wait` waits for. */
export type WaitFor =
  | { readonly kind: 'duration'; readonly ms: number }
  /** A day, at whose start (UTC) the wait ends. */
  | { readonly kind: 'date'; readonly until: Expression }
  | { readonly kind: 'event'; readonly event: string; readonly save: string | undefined };

interface StepBase {
  readonly name: string;
  /** Where the step's body stands in `journey.yaml`. */
  readonly at: YamlPath;
  /** The `each` that holds the step; its name as a target means the next item. */
  readonly around: string | undefined;
}

/** One step, with the name of the step that follows written out (`go`). */
export type Step = StepBase &
  (
    | {
        readonly kind: 'call';
        readonly operation: string;
        readonly inputs: ReadonlyMap<string, Expression>;
        readonly save: string | undefined;
        readonly on: ReadonlyMap<string, string>;
        readonly oncePer: Expression | undefined;
        readonly undo: string | undefined;
        /** Waits (ms) before the call is made again when its connector is unavailable; empty = a human at once. */
        readonly retryMs: readonly number[];
        readonly go: string;
      }
    /** Asks for fields when it is reached. */
    | {
        readonly kind: 'collect';
        /** Names of fields, in the author's order. */
        readonly fields: readonly string[];
        /** Where a give-up leads; undefined = to a human. */
        readonly late: string | undefined;
        readonly go: string;
      }
    | {
        readonly kind: 'decide';
        readonly rows: readonly Row[];
        /** The .csv file that holds the rows. */
        readonly table: string | undefined;
        /** The table's columns: read for every row that tests them. */
        readonly inputs: readonly Located[];
      }
    | {
        readonly kind: 'review';
        readonly queue: string;
        readonly show: readonly string[];
        readonly withinMs: number | undefined;
        readonly options: ReadonlyMap<string, string>;
        /** Names of fields that the advisor may fill in or correct. */
        readonly edit: readonly string[];
        /** Where the run goes when nobody decided within `withinMs`; undefined = the review stays open. */
        readonly late: string | undefined;
      }
    | {
        readonly kind: 'wait';
        readonly for: WaitFor;
        /** Milliseconds after which the wait is over in any case. */
        readonly atMostMs: number;
        /** Where the run goes then; undefined = to a human (a duration simply ends). */
        readonly late: string | undefined;
        readonly go: string;
      }
    /** Does its inner steps once for each item of a list. */
    | {
        readonly kind: 'each';
        readonly of: Expression;
        /** The variable that holds the item. */
        readonly as: string;
        /** The inner step that each item begins with. */
        readonly first: string;
        /** Variables that are set inside, `as` among them: unset before each item and after the last. */
        readonly sets: readonly string[];
        readonly go: string;
      }
    | {
        readonly kind: 'reply';
        readonly template: string;
        readonly close: string | undefined;
        readonly go: string | undefined;
      }
    | { readonly kind: 'handoff'; readonly queue: string; readonly show: readonly string[] }
    | { readonly kind: 'start'; readonly journey: string }
    | { readonly kind: 'close'; readonly outcome: string }
  );

/** What `journey.yaml` says. */
export interface Definition {
  readonly name: string;
  readonly title: Wording;
  readonly intent: string;
  readonly compatibleWith: readonly string[];
  readonly explainedBy: readonly string[];
  readonly risk: number;
  readonly sample: number;
  readonly sender: 'authenticated' | 'anyone';
  readonly priority: 'low' | 'normal' | 'high';
  /** Queue of the reviews that no step asked for. */
  readonly queue: string;
  readonly provisionalThreshold: number | undefined;
  readonly moneyAlone: boolean;
  /** What readers call steps, options of reviews and data, by the author's names. */
  readonly words: Readonly<Record<string, Wording>>;
  readonly fields: readonly Field[];
  readonly steps: readonly Step[];
}

/** As a target inside an `each`: the next item. */
export const NEXT_ITEM = 'suivant';

/** Names that no step may have: the product's own states and targets. */
export const RESERVED_STEPS = ['collect', 'handoff', 'end', NEXT_ITEM] as const;
