/** What an auditor finds wrong after the run; an empty list when everything happened exactly once. */
import type { Case } from '../api.ts';
import type { SentMail } from '../outbox.ts';
import type { Product } from '../product.ts';
import { type Correspondent, EXPECTED } from './mails.ts';

/** Faults, one a line. */
export async function audit(people: readonly Correspondent[], product: Product): Promise<string[]> {
  const [cases, outbox, refunds, reviews, status] = await Promise.all([
    product.cases(),
    product.outbox(),
    product.refunds(),
    product.reviews(),
    product.status(),
  ]);
  const faults: string[] = [];
  if (cases.length !== people.length) faults.push(`${cases.length} cases for ${people.length} customers`);
  if (status.deadLetters > 0) faults.push(`${status.deadLetters} dead letters`);
  const ids = outbox.map(({ messageId }) => messageId);
  if (new Set(ids).size !== ids.length) faults.push('a Message-ID stands twice in the outbox');
  const known = new Set(people.map(({ buyer }) => buyer.address));
  for (const { to } of outbox)
    if (!to.every(({ address }) => known.has(address))) faults.push('a mail to nobody we know');
  for (const person of people) {
    const { address, small } = person.buyer;
    const own = cases.filter(({ customer }) => customer?.address === address);
    const complain = (fault: string): void => {
      faults.push(`${person.wish} ${address} ${own.map(({ number }) => number).join('+')}: ${fault}`);
    };
    const [only] = own;
    if (only === undefined || own.length > 1) complain(`${own.length} cases`);
    if (only === undefined) continue;
    const mails = outbox.filter(({ to }) => to[0]?.address === address);
    const booked = refunds.filter(({ order }) => order === small).length;
    const found = await product.case(only.number);
    for (const fault of [...caseFaults(person, found), ...mailFaults(person, found, mails)]) complain(fault);
    if (booked !== (EXPECTED[person.wish].isRefunded ? 1 : 0)) complain(`${booked} refunds booked`);
    const waiting = reviews.filter(({ caseNumber }) => caseNumber === only.number).length;
    if (waiting !== (person.wish === 'unclear' ? 1 : 0)) complain(`${waiting} open reviews`);
  }
  if (refunds.some(({ order }) => !people.some(({ buyer }) => buyer.small === order)))
    faults.push('a refund that nobody asked for');
  return faults;
}

/** One mail for each answer, and one acknowledgement, unless an answer says it as well: which of both decides who was first. */
function mailFaults({ wish }: Correspondent, found: Case, mails: readonly SentMail[]): string[] {
  const { answers } = EXPECTED[wish];
  const wanted = isMerged(found) ? answers : [/bien reçu/, ...answers];
  const count = (pattern: RegExp): number => mails.filter(({ subject }) => pattern.test(subject)).length;
  const wrong = wanted.filter((pattern) => count(pattern) !== 1);
  const faults = wrong.map((pattern) => `${count(pattern)} mails like ${pattern}`);
  if (mails.length !== wanted.length) faults.push(`${mails.length} mails: ${mails.map(({ subject }) => subject)}`);
  if (!mails.every(({ subject }) => subject.includes(`[${found.number}]`))) faults.push('a mail with another number');
  const receipts = mails.filter(({ text }) => text.includes('Nous avons bien reçu votre message')).length;
  if (receipts !== 1) faults.push(`told ${receipts} times that the mail arrived`);
  return faults;
}

/** The acknowledgement needed no mail of its own: an answer said it, or had left before it was asked for. */
function isMerged({ timeline }: Case): boolean {
  return timeline.some(
    ({ topic, data }) =>
      (topic === 'reply.sent' && data.merges !== undefined) ||
      (topic === 'reply.failed' && data.suppressed === 'acknowledged'),
  );
}

function caseFaults({ wish }: Correspondent, found: Case): string[] {
  const { status, timeline, mails, reviews } = found;
  const expected = EXPECTED[wish];
  const count = (topic: string): number => timeline.filter((entry) => entry.topic === topic).length;
  const wanted = {
    'mail.received': expected.mails,
    'mail.understood': expected.mails,
    'reply.requested': expected.answers.length + 1,
    'reply.sent': expected.answers.length + (isMerged(found) ? 0 : 1),
    'review.requested': wish === 'unclear' ? 1 : 0,
  };
  const faults = Object.entries(wanted)
    .filter(([topic, times]) => count(topic) !== times)
    .map(([topic, times]) => `${count(topic)} × ${topic} in the timeline instead of ${times}`);
  const why = reviews.flatMap(({ reasons }) => reasons.map(({ code, detail = '' }) => ` ${code} (${detail})`)).join();
  if (status !== expected.status) faults.push(`${status}${why} instead of ${expected.status}`);
  if (mails !== expected.mails) faults.push(`${mails} mails counted`);
  if (count('case.changed') === 0) faults.push('no case.changed');
  return faults;
}
