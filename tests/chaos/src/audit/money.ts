/** Money once: what the back office booked, against what was asked. Pure. */
import { CURRENCY, ORDER_MINOR } from '../company.ts';
import { type Dossier, nameOf } from './dossier.ts';
import { EXPECTED, isExcused } from './expected.ts';
import type { Facts, Finding } from './facts.ts';

export function auditMoney({ customers, refunds }: Facts, dossiers: readonly Dossier[]): Finding[] {
  const known = new Set(customers.map(({ person }) => person.order));
  const strange = refunds.filter(({ order }) => !known.has(order));
  return [
    ...dossiers.flatMap(refundFindings),
    ...strange.map(({ order }) => ({ kind: 'refund-unasked', about: order, detail: 'nobody wrote about this order' })),
  ];
}

function refundFindings(dossier: Dossier): Finding[] {
  const { customer, cases, refunds } = dossier;
  const about = nameOf(dossier);
  const findings: Finding[] = [];
  const { isRefunded } = EXPECTED[customer.wish];
  if (refunds.length > 1) findings.push({ kind: 'refund-twice', about, detail: `${refunds.length} refunds booked` });
  if (!isRefunded && refunds.length > 0)
    findings.push({ kind: 'refund-unasked', about, detail: 'a refund was booked' });
  if (isRefunded && refunds.length === 0 && !cases.some(isExcused))
    findings.push({ kind: 'refund-missing', about, detail: 'no refund booked, and no advisor knows' });
  const wrong = refunds.filter(({ amount }) => amount.minor !== ORDER_MINOR || amount.currency !== CURRENCY);
  if (wrong.length > 0) findings.push({ kind: 'refund-wrong', about, detail: JSON.stringify(wrong) });
  return findings;
}
