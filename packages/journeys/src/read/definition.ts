/** A journey once read and found right: what the compiler works from. */
import type { Expression } from '../feel/expression.ts';
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
  readonly optional: boolean;
  /** Milliseconds after asking, rising. */
  readonly remindMs: readonly number[];
  readonly remindWith: string | undefined;
  /** Milliseconds after asking; default 14 days. */
  readonly giveUpMs: number;
}

/** One row of `decide`: the last has no rule. */
export interface Row {
  readonly when: Expression | undefined;
  readonly go: string;
}

interface StepBase {
  readonly name: string;
  /** Where the step's body stands in `journey.yaml`. */
  readonly at: YamlPath;
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
        readonly go: string;
      }
    | { readonly kind: 'decide'; readonly rows: readonly Row[] }
    | {
        readonly kind: 'review';
        readonly queue: string;
        readonly show: readonly string[];
        readonly withinMs: number | undefined;
        readonly options: ReadonlyMap<string, string>;
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
  readonly title: { readonly fr: string; readonly en?: string };
  readonly intent: string;
  readonly compatibleWith: readonly string[];
  readonly risk: number;
  readonly sender: 'authenticated' | 'anyone';
  readonly priority: 'low' | 'normal' | 'high';
  /** Queue of the reviews that no step asked for. */
  readonly queue: string;
  readonly provisionalThreshold: number | undefined;
  readonly moneyAlone: boolean;
  readonly fields: readonly Field[];
  readonly steps: readonly Step[];
}

/** Names that no step may have: the product's own states. */
export const RESERVED_STEPS = ['collect', 'handoff', 'end'] as const;
