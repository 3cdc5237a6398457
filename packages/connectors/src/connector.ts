/**
 * The connector port: operations on the company's systems, described by a catalogue so that journeys can be checked before they run.
 * An expected refusal is a value; only work that could not be done is thrown.
 */
import type { JsonObject } from '@facteur/primitives';

/** What an operation changes outside: nothing, money, or goods. */
export type Effect = 'none' | 'money' | 'goods';

/**
 * What a value of an answer is: `money` is `{ minor, currency }`, `date` is `YYYY-MM-DD` or an instant, `{ of }` is one of these texts.
 * A system may leave any of them out or answer null.
 */
export type OutputType =
  | 'text'
  | 'number'
  | 'money'
  | 'date'
  | 'boolean'
  | 'list'
  | 'object'
  | { readonly of: readonly string[] };

/** One operation of the catalogue. */
export interface Operation {
  /** `system.operation`, for instance `boutique.order`. */
  readonly name: string;
  readonly effect: Effect;
  /** Input name → whether it must be given, and what it is. An input that is not listed is refused; one without a type may be anything. */
  readonly inputs: Readonly<Record<string, { readonly required: boolean; readonly type?: OutputType }>>;
  /** Dotted path into the answer (`total`, `address.city`) → its type. Absent when nothing is known about answers. */
  readonly outputs?: Readonly<Record<string, OutputType>>;
  /** Codes of the refusals it may answer, for instance `not-found`. */
  readonly errors: readonly string[];
  /** True when trying again with the same idempotency key is safe. */
  readonly idempotent: boolean;
  /**
   * Name of the operation that tells whether an effect was done. It takes `{ key }` (the idempotency key) and answers
   * `{ state: 'none' | 'begun' | 'done' | 'refused', output?, code? }`: `output` when done, `code` when refused.
   */
  readonly status?: string;
}

/** On whose behalf a call is made; `proven` as the mail's authentication says. */
export interface Sender {
  readonly address: string;
  readonly proven: boolean;
}

/** One call. */
export interface CallRequest {
  /** The operation's name. */
  readonly operation: string;
  readonly input: JsonObject;
  readonly sender?: Sender;
  /** Needed by every operation with an effect: the same key with the same input takes effect once. */
  readonly idempotencyKey?: string;
  /** Whole call, connection included. Default `DEFAULT_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** The answer, or a refusal with one of the operation's `errors` as `code`; `message` is for advisors, never for customers. */
export type CallResult =
  | { readonly ok: true; readonly output: JsonObject }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** How long a call may take unless it says otherwise. */
export const DEFAULT_TIMEOUT_MS = 10_000;

/** One or several systems of the company. */
export interface Connector {
  readonly name: string;
  readonly operations: readonly Operation[];
  /**
   * @throws AppError `CONNECTOR_FAILED` (retry later; never when the system calls the request itself wrong) on a time-out, an
   *   unreachable system, a 5xx or an answer that cannot be read. `details.sent` is false when it is certain that nothing was sent,
   *   so that no effect is in doubt; `details.status` is the HTTP status where there was an answer.
   * @throws AppError `BAD_INPUT` (never) for an unknown operation, a missing or undeclared input, an effect without a key;
   *   nothing was sent then
   */
  call(request: CallRequest): Promise<CallResult>;
  /** Waits for calls in flight. */
  close(): Promise<void>;
}
