/** One process for all time. */
export interface ProcessIdentity {
  readonly pid: number;
  /** As the system tells it; to be compared only. */
  readonly startedAt: string;
}

/** The process that has this number now; `undefined` when none has, or when it has ended and only waits to be reaped. */
export function identityOf(pid: number): ProcessIdentity | undefined;

/** Whether this very process still runs (or is stopped). */
export function isAlive(identity: ProcessIdentity): boolean;

/** To this very process, or to none. */
export function sendSignal(identity: ProcessIdentity, signal: NodeJS.Signals): void;

/** Whether the process ended within so many milliseconds. */
export function waitForEnd(identity: ProcessIdentity, withinMs: number): Promise<boolean>;

/** SIGTERM, and SIGKILL after `graceMs`. Resolves once the process is gone. */
export function endProcess(identity: ProcessIdentity, graceMs: number): Promise<void>;
