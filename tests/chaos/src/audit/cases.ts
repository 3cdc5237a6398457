/** Nothing stuck: every case is over, waits for its customer, or lies before an advisor for a reason that holds. Pure. */
import { type Dossier, nameOf } from './dossier.ts';
import { EXPECTED, isExcused, openReasons, unexcusedReasons } from './expected.ts';
import type { CaseFacts, DeadLetterFacts, Facts, Finding } from './facts.ts';

const RESTING: ReadonlySet<string> = new Set(['closed', 'merged', 'waiting-customer']);

export function auditCases(facts: Facts, dossiers: readonly Dossier[]): Finding[] {
  return [
    ...facts.cases.flatMap(stuckFindings),
    ...facts.cases.flatMap(countFindings),
    ...dossiers.flatMap(endFindings),
    ...deadLetterFindings(facts),
  ];
}

function stuckFindings(found: CaseFacts): Finding[] {
  const { number, status } = found;
  const isWithAdvisor = status === 'waiting-advisor' && openReasons(found).length > 0;
  if (RESTING.has(status) || isWithAdvisor) return [];
  return [{ kind: 'stuck', about: number, detail: `${status}, and no review item is open` }];
}

/** The read model takes every event once. */
function countFindings({ number, mails, replies, timeline }: CaseFacts): Finding[] {
  const count = (topic: string): number => timeline.filter((entry) => entry.topic === topic).length;
  const wrong = [
    mails === count('mail.received') ? [] : `${mails} mails counted, ${count('mail.received')} in the timeline`,
    replies === count('reply.sent') ? [] : `${replies} replies counted, ${count('reply.sent')} in the timeline`,
  ].flat();
  return wrong.map((detail) => ({ kind: 'miscounted', about: number, detail }));
}

function endFindings(dossier: Dossier): Finding[] {
  const { customer, cases } = dossier;
  const about = nameOf(dossier);
  const { status } = EXPECTED[customer.wish];
  return cases.flatMap((found): Finding[] => {
    const unexcused = unexcusedReasons(found);
    const isAskedFor = status === 'waiting-advisor';
    const findings: Finding[] = [];
    if (!isAskedFor && unexcused.length > 0)
      findings.push({ kind: 'review-unexpected', about, detail: reasonsIn(found) });
    if (isAskedFor && unexcused.includes('handler-failed'))
      findings.push({ kind: 'review-unexpected', about, detail: reasonsIn(found) });
    if (found.status !== status && !isExcused(found))
      findings.push({ kind: 'wrong-end', about, detail: `${found.status} instead of ${status}` });
    return findings;
  });
}

function reasonsIn({ reviews }: CaseFacts): string {
  const reasons = reviews.filter(({ status }) => status === 'open').flatMap(({ reasons: each }) => each);
  return reasons.map(({ code, detail = '' }) => `${code} (${detail})`).join('; ');
}

/** Every dead letter is a bug to look at; one that no advisor sees is worse. */
function deadLetterFindings({ deadLetters, cases }: Facts): Finding[] {
  const byNumber = new Map(cases.map((each) => [each.number, each]));
  return deadLetters.map((letter) => {
    const found = byNumber.get(letter.case);
    const isSeen = found !== undefined && openReasons(found).includes('handler-failed');
    return { kind: isSeen ? 'dead-letter' : 'dead-letter-unseen', about: letter.case, detail: said(letter) };
  });
}

function said({ flow, error }: DeadLetterFacts): string {
  return `${flow}: ${error.code} ${error.message ?? ''}`.trim();
}
