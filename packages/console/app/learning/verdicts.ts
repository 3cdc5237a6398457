/** What an author just decided: held for some seconds so that it can be undone, then sent; neither is shown meanwhile. Pure. */

import type { ProposalStatus } from './learning-types.ts';

/** The key of each is the digit of its place. */
export const VERDICTS = ['accept', 'refuse'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What can be said of proposals, by where they stand. */
export const VERDICTS_OF: Readonly<Record<ProposalStatus, readonly Verdict[]>> = {
  proposed: VERDICTS,
  accepted: ['refuse'],
  refused: ['accept'],
};

/** One decision on one or more proposals. */
export interface Held {
  readonly verdict: Verdict;
  /** What they were before. */
  readonly from: ProposalStatus;
  readonly ids: readonly string[];
}

export interface Verdicts {
  /** Not sent yet: only the last decision can be undone. */
  readonly held: Held | undefined;
  /** Sent, and still in the lists that were loaded before. */
  readonly sent: ReadonlySet<string>;
}

export type VerdictAction =
  /** What was held before is sent by now. */
  | { readonly kind: 'hold'; readonly held: Held }
  | { readonly kind: 'undo' }
  | { readonly kind: 'send' }
  /** The lists were loaded anew: they say what became of these. */
  | { readonly kind: 'told'; readonly ids: readonly string[] };

export const NO_VERDICTS: Verdicts = { held: undefined, sent: new Set() };

export function decide(verdicts: Verdicts, action: VerdictAction): Verdicts {
  switch (action.kind) {
    case 'hold':
      return { held: action.held, sent: withHeld(verdicts) };
    case 'undo':
      return { ...verdicts, held: undefined };
    case 'send':
      return { held: undefined, sent: withHeld(verdicts) };
    case 'told':
      return { ...verdicts, sent: new Set([...verdicts.sent].filter((id) => !action.ids.includes(id))) };
  }
}

function withHeld({ held, sent }: Verdicts): ReadonlySet<string> {
  return new Set([...sent, ...(held?.ids ?? [])]);
}

/** Those of `items` on which nothing was decided just now. */
export function undecided<Item extends { readonly id: string }>(
  items: readonly Item[],
  verdicts: Verdicts,
): readonly Item[] {
  const gone = withHeld(verdicts);
  return items.filter(({ id }) => !gone.has(id));
}

/** Where the cursor goes when `decided` leave the list: to the next that stays, else the last before; undefined when none stays. */
export function nextAfter(ids: readonly string[], decided: readonly string[]): string | undefined {
  const left = (id: string): boolean => !decided.includes(id);
  const at = ids.findIndex((id) => !left(id));
  return ids.slice(at).find(left) ?? ids.slice(0, at).findLast(left);
}
