/** A test of a journey once read and found right: a conversation, what the connectors answer, what must happen. */
import type { Place } from '../files/yaml-source.ts';
import type { FoundDocument } from '../machine/run.ts';
import type { Language } from '../template/filters.ts';

/** What a simulated operation answers. */
export type SimulatedAnswer =
  | { readonly output: unknown }
  /** An error code of the operation, or `unavailable`. */
  | { readonly error: string };

/** One answer, and the inputs (by name; all of them must fit) that it is for. */
export interface GivenRow {
  readonly when?: Readonly<Record<string, unknown>>;
  readonly answer: SimulatedAnswer;
}

/** The answers of one operation: `queue` is consumed one per call; of `rows` the first that fits answers, again and again. */
export interface Given {
  readonly kind: 'queue' | 'rows';
  readonly rows: readonly GivenRow[];
}

/** What happens in one line of a conversation. */
export type TestAction =
  | {
      readonly type: 'customer';
      readonly text: string;
      readonly subject: string;
      readonly documents: readonly FoundDocument[];
    }
  | { readonly type: 'advisor'; readonly option: string; readonly data?: Readonly<Record<string, unknown>> }
  | { readonly type: 'after'; readonly ms: number }
  | { readonly type: 'event'; readonly name: string; readonly data?: unknown };

/** A call that a test expects; without `input` any input is right. */
export interface ExpectedCall {
  readonly operation: string;
  readonly input?: Readonly<Record<string, unknown>>;
}

/** What an `expect` line wants; what is undefined is not looked at. */
export interface Expectation {
  readonly intent?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly calls?: readonly ExpectedCall[] | undefined;
  readonly reply: readonly string[];
  readonly says: readonly string[];
  readonly review: readonly string[];
  readonly queue?: readonly string[] | undefined;
  readonly close: readonly string[];
  readonly start: readonly string[];
}

/** A key of an expectation. */
export type ExpectedKey = keyof Expectation;

/** One line of a conversation: something happens, or something is expected, or first one and then the other. */
export interface TestLine {
  readonly at: Place;
  readonly action?: TestAction;
  readonly expect?: Expectation;
  /** Where `expect` or one of its keys stands. */
  placeOf(key?: ExpectedKey): Place;
}

/** A file of `tests/`. */
export interface JourneyTest {
  /** Relative to the journey's folder: `tests/relance.yaml`. */
  readonly file: string;
  readonly name: string;
  /** In which the customer is answered; default `fr`. */
  readonly language: Language;
  /** Milliseconds since 1970 at which the conversation begins; default `2026-11-16T09:00Z`, a Monday. */
  readonly startsAtMs: number;
  /** True: a `start` goes on in the other journey. */
  readonly follow: boolean;
  /** What is known before the first mail, by name. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly given: ReadonlyMap<string, Given>;
  readonly lines: readonly TestLine[];
}
