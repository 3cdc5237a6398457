/** What a mail seems to ask for, as far as a journey answers it. Pure. */
import type { Review, TimelineEntry } from '../api/types.ts';

/**
 * The likeliest intent of each request that is rather in scope, once each, in the order of the mail; none while a step is being validated.
 * @param apart what was given cases of its own, in the customer's words
 */
export function askedIntents(
  { requests, step }: Pick<Review, 'requests' | 'step'>,
  live: ReadonlySet<string>,
  apart: readonly string[] = [],
): string[] {
  if (step !== undefined) return [];
  const left = requests.filter(({ text }) => !apart.some((part) => part.includes(text.trim())));
  const likeliest = left.flatMap(({ intents: [best], outOfScope }) =>
    best !== undefined && best.probability >= outOfScope && live.has(best.intent) ? best.intent : [],
  );
  return [...new Set(likeliest)];
}

/** What of a case's mails was given cases of its own. */
export function textsApart(timeline: readonly Pick<TimelineEntry, 'topic' | 'data'>[]): string[] {
  return timeline.flatMap(({ topic, data }) => {
    if (topic !== 'advisor.acted') return [];
    const { parts = [] } = data as { readonly parts?: readonly { readonly text: string }[] };
    return parts.map(({ text }) => text);
  });
}
