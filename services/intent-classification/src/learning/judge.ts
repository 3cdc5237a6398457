/** What an advisor's decision says of the intent that was predicted. Pure. */
import type { ReviewReason } from '@facteur/contracts';
import type { AskedRequest, ReviewAsked, ReviewDecided, Said, Sampling, Verdict } from './state.ts';

/** Reasons for which a mail is looked at before anything was done for it: the advisor reads it and says what it wants. */
const FIRST_LOOK: ReadonlySet<ReviewReason> = new Set<ReviewReason>([
  'low-confidence',
  'out-of-scope',
  'assist-mode',
  'customer-upset',
  'unproven-sender',
  'no-journey',
  'unreadable-mail',
]);

/**
 * The request that a review asks about, when a decision on it can say anything of its intent: the review is about a mail, not about a
 * step of a journey; the mail has exactly one request, so that the decision can be about nothing else; and nothing was done for it yet.
 */
export function askedIn({ data }: ReviewAsked): AskedRequest | undefined {
  const { reviewId, mailId, step, requests, reasons, language, sample } = data;
  const [request, ...others] = requests;
  const top = request?.intents[0];
  if (mailId === undefined || step !== undefined || request === undefined || top === undefined) return undefined;
  if (others.length > 0 || !reasons.every(({ code }) => FIRST_LOOK.has(code))) return undefined;
  const { text, outOfScope, model } = request;
  const prediction = { ...top, outOfScope, model };
  const about = { reviewId, mailId, text, language, prediction };
  if (sample) return { ...about, sampling: 'drawn', rate: sample.rate };
  return { ...about, sampling: samplingOf(reasons.map(({ code }) => code)) };
}

/**
 * `whole` for exactly the mails that would be answered alone if only they were sure enough and nothing were in assist mode. A mail with
 * any other objection would never be, so that what becomes of it says nothing of those that are.
 */
function samplingOf(codes: readonly ReviewReason[]): Sampling {
  const isWhole = codes.includes('assist-mode') && codes.every((code) => WHOLE.has(code));
  return isWhole ? 'whole' : 'chosen';
}
const WHOLE: ReadonlySet<ReviewReason> = new Set<ReviewReason>(['assist-mode', 'low-confidence']);

/**
 * What a decision says that bears on the intent, or undefined when it bears on something else.
 *
 * - `intent`: the advisor names the intent. It is a validation, right or wrong.
 * - `reply`, `close`: the advisor did not start the journey that would have answered alone. Whether the intent was right is unknown: there
 *   may be no journey for what was wanted, or the advisor preferred to write. It counts as *wrong*, so that a promise errs on the safe
 *   side: were it left out, mails that no journey answers, of which every automatic answer is wrong, would never count.
 * - `option`: chosen in a review of a step or of a call. Whoever accepts an amount was asked about the amount, and a refused refund was a
 *   refund all the same; counting acceptances only would count right ones only. It says nothing.
 */
export function saidIn({ time, data: { reviewId, decision } }: ReviewDecided): Said | undefined {
  const about = { reviewId, at: time };
  if (decision.kind === 'option') return undefined;
  return decision.kind === 'intent'
    ? { ...about, kind: 'intent', intent: decision.intent }
    : { ...about, kind: decision.kind };
}

/** Undefined for what was more likely out of scope than anything else: that was no decision for an intent. */
export function judge(
  { prediction, sampling, rate, language }: AskedRequest,
  { intent, at }: Said,
): Verdict | undefined {
  if (prediction.outOfScope > prediction.probability) return undefined;
  const truth = intent === undefined ? {} : { truth: intent };
  const drawn = rate === undefined ? {} : { rate };
  return { ...prediction, isRight: intent === prediction.intent, ...truth, sampling, ...drawn, language, at };
}
