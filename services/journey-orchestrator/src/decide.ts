/** Whether to answer alone: one sure request in scope, a proven sender where the journey needs one, a mailbox in `auto`. Pure. */
import type { MailRequest, ReviewReason } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import type { Understood } from './state.ts';

/** What a decision leans on. */
export interface DecisionContext {
  readonly journeyOf: (intent: string) => Journey | undefined;
  readonly mode: 'auto' | 'assist';
  readonly defaultThreshold: number;
}

/** A reason with its figures, in words. */
export interface Reason {
  readonly code: ReviewReason;
  readonly detail?: string;
}

/** Answer alone by `journey`, or ask an advisor, naming every reason. */
export type Decision =
  | { readonly kind: 'automatic'; readonly journey: Journey; readonly explanation: string }
  | { readonly kind: 'review'; readonly reasons: readonly Reason[]; readonly journey: Journey | undefined };

/** Decides about a mail that no waiting step expected. */
export function decide({ mail, requests, tone }: Understood, context: DecisionContext): Decision {
  const reasons: Reason[] = [];
  if (mail.problems.length > 0)
    reasons.push({
      code: 'unreadable-mail',
      detail: mail.problems.map(({ code, detail }) => `${code}: ${detail}`).join('; '),
    });
  if (tone !== 'neutral') reasons.push({ code: 'customer-upset', detail: tone });
  if (mail.claims.length > 0)
    reasons.push({ code: 'unproven-sender', detail: `désigne ${mail.claims.join(', ')} sans y prendre part` });
  if (context.mode === 'assist') reasons.push({ code: 'assist-mode' });
  const { journey, reason, explanation } = chooseJourney(requests, context);
  if (reason) reasons.push(reason);
  if (journey?.sender === 'authenticated' && mail.proof === 'none')
    reasons.push({ code: 'unproven-sender', detail: `${journey.name} demande un expéditeur authentifié` });
  if (journey === undefined || reasons.length > 0) {
    return { kind: 'review', journey, reasons: reasons.length > 0 ? reasons : [{ code: 'no-journey' }] };
  }
  return { kind: 'automatic', journey, explanation };
}

interface Choice {
  readonly journey: Journey | undefined;
  readonly reason?: Reason;
  readonly explanation: string;
}

function chooseJourney(requests: readonly MailRequest[], context: DecisionContext): Choice {
  const sure = requests.map((request) => ({ request, best: request.intents[0] }));
  if (sure.length === 0)
    return { journey: undefined, reason: { code: 'out-of-scope', detail: 'aucune demande reconnue' }, explanation: '' };
  const intents = [...new Set(sure.flatMap(({ best }) => best?.intent ?? []))];
  const journeys = intents.flatMap((intent) => context.journeyOf(intent) ?? []);
  const lead =
    intents.length === 1
      ? journeys[0]
      : journeys.find(({ intent, compatibleWith }) =>
          intents.every((other) => other === intent || compatibleWith.includes(other)),
        );
  if (intents.length > 1 && !lead) {
    return { journey: journeys[0], reason: { code: 'several-intents', detail: intents.join(', ') }, explanation: '' };
  }
  for (const { request, best } of sure) {
    const journey = best && context.journeyOf(best.intent);
    const threshold = journey?.provisionalThreshold ?? context.defaultThreshold;
    if (!best || request.outOfScope > best.probability)
      return { journey: lead, reason: { code: 'out-of-scope', detail: percent(request.outOfScope) }, explanation: '' };
    if (!journey) return { journey: lead, reason: { code: 'no-journey', detail: best.intent }, explanation: '' };
    if (best.probability < threshold) {
      return {
        journey: lead,
        reason: {
          code: 'low-confidence',
          detail: `${best.intent} ${percent(best.probability)} < ${percent(threshold)}`,
        },
        explanation: '',
      };
    }
  }
  const first = sure[0]?.best;
  return {
    journey: lead,
    explanation: `${first?.intent} ${percent(first?.probability ?? 0)}, seuil provisoire non garanti`,
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
