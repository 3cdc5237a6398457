/** Whether to answer alone: one sure request in scope, a proven sender where the journey needs one, a mailbox in `auto`. Pure. */
import type { MailRequest } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import { type Halt, haltReason } from './halts/halts.ts';
import { mergeReasons, objectionsTo, RENOUNCES, type Reason } from './reasons.ts';
import type { Understood } from './state.ts';
import { type ThresholdInForce, thresholdInForce } from './threshold.ts';

/** What a decision leans on. */
export interface DecisionContext {
  readonly journeyOf: (intent: string) => Journey | undefined;
  readonly mode: 'auto' | 'assist';
  /** The stop that concerns a journey. Default: none. */
  readonly haltOf?: (journey: string | undefined) => Halt | undefined;
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
  const halt = context.haltOf?.(lead?.name);
  const reasons = mergeReasons([
    ...objectionsTo(understood, journeys),
    ...(context.mode === 'assist' ? [{ code: 'assist-mode' } as const] : []),
    ...(halt === undefined ? [] : [haltReason(halt)]),
    ...(readings.length === 0 ? [{ code: 'out-of-scope', detail: 'aucune demande reconnue' } as const] : []),
    ...(intents.length > 1 && !lead ? [{ code: 'several-intents', detail: intents.join(', ') } as const] : []),
    ...readings.flatMap(({ reason }) => reason ?? []),
    ...(understood.wishes?.withdraws ? [{ code: 'low-confidence', detail: RENOUNCES } as const] : []),
  ]);
  if (lead === undefined || reasons.length > 0) return { kind: 'review', reasons, journey: lead ?? journeys[0] };
  return { kind: 'automatic', journey: lead, explanation: explain(readings) };
}

/** One request as it was read. Out of scope, it has no intent. */
interface Reading {
  readonly intent?: string;
  readonly journey?: Journey | undefined;
  readonly reason?: Reason;
  readonly figure: string;
  readonly threshold?: ThresholdInForce;
}

function readRequest(request: MailRequest, context: DecisionContext): Reading {
  const { intents, outOfScope } = request;
  const [best, second] = intents;
  if (!best || outOfScope > best.probability) {
    const figure = percent(outOfScope);
    return { figure, reason: { code: 'out-of-scope', detail: figure } };
  }
  const { intent, probability } = best;
  const figure = `${intent} ${percent(probability)}`;
  const journey = context.journeyOf(intent);
  if (!journey) return { intent, figure, reason: { code: 'no-journey', detail: intent } };
  const threshold = thresholdInForce(request, journey);
  // Nothing is promised yet, and the author accepts nothing unpromised.
  if (threshold === undefined) {
    const { needed } = request.threshold ?? {};
    const missing = needed === undefined ? '' : ` (encore ${needed} cas validés)`;
    const detail = `${journey.name} n’a pas encore de seuil${missing}`;
    return { intent, journey, figure, reason: { code: 'assist-mode', detail } };
  }
  if (probability >= threshold.value) return { intent, journey, figure, threshold };
  const detail = `${figure} < ${percent(threshold.value)}${rivalOf(probability, second)}`;
  return { intent, journey, figure, reason: { code: 'low-confidence', detail } };
}

/** From this margin on, a second intent is no rival. */
const CLOSE = 0.1;

function rivalOf(probability: number, second: MailRequest['intents'][number] | undefined): string {
  if (second === undefined || probability - second.probability >= CLOSE) return '';
  return `, de peu devant ${second.intent} ${percent(second.probability)}`;
}

/** The figures, and what the thresholds that they reached are worth: a mail is worth what the weakest is. */
function explain(readings: readonly Reading[]): string {
  const figures = readings.map(({ figure }) => figure).join(' ; ');
  const promised = readings.map(({ threshold }) => threshold?.promised);
  const [first] = promised;
  if (first === undefined || promised.includes(undefined)) return `${figures}, seuil provisoire non garanti`;
  const risk = Math.max(...promised.map((one) => one?.risk ?? 0));
  const cases = Math.min(...promised.map((one) => one?.cases ?? 0));
  return `${figures}, seuil garanti (au plus ${percent(risk)} d’erreurs, ${cases} cas validés)`;
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
