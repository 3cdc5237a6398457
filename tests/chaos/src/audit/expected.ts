/** What must come of a wish, and what may come of it while things fail. */
import type { Wish } from '../plan/customers.ts';
import type { CaseFacts } from './facts.ts';

/** What a mail to a customer is, told by its subject. */
export type ReplyKind = 'acknowledgement' | 'question' | 'tracking' | 'refund' | 'other';

const SUBJECTS: readonly (readonly [RegExp, ReplyKind])[] = [
  [/bien reçu/, 'acknowledgement'],
  [/^Votre justificatif/, 'question'],
  [/^Votre commande .* est en route/, 'tracking'],
  [/^Votre remboursement de 49,90/, 'refund'],
];

export function kindOfReply(subject: string): ReplyKind {
  return SUBJECTS.find(([pattern]) => pattern.test(subject))?.[1] ?? 'other';
}

/** Where a wish ends when everything can be done. Everyone is told once beside that their mail arrived. */
export interface Expected {
  readonly replies: readonly ReplyKind[];
  readonly isRefunded: boolean;
  readonly status: string;
}

export const EXPECTED: Readonly<Record<Wish, Expected>> = {
  'where-is-it': { replies: ['tracking'], isRefunded: false, status: 'closed' },
  'refund-with-document': { replies: ['refund'], isRefunded: true, status: 'closed' },
  'refund-when-asked': { replies: ['question', 'refund'], isRefunded: true, status: 'closed' },
  'refund-without-document': { replies: ['question'], isRefunded: false, status: 'waiting-customer' },
  'two-intents': { replies: [], isRefunded: false, status: 'waiting-advisor' },
};

/** Reasons for which an advisor may be asked although nothing is wrong with the request: something outside failed for too long. */
const EXCUSES: ReadonlySet<string> = new Set(['connector-failed', 'effect-in-doubt', 'reply-undelivered']);

/** True when an answer said what the acknowledgement would have: it took it along, or had left before it was asked for. */
export function isAcknowledgedByAnswer({ timeline }: CaseFacts): boolean {
  return timeline.some(({ data: { merges = [], suppressed } }) => merges.length > 0 || suppressed === 'acknowledged');
}

/** Reasons of the review items that are open, each once. */
export function openReasons({ reviews }: CaseFacts): readonly string[] {
  const open = reviews.filter(({ status }) => status === 'open');
  return [...new Set(open.flatMap(({ reasons }) => reasons.map(({ code }) => code)))];
}

/** True when the case is with an advisor for what failed outside: then what was expected may be missing, and must not be doubled. */
export function isExcused(found: CaseFacts): boolean {
  return openReasons(found).some((reason) => EXCUSES.has(reason));
}

/** Reasons of open items that nothing outside explains. */
export function unexcusedReasons(found: CaseFacts): readonly string[] {
  return openReasons(found).filter((reason) => !EXCUSES.has(reason));
}
