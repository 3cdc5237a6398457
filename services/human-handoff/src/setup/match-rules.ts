/** Whether a rule's conditions hold for a case; and whether one set of conditions holds whenever another does. Pure. */
import type { Mail, Priority, reviewRequested } from '@facteur/contracts';
import type { CaseDesk } from '../desk.ts';
import { fold } from '../desk-index/fold.ts';
import type { RuleContent, RuleWhen } from './items.ts';
import { type Amounts, greatestAmounts, type Money } from './value-at-stake.ts';

/** A case with its timeline, as the desk reads it. */
export type FoundCase = NonNullable<Awaited<ReturnType<CaseDesk['case']>>>;

/** What conditions are about. */
export interface CaseFacts {
  readonly mailbox: string;
  readonly language: string;
  readonly journey?: string | undefined;
  /** Why people were asked; none before they were. */
  readonly reasons: readonly string[];
  readonly priority: Priority;
  /** The customer's address. */
  readonly customer?: string | undefined;
  /** What is at stake, as the review says it; none before people were asked. */
  readonly amounts: Amounts;
  /** Subjects and texts of the customer's mails as `foldedWords` gives them. */
  readonly said: string;
}

/** True when every condition that the rule has holds. */
export function matches({ when }: Pick<RuleContent, 'when'>, facts: CaseFacts): boolean {
  const { mailbox, journey, language, reason, priority, customer, amount, words } = when;
  return (
    (mailbox === undefined || same(mailbox, facts.mailbox)) &&
    (journey === undefined || journey === facts.journey) &&
    (language === undefined || language === facts.language) &&
    (reason === undefined || facts.reasons.includes(reason)) &&
    (priority === undefined || priority === facts.priority) &&
    (customer === undefined || isOf(facts.customer, customer)) &&
    (amount === undefined || isReached(amount.atLeast, facts.amounts)) &&
    (words === undefined || words.some((word) => isSaid(word, facts.said)))
  );
}

/** True when `wide` holds for every case for which `narrow` does. */
export function holdsWhenever(wide: RuleWhen, narrow: RuleWhen): boolean {
  const { mailbox, customer, amount, words } = wide;
  const isEqual = (['journey', 'language', 'reason', 'priority'] as const).every(
    (name) => wide[name] === undefined || wide[name] === narrow[name],
  );
  return (
    isEqual &&
    (mailbox === undefined || same(mailbox, narrow.mailbox ?? '')) &&
    (customer === undefined || isOf(narrow.customer, customer)) &&
    (amount === undefined || isReached(amount.atLeast, leastOf(narrow))) &&
    (words === undefined ||
      (narrow.words?.every((said) => words.some((word) => isSaid(word, foldedWords(said)))) ?? false))
  );
}

/** The words of a text in order, without case, accents and marks, a space around each. */
export function foldedWords(text: string): string {
  return ` ${(fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
}

/** What rules may know of a case. The review that was asked for last counts, if there is one. */
export function factsOf({ mailbox, language, journey, reasons, customer, timeline }: FoundCase): CaseFacts {
  const asked = timeline.findLast(({ topic }) => topic === 'review.requested');
  const review = asked?.data as Parameters<typeof reviewRequested.about>[1] | undefined;
  const mails = customerMails(timeline).map(({ data }) => data as Mail);
  return {
    mailbox: mailbox || (review?.mailbox ?? ''),
    language,
    journey: review?.journey ?? journey,
    reasons: review?.reasons.map(({ code }) => code) ?? reasons,
    priority: review?.priority ?? 'normal',
    customer: customer?.address,
    amounts: review === undefined ? {} : greatestAmounts(review),
    said: foldedWords(mails.map(({ subject, text }) => `${subject}\n${text}`).join('\n')),
  };
}

/** Id of the event of the first mail that a customer wrote in the case. */
export function firstMailOf({ timeline }: Pick<FoundCase, 'timeline'>): string | undefined {
  return customerMails(timeline)[0]?.eventId;
}

function customerMails(timeline: FoundCase['timeline']): FoundCase['timeline'] {
  return timeline.filter(({ topic, data }) => topic === 'mail.received' && isOfCustomer(data as Mail));
}

/** A person's mail in the case itself: no machine's, none from before the mailbox was connected, none of an expert. */
export function isOfCustomer({ kind, history, side }: Pick<Mail, 'kind' | 'history' | 'side'>): boolean {
  return kind === 'human' && history === undefined && side === undefined;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** `wanted`: an address, or `@domain`, which stands for every address of it. */
function isOf(address: string | undefined, wanted: string): boolean {
  if (address === undefined) return false;
  return wanted.startsWith('@') ? address.toLowerCase().endsWith(wanted.toLowerCase()) : same(address, wanted);
}

function isReached({ minor, currency }: Money, amounts: Amounts): boolean {
  const known = amounts[currency];
  return known !== undefined && known >= minor;
}

/** The least that is at stake in every case for which the conditions hold. */
function leastOf({ amount }: RuleWhen): Amounts {
  return amount === undefined ? {} : { [amount.atLeast.currency]: amount.atLeast.minor };
}

function isSaid(word: string, said: string): boolean {
  const sought = foldedWords(word);
  return sought.trim() !== '' && said.includes(sought);
}
