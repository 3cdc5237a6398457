/** Of the open reviews of a case: the one that the case waits for, and checks of answers that left already. Pure. */
import type { Case, Review, Sent } from '../api/types.ts';
import { conversationOf } from './conversation-of.ts';

/** What waits for a decision; undefined when nothing does. A check is none: nothing waits for it. */
export function reviewToDecide({ reviews }: Pick<Case, 'reviews'>): Review | undefined {
  return reviews.find(({ status, sample }) => status === 'open' && sample === undefined);
}

export function openChecks({ reviews }: Pick<Case, 'reviews'>): readonly Review[] {
  return reviews.filter(({ status, sample }) => status === 'open' && sample !== undefined);
}

/** What the bot said to the mail that a check is about, before the customer wrote again. Acknowledgements are no answers. */
export function answersUnderCheck(shown: Pick<Case, 'timeline'>, { mailId }: Pick<Review, 'mailId'>): readonly Sent[] {
  const exchanges = conversationOf(shown);
  const from = exchanges.findIndex((exchange) => exchange.kind === 'mail' && exchange.mail.mailId === mailId);
  if (from < 0) return [];
  const after = exchanges.slice(from + 1);
  const next = after.findIndex(({ kind }) => kind === 'mail');
  return after
    .slice(0, next < 0 ? after.length : next)
    .flatMap((exchange) => (exchange.kind === 'sent' ? [exchange.sent] : []))
    .filter(({ author, purpose }) => author.id === 'bot' && purpose !== 'acknowledgement');
}

/** What the bot took the request for: what the journey that answered is for, else the likeliest; undefined when it took it for nothing. */
export function predictedIntent(
  { journey, requests }: Pick<Review, 'journey' | 'requests'>,
  journeys: readonly { readonly journey: string; readonly intent: string }[],
): string | undefined {
  const known = journeys.find((one) => one.journey === journey)?.intent;
  return known ?? requests[0]?.intents[0]?.intent ?? journey;
}
