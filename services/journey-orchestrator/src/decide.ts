/** Whether to answer alone: one sure request in scope, a proven sender where the journey needs one, a mailbox in `auto`. Pure. */
import type { MailRequest } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import { mergeReasons, objectionsTo, type Reason } from './reasons.ts';
import type { Understood } from './state.ts';

/** What a decision leans on. */
export interface DecisionContext {
  readonly journeyOf: (intent: string) => Journey | undefined;
  readonly mode: 'auto' | 'assist';
}

/** Answer alone by `journey`, or ask an advisor, naming every reason. */
export type Decision =
  | { readonly kind: 'automatic'; readonly journey: Journey; readonly explanation: string }
  | { readonly kind: 'review'; readonly reasons: readonly Reason[]; readonly journey: Journey | undefined };

/** Decides about a mail that no waiting step expected. */
export function decide(understood: Understood, context: DecisionContext): Decision {
  const readings = understood.requests.map((request) => readRequest(request, context));
  const intents = [...new Set(readings.flatMap(({ intent }) => intent ?? []))];
  const journeys = [...new Set(readings.flatMap(({ journey }) => journey ?? []))];
  const lead = leadOf(journeys, intents);
  const reasons = mergeReasons([
    ...objectionsTo(understood, journeys),
    ...(context.mode === 'assist' ? [{ code: 'assist-mode' } as const] : []),
    ...(readings.length === 0 ? [{ code: 'out-of-scope', detail: 'aucune demande reconnue' } as const] : []),
    ...(intents.length > 1 && !lead ? [{ code: 'several-intents', detail: intents.join(', ') } as const] : []),
    ...readings.flatMap(({ reason }) => reason ?? []),
  ]);
  if (lead === undefined || reasons.length > 0) return { kind: 'review', reasons, journey: lead ?? journeys[0] };
  const figures = readings.map(({ figure }) => figure).join(' ; ');
  return { kind: 'automatic', journey: lead, explanation: `${figures}, seuil provisoire non garanti` };
}

/** One request as it was read. Out of scope, it has no intent. */
interface Reading {
  readonly intent?: string;
  readonly journey?: Journey | undefined;
  readonly reason?: Reason;
  readonly figure: string;
}

function readRequest({ intents, outOfScope }: MailRequest, context: DecisionContext): Reading {
  const [best] = intents;
  if (!best || outOfScope > best.probability) {
    const figure = percent(outOfScope);
    return { figure, reason: { code: 'out-of-scope', detail: figure } };
  }
  const { intent, probability } = best;
  const figure = `${intent} ${percent(probability)}`;
  const journey = context.journeyOf(intent);
  if (!journey) return { intent, figure, reason: { code: 'no-journey', detail: intent } };
  const threshold = journey.provisionalThreshold;
  // Nothing is promised yet, and the author accepts nothing unpromised.
  if (threshold === undefined)
    return {
      intent,
      journey,
      figure,
      reason: { code: 'assist-mode', detail: `${journey.name} n’a pas encore de seuil` },
    };
  if (probability >= threshold) return { intent, journey, figure };
  return { intent, journey, figure, reason: { code: 'low-confidence', detail: `${figure} < ${percent(threshold)}` } };
}

const PRIORITIES = { low: 0, normal: 1, high: 2 } as const;

/** The journey that handles all `intents` together; of several, the most urgent: asking where a parcel is waits for its reshipment. */
function leadOf(journeys: readonly Journey[], intents: readonly string[]): Journey | undefined {
  const able = journeys.filter(({ intent, compatibleWith }) =>
    intents.every((other) => other === intent || compatibleWith.includes(other)),
  );
  return [...able].sort((a, b) => PRIORITIES[b.priority] - PRIORITIES[a.priority])[0];
}

/** `93 %`; one decimal where it tells two figures apart. */
function percent(share: number): string {
  return `${(Math.round(share * 1_000) / 10).toString().replace('.', ',')} %`;
}
