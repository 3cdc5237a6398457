/** Which intents explain each other ("the parcel is lost" for a refund), learned from mails whose requests are marked. */
import type { Classifier } from '../classification.ts';
import type { MailText } from '../understanding.ts';
import type { Clause } from './clause.ts';
import { clausesOf } from './clauses-of.ts';
import { type IntentRelations, topOf } from './split.ts';

/** A mail with the places of its text that ask, and for what. */
export interface MarkedMail extends MailText {
  readonly requests: readonly { readonly start: number; readonly end: number; readonly intent: string }[];
}

/** What was seen in one mail: `reason` was told and not asked for (`explains`), or asked for as well, beside `request`. */
export interface SeenPair {
  readonly reason: string;
  readonly request: string;
  readonly explains: boolean;
}

/** From this probability on a clause tells of an intent. */
const TELLS = 0.5;
/** An explanation must be seen so often, and so much more often than both are asked for. */
const LEAST_SEEN = 2;
const LEAST_SHARE = 0.6;

/**
 * Learns from marked mails, in one call of the classifier, which should not have been trained on these very mails. `compatible` are the pairs that journeys
 * declare; default none. Marks outside the text are ignored.
 */
export async function learnRelations(
  classifier: Classifier,
  mails: readonly MarkedMail[],
  compatible: readonly (readonly [string, string])[] = [],
): Promise<IntentRelations> {
  const told = mails.map((mail) => toldIn(mail));
  const texts = told.flatMap((clauses, at) =>
    clauses.map(({ text }) => ({ text, language: mails[at]?.language ?? 'fr' })),
  );
  const judged = texts.length === 0 ? [] : await classifier.classify(texts);
  let next = 0;
  const seen = mails.flatMap((mail, at) => {
    const own = judged.slice(next, next + (told[at]?.length ?? 0));
    next += own.length;
    const tops = own.map((one) => topOf(one)).filter(({ probability }) => probability >= TELLS);
    return pairsIn(new Set(mail.requests.map(({ intent }) => intent)), new Set(tops.map(({ intent }) => intent)));
  });
  return relationsFrom(seen, compatible);
}

/** The rule itself: often enough told as a reason, seldom asked for beside it. */
export function relationsFrom(
  seen: readonly SeenPair[],
  compatible: readonly (readonly [string, string])[] = [],
): IntentRelations {
  const counts = new Map<string, { explained: number; asked: number }>();
  for (const { reason, request, explains } of seen) {
    const count = counts.get(keyOf(reason, request)) ?? { explained: 0, asked: 0 };
    if (explains) count.explained += 1;
    else count.asked += 1;
    counts.set(keyOf(reason, request), count);
  }
  const pairs = new Set(compatible.flatMap(([one, other]) => [keyOf(one, other), keyOf(other, one)]));
  return {
    areCompatible: (one, other) => pairs.has(keyOf(one, other)),
    explains(reason, request) {
      const { explained = 0, asked = 0 } = counts.get(keyOf(reason, request)) ?? {};
      return explained >= LEAST_SEEN && explained >= LEAST_SHARE * (explained + asked);
    },
  };
}

/** Clauses that tell without asking. */
function toldIn(mail: MarkedMail): Clause[] {
  return clausesOf(mail).filter(
    ({ in: where, role, start, end }) =>
      role === 'context' &&
      (where === 'subject' || mail.requests.every((mark) => end <= mark.start || mark.end <= start)),
  );
}

function pairsIn(asked: ReadonlySet<string>, told: ReadonlySet<string>): SeenPair[] {
  return [...asked].flatMap((request) => [
    ...[...told].filter((reason) => !asked.has(reason)).map((reason) => ({ reason, request, explains: true })),
    ...[...asked].filter((reason) => reason !== request).map((reason) => ({ reason, request, explains: false })),
  ]);
}

function keyOf(one: string, other: string): string {
  return JSON.stringify([one, other]);
}
