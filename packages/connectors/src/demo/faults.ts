/** Faults on purpose, so that tests see what the caller does when the company's systems misbehave. */

/** What a fault plan is asked about. */
export interface FaultSubject {
  /** The operation, or the path of an audit endpoint. */
  readonly operation: string;
  readonly key: string | undefined;
  /** 1 for the first request since the back office was opened. */
  readonly nth: number;
}

/**
 * `delay`: wait first. `error-before` and `error-after`: answer 500 before or after doing the work. `drop-before` and `drop-answer`: cut
 * the connection before or after doing the work.
 */
export type Fault =
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'error-before' | 'error-after' | 'drop-before' | 'drop-answer' };

/** The fault for a request, or none. */
export type FaultPlan = (subject: FaultSubject) => Fault | undefined;
