/** Every reply once by distinct Message-ID: what the customers' mail server got, against what was asked for. Pure. */
import { type Dossier, grouped, nameOf } from './dossier.ts';
import { EXPECTED, isAcknowledgedByAnswer, isExcused, kindOfReply, type ReplyKind } from './expected.ts';
import type { Arrival, CaseFacts, Entry, Facts, Finding } from './facts.ts';

export function auditReplies({ customers, arrivals }: Facts, dossiers: readonly Dossier[]): Finding[] {
  const known = new Set(customers.map(({ person }) => person.address));
  const strange = arrivals.filter(({ to }) => to.length !== 1 || !to.every((address) => known.has(address)));
  return [
    ...dossiers.flatMap((dossier) => [
      ...kindFindings(dossier),
      ...copyFindings(dossier),
      ...dossier.cases.flatMap((found) => toldFindings(found, dossier)),
    ]),
    ...strange.map(({ messageId, to }) => ({
      kind: 'reply-astray',
      detail: `${messageId} went to ${to.length} addresses that are not one customer’s`,
    })),
  ];
}

/** How many different mails of each kind arrived. */
function kindFindings(dossier: Dossier): Finding[] {
  const { customer, cases, arrivals } = dossier;
  const about = nameOf(dossier);
  const distinct = new Map(arrivals.map(({ messageId, subject }) => [messageId, kindOfReply(subject)]));
  const count = (kind: ReplyKind): number => [...distinct.values()].filter((each) => each === kind).length;
  const { replies } = EXPECTED[customer.wish];
  // A mail of its own beside the answer that says it as well is one too many.
  const wanted: readonly ReplyKind[] = cases.some(isAcknowledgedByAnswer) ? replies : ['acknowledgement', ...replies];
  const mayMiss = cases.some(isExcused);
  const missing = wanted.filter((kind) => count(kind) === 0 && !mayMiss);
  const doubled = wanted.filter((kind) => count(kind) > 1);
  const unexpected = new Set([...distinct.values()].filter((kind) => !wanted.includes(kind)));
  return [
    ...missing.map((kind) => ({ kind: 'reply-missing', about, detail: `no ${kind}` })),
    ...doubled.map((kind) => ({ kind: 'reply-twice', about, detail: `${count(kind)} × ${kind}` })),
    ...[...unexpected].map((kind) => ({ kind: 'reply-unexpected', about, detail: `${count(kind)} × ${kind}` })),
  ];
}

/** A mail that comes again is the same mail, about the customer's own case. */
function copyFindings(dossier: Dossier): Finding[] {
  const { cases, arrivals } = dossier;
  const about = nameOf(dossier);
  const own = new Set(cases.map(({ number }) => number));
  return [...grouped(arrivals, ({ messageId }) => [messageId])].flatMap(([messageId, copies]): Finding[] => {
    const findings: Finding[] = [];
    if (new Set(copies.map(({ digest }) => digest)).size > 1)
      findings.push({ kind: 'reply-changed', about, detail: `${messageId} came with different contents` });
    const stranger = copies.find(({ caseNumber }) => !own.has(caseNumber));
    if (stranger)
      findings.push({ kind: 'reply-astray', about, detail: `${messageId} is about case ${stranger.caseNumber}` });
    return findings;
  });
}

/** What the product says of its replies, against what arrived. */
function toldFindings(found: CaseFacts, dossier: Dossier): Finding[] {
  const about = nameOf(dossier);
  const arrived = new Set(dossier.arrivals.map(({ messageId }: Arrival) => messageId));
  const of = (topic: string): readonly Entry[] => found.timeline.filter((entry) => entry.topic === topic);
  const [requested, sent, failed] = [of('reply.requested'), of('reply.sent'), of('reply.failed')];
  const ends = (replyId = '', entries: readonly Entry[] = []): number =>
    entries.filter(({ data }) => data.replyId === replyId || data.merges?.includes(replyId)).length;
  const findings: Finding[] = [];
  for (const { data } of requested) {
    const count = ends(data.replyId, sent) + ends(data.replyId, failed);
    if (count !== 1) findings.push({ kind: 'reply-open', about, detail: `${data.replyId} ended ${count} times` });
  }
  for (const { data } of sent)
    if (!arrived.has(data.messageId ?? ''))
      findings.push({ kind: 'reply-not-sent', about, detail: `${data.messageId} counts as sent and did not arrive` });
  const told = new Set(sent.map(({ data }) => data.messageId));
  const untold = [...arrived].filter((messageId) => !told.has(messageId));
  // Without an answer of the server nobody can know that a mail arrived: it may end as failed.
  if (untold.length > failed.length)
    findings.push({ kind: 'reply-untold', about, detail: `${untold} arrived and the case does not say so` });
  return findings;
}
