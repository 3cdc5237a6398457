/** Order per case: mails in the order in which they were acknowledged, in the timeline and in the topics. Pure. */
import type { CaseFacts, CustomerFacts, Entry, Facts, Finding } from './facts.ts';
import { isGrowing, type MailPlaces, outOfOrder } from './growing.ts';
import { auditLog } from './log-order.ts';

export function auditOrder({ customers, cases, log }: Facts): Finding[] {
  const places = placesOf(customers);
  const inTimelines = cases.flatMap((found) => timelineFindings(found, places));
  return log === undefined ? inTimelines : [...inTimelines, ...auditLog(log, cases, places)];
}

function placesOf(customers: readonly CustomerFacts[]): MailPlaces {
  return new Map(customers.flatMap(({ mails }) => mails.map(({ messageId }, index) => [messageId, index] as const)));
}

function timelineFindings({ number, timeline }: CaseFacts, places: MailPlaces): Finding[] {
  const mails = timeline.filter(({ topic }) => topic === 'mail.received').toSorted(byTime);
  const order = mails.map(({ data }) => places.get(data.messageId ?? '') ?? -1);
  return isGrowing(order) ? [] : [outOfOrder(number, 'mails in the timeline', order)];
}

function byTime(a: Entry, b: Entry): number {
  if (a.at === b.at) return 0;
  return a.at < b.at ? -1 : 1;
}
