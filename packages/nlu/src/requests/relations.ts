/** How the intents of one mail stand to each other: what goes together, and what only explains ("the parcel is lost" for a refund). */
import { upperBound } from '../risk/binomial.ts';
import type { IntentRelations } from './split.ts';

/** A pair of intents. */
export type IntentPair = readonly [one: string, other: string];

/** What was seen in one mail in which `reason` and `request` were read: was `reason` asked for as well, or only told? */
export interface SeenPair {
  readonly reason: string;
  readonly request: string;
  readonly isAsked: boolean;
}

/** Of the mails in which a reason is told, so many may ask for it as well. */
const MOST_ASKED = 0.1;

/**
 * The pairs `[reason, request]` where the reason is hardly ever asked for as well: in at most a tenth of such mails, with 95 % confidence
 * (Clopper, Pearson 1934). That takes 29 mails without an exception: who is left out there asked in vain.
 */
export function explainedIn(seen: readonly SeenPair[]): IntentPair[] {
  const counts = new Map<string, { pair: IntentPair; asked: number; all: number }>();
  for (const { reason, request, isAsked } of seen) {
    const key = keyOf(reason, request);
    const { asked, all } = counts.get(key) ?? { asked: 0, all: 0 };
    counts.set(key, { pair: [reason, request], asked: asked + Number(isAsked), all: all + 1 });
  }
  return [...counts.values()].filter(({ asked, all }) => upperBound(asked, all) <= MOST_ASKED).map(({ pair }) => pair);
}

/** @param compatible pairs that journeys declare to go together, either way round. @param explained pairs `[reason, request]` */
export function relationsOf(
  compatible: readonly IntentPair[] = [],
  explained: readonly IntentPair[] = [],
): Required<IntentRelations> {
  const together = new Set(compatible.flatMap(([one, other]) => [keyOf(one, other), keyOf(other, one)]));
  const reasons = new Set(explained.map(([reason, request]) => keyOf(reason, request)));
  return {
    areCompatible: (one, other) => together.has(keyOf(one, other)),
    explains: (reason, request) => reasons.has(keyOf(reason, request)),
  };
}

function keyOf(one: string, other: string): string {
  return JSON.stringify([one, other]);
}
