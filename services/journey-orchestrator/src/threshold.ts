/** Which threshold counts for a request: the one that validated cases promise, or the author's provisional one. Pure. */
import type { MailRequest } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';

/** The probability (0..1) from which on a request is answered alone; `promised` when validated cases hold the author's risk. */
export interface ThresholdInForce {
  readonly value: number;
  readonly promised?: { readonly risk: number; readonly cases: number };
}

/**
 * A guaranteed threshold is believed when it promises at most the risk that the live journey's author accepts: classification may have
 * known another version of the journey. One that promises more, or nothing, is no better than what the journey itself says. Undefined:
 * nothing is promised yet, and the author accepts nothing unpromised.
 */
export function thresholdInForce(
  { threshold }: Pick<MailRequest, 'threshold'>,
  { risk, provisionalThreshold }: Pick<Journey, 'risk' | 'provisionalThreshold'>,
): ThresholdInForce | undefined {
  const { value, isGuaranteed, risk: promised, cases } = threshold ?? {};
  if (isGuaranteed && value !== undefined && promised !== undefined && promised <= risk) {
    return { value, promised: { risk: promised, cases: cases ?? 0 } };
  }
  return provisionalThreshold === undefined ? undefined : { value: provisionalThreshold };
}
