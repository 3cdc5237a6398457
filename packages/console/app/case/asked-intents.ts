/** What a mail seems to ask for, as far as a journey answers it. Pure. */
import type { Review } from '../api/types.ts';

/** The likeliest intent of each request that is rather in scope, once each, in the order of the mail; none while a step is being validated. */
export function askedIntents(
  { requests, step }: Pick<Review, 'requests' | 'step'>,
  live: ReadonlySet<string>,
): string[] {
  if (step !== undefined) return [];
  const likeliest = requests.flatMap(({ intents: [best], outOfScope }) =>
    best !== undefined && best.probability >= outOfScope && live.has(best.intent) ? best.intent : [],
  );
  return [...new Set(likeliest)];
}
