/** The bot stopped by a person: everywhere, for one journey or for one mailbox. Pure. */
import type { Reason } from '../reasons.ts';

/** What is stopped. `all` has no name. */
export interface HaltScope {
  readonly scope: 'all' | 'journey' | 'mailbox';
  /** The journey's name, or the mailbox's address. */
  readonly name?: string;
}

/** One stop in force. */
export interface Halt extends HaltScope {
  readonly by: string;
  /** ISO 8601. */
  readonly since: string;
  readonly reason?: string;
}

/** The stop that concerns a journey in a mailbox; the widest first. */
export function haltOf(
  halts: readonly Halt[],
  mailbox: string | undefined,
  journey: string | undefined,
): Halt | undefined {
  return (
    halts.find(({ scope }) => scope === 'all') ??
    halts.find(({ scope, name }) => scope === 'mailbox' && name === mailbox) ??
    halts.find(({ scope, name }) => scope === 'journey' && name === journey)
  );
}

/** Why an advisor is asked instead. */
export function haltReason({ scope, name, by, reason }: Halt): Reason {
  const what = { all: 'partout', journey: `pour le parcours ${name}`, mailbox: `pour la boîte ${name}` }[scope];
  return { code: 'assist-mode', detail: `robot arrêté ${what} par ${by}${reason ? ` : ${reason}` : ''}` };
}
