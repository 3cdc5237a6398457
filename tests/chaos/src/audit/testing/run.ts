/** The facts of a small run in which everything went well, for tests to spoil. */
import { CURRENCY, ORDER_MINOR, personOf } from '../../company.ts';
import type { Wish } from '../../plan/customers.ts';
import { EXPECTED, type ReplyKind } from '../expected.ts';
import type { Arrival, CaseFacts, CustomerFacts, Entry, Facts, LogEntry, ReviewFacts } from '../facts.ts';

const SUBJECTS: Readonly<Record<ReplyKind, string>> = {
  acknowledgement: 'Nous avons bien reçu votre message',
  question: 'Votre justificatif',
  tracking: 'Votre commande CMD-2026-00000 est en route',
  refund: 'Votre remboursement de 49,90 € est en route',
  other: 'Autre chose',
};

/** Everything about one customer. */
export interface Story {
  readonly customer: CustomerFacts;
  readonly found: CaseFacts;
  readonly arrivals: readonly Arrival[];
  readonly isRefunded: boolean;
}

/** Customer `index`, whose wish came true. */
export function storyOf(index: number, wish: Wish): Story {
  const person = personOf(index);
  const number = `CASE-${index}`;
  const messageIds = wish === 'refund-when-asked' ? [`<${index}-1@c>`, `<${index}-2@c>`] : [`<${index}-1@c>`];
  const { isRefunded, replies, status } = EXPECTED[wish];
  const kinds: readonly ReplyKind[] = ['acknowledgement', ...replies];
  const arrivals = kinds.map((kind) => arrivalOf(number, person.address, kind));
  const received = messageIds.map((messageId, n) =>
    entryOf('mail.received', `${index}-${n}`, n, { messageId, mailId: `mail-${index}-${n}` }),
  );
  const told = arrivals.flatMap(({ messageId }, n) => [
    entryOf('reply.requested', `${index}-${n}`, n, { replyId: messageId }),
    entryOf('reply.sent', `${index}-${n}`, n, { replyId: messageId, messageId }),
  ]);
  const mails = messageIds.map((messageId) => {
    return { messageId, attempts: 1, acknowledgements: [{ channel: 'api', caseNumber: number }] as const };
  });
  const found: CaseFacts = {
    ...{ number, status, customer: { address: person.address }, mails: mails.length, replies: arrivals.length },
    timeline: [...received, ...told],
    reviews: wish === 'two-intents' ? [reviewOf('several-intents')] : [],
  };
  return { customer: { person, wish, mails }, found, arrivals, isRefunded };
}

export function factsOf(stories: readonly Story[], log?: readonly LogEntry[]): Facts {
  const refunded = stories.filter(({ isRefunded }) => isRefunded);
  const amount = { minor: ORDER_MINOR, currency: CURRENCY };
  return {
    customers: stories.map(({ customer }) => customer),
    cases: stories.map(({ found }) => found),
    arrivals: stories.flatMap(({ arrivals }) => arrivals),
    refunds: refunded.map(({ customer }) => ({ order: customer.person.order, amount })),
    deadLetters: [],
    ends: [],
    ...(log === undefined ? {} : { log }),
  };
}

export function arrivalOf(caseNumber: string, to: string, kind: ReplyKind): Arrival {
  const messageId = `<${caseNumber}.${kind}@boutique.example>`;
  const subject = `${SUBJECTS[kind]} [${caseNumber}]`;
  return { messageId, to: [to], caseNumber, subject, digest: messageId, isAnswered: true };
}

export function reviewOf(code: string): ReviewFacts {
  return { reviewId: `review-${code}`, status: 'open', reasons: [{ code }] };
}

/** An event of `topic` at second `second` of the run. */
export function entryOf(topic: string, id: string, second: number, data: Entry['data']): Entry {
  return { at: `2026-11-22T10:00:0${second}.000Z`, topic, eventId: `${topic}/${id}`, data };
}
