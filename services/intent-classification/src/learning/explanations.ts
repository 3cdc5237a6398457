/**
 * What explains what, as advisors show it: of the requests that were read in one mail, which did they find to be asked for? Pure. Whatever
 * may mean that one more was asked for counts as if it was: an explanation that is learned wrongly leaves a customer unheard.
 */
import type { SeenPair } from '@facteur/nlu';
import type { ReviewAsked, Said, SeveralRead } from './state.ts';

/** A case has few such mails. */
const MOST = 20;

/** The different requests of the mail that a review asks about; undefined when it is about something else, or has less than two. */
export function severalIn({ data: { reviewId, mailId, step, requests } }: ReviewAsked): SeveralRead | undefined {
  if (mailId === undefined || step !== undefined) return undefined;
  const inScope = requests.filter(({ intents, outOfScope }) => (intents[0]?.probability ?? 0) >= outOfScope);
  const intents = [...new Set(inScope.flatMap(({ intents: [top] }) => top?.intent ?? []))];
  return intents.length < 2 ? undefined : { reviewId, mailId, intents, asked: [] };
}

/** With what was read in a mail; of a mail that is asked about again, what was said of it stays. */
export function withRead(all: readonly SeveralRead[], read: SeveralRead): SeveralRead[] {
  const before = all.find(({ mailId }) => mailId === read.mailId);
  const others = all.filter((one) => one !== before);
  return [...others, { ...read, asked: before?.asked ?? [] }].slice(-MOST);
}

/**
 * With what an advisor decided. A journey that is started answers what was asked for; what is started, or written by hand, after that is
 * perhaps for the others.
 */
export function withSaid(all: readonly SeveralRead[], { reviewId, kind, intent }: Said): SeveralRead[] {
  return all.map((one) => {
    const isBegun = one.asked.length > 0;
    if (kind === 'reply' && isBegun) return { ...one, asked: one.intents };
    const isAbout = isBegun || one.reviewId === reviewId;
    const isFound = isAbout && intent !== undefined && one.intents.includes(intent) && !one.asked.includes(intent);
    return isFound ? { ...one, asked: [...one.asked, intent] } : one;
  });
}

/** With a mail of which an advisor made several cases: all of it was asked for. */
export function withSplit(all: readonly SeveralRead[], mailId: string): SeveralRead[] {
  const others = all.filter((one) => one.mailId !== mailId);
  const split = all.find((one) => one.mailId === mailId);
  return split === undefined ? [...all] : [...others, { ...split, asked: split.intents }];
}

/** What one mail tells: of the intents beside one that was asked for, which were asked for as well. */
export function pairsIn({ intents, asked }: SeveralRead): SeenPair[] {
  return asked.flatMap((request) =>
    intents
      .filter((reason) => reason !== request)
      .map((reason) => ({ reason, request, isAsked: asked.includes(reason) })),
  );
}
