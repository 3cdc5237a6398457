/** An input on its way through the pump, and what one turn does to one document. */
import type { Parked } from './dead-letter.ts';
import type { LogEntry } from './flow.ts';
import type { Input } from './fold.ts';
import type { StateDocument } from './state-document.ts';

/** An input on its way. */
export interface Entry {
  readonly key: string;
  readonly subject: string;
  /** Replaced when it turns out that it can only be given up. */
  input: Input;
  /** The event as it came, for events from the bus: what is parked when it cannot be handled. */
  readonly parked: Parked | undefined;
  attempts: number;
  /** Takes a turn of its own: a turn that it was in failed, and not for want of store or bus. */
  isAlone: boolean;
  isSettled: boolean;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** An entry, and a promise of its handler's answer. For events: what they led to is on the bus as well. */
export function newEntry({ key, subject, input, parked }: Pick<Entry, 'key' | 'subject' | 'input' | 'parked'>): {
  entry: Entry;
  done: Promise<unknown>;
} {
  const state = { attempts: 0, isAlone: false, isSettled: false };
  const entry = { key, subject, input, parked, ...state, resolve: unheard, reject: unheard };
  const done = new Promise<unknown>((resolve, reject) => {
    entry.resolve = resolve;
    entry.reject = reject;
  });
  return { entry, done };
}

function unheard(_: unknown): void {}

/** The entry has had its effect. */
export function settle(entry: Entry, answer?: unknown): void {
  entry.isSettled = true;
  entry.resolve(answer);
}

/** The entry had no effect, and whoever sent it must see to it. */
export function refuse(entry: Entry, error: unknown): void {
  entry.isSettled = true;
  entry.reject(error);
}

/** One key's work in a turn. */
export interface Work<State> {
  readonly key: string;
  readonly subject: string;
  readonly entries: readonly Entry[];
  readonly before: StateDocument<State>;
  doc: StateDocument<State>;
  readonly answers: { entry: Entry; answer: unknown }[];
  /** Commands that their handler refused: told so only once it is sure that it saw the newest state. */
  readonly refusals: { entry: Entry; error: unknown }[];
  readonly log: LogEntry[];
  /** Begun on what this process wrote last; another may have written since. */
  readonly isRemembered: boolean;
  /** Something was refused, failed or left alone for what was remembered, and no write will tell whether that still holds. */
  isDoubtful: boolean;
  failure: { entry: Entry; error: unknown; rest: readonly Entry[] } | undefined;
}
