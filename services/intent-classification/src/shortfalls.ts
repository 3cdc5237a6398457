/** What a request lacks to be answered alone: codes and numbers, which people's languages put into words. Pure. */
import type { MailRequest, Shortfall, Threshold } from '@facteur/contracts';

/** A second intent this near says that the first may be a coin toss. */
const CLOSE = 0.1;

/** `threshold`: that of the most probable intent; undefined when no journey answers it. Empty: nothing speaks against an answer. */
export function shortfallsOf(
  { intents, outOfScope }: Pick<MailRequest, 'intents' | 'outOfScope'>,
  threshold: Threshold | undefined,
): Shortfall[] {
  const [top, second] = intents;
  if (top === undefined || outOfScope > top.probability)
    return [{ code: 'out-of-scope', probability: rounded(outOfScope) }];
  const missing: Shortfall[] = [];
  if (threshold !== undefined) missing.push(...belowOf(top.probability, threshold));
  const margin = second === undefined ? 1 : top.probability - second.probability;
  if (second !== undefined && margin < CLOSE)
    missing.push({ code: 'close-to', intent: second.intent, by: rounded(margin) });
  const { needed } = threshold ?? {};
  if (needed !== undefined) missing.push({ code: 'not-guaranteed', needed });
  return missing;
}

function belowOf(probability: number, { value }: Threshold): Shortfall[] {
  if (value === undefined) return [{ code: 'no-threshold' }];
  return probability < value ? [{ code: 'below-threshold', by: rounded(value - probability) }] : [];
}

/** Four decimals: what is below is no difference. A difference that there is stays one. */
function rounded(share: number): number {
  return Math.min(1, Math.max(Math.round(share * 10_000) / 10_000, share > 0 ? 0.0001 : 0));
}
