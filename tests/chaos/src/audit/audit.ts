/** What an auditor finds wrong after a run; an empty list when everything happened exactly once. Pure. */
import { auditCases } from './cases.ts';
import { dossiersOf } from './dossier.ts';
import type { Facts, Finding } from './facts.ts';
import { auditMails } from './mails.ts';
import { auditMoney } from './money.ts';
import { auditOrder } from './order.ts';
import { auditReplies } from './replies.ts';

/** The gravest first. */
export function audit(facts: Facts): readonly Finding[] {
  const dossiers = dossiersOf(facts);
  return [
    ...auditMoney(facts, dossiers),
    ...auditMails(facts, dossiers),
    ...auditReplies(facts, dossiers),
    ...auditCases(facts, dossiers),
    ...auditOrder(facts),
    ...facts.ends.map(({ process, how }) => ({ kind: 'process-ended', about: process, detail: how })),
    ...(facts.unsettled === undefined ? [] : [{ kind: 'unsettled', detail: facts.unsettled }]),
  ];
}
