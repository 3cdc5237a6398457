/** Nothing lost, nothing twice: every mail that was acknowledged lies in one case, once. Pure. */
import { type Dossier, grouped, nameOf } from './dossier.ts';
import type { CaseFacts, Facts, Finding, HandedIn } from './facts.ts';

/** Where each mail lies: Message-ID → numbers of cases, one for every time. */
type Places = ReadonlyMap<string, readonly string[]>;

export function auditMails(facts: Facts, dossiers: readonly Dossier[]): Finding[] {
  const places = placesOf(facts.cases);
  return [...dossiers.flatMap((dossier) => customerFindings(dossier, places)), ...strangeCases(facts)];
}

function placesOf(cases: readonly CaseFacts[]): Places {
  const entries = cases.flatMap(({ number, timeline }) =>
    timeline.filter(({ topic }) => topic === 'mail.received').map(({ data }) => ({ number, id: data.messageId ?? '' })),
  );
  const groups = grouped(entries, ({ id }) => [id]);
  return new Map([...groups].map(([id, found]) => [id, found.map(({ number }) => number)]));
}

function customerFindings(dossier: Dossier, places: Places): Finding[] {
  const { mails } = dossier.customer;
  const about = nameOf(dossier);
  const findings = mails.flatMap((mail) => mailFindings(mail, places.get(mail.messageId) ?? [], about));
  const homes = new Set(mails.flatMap(({ messageId }) => places.get(messageId) ?? []));
  if (homes.size > 1)
    findings.push({ kind: 'split-case', about, detail: `one request in the cases ${[...homes].join(', ')}` });
  return findings;
}

function mailFindings(mail: HandedIn, places: readonly string[], about: string): Finding[] {
  const { messageId, acknowledgements, attempts, lastFailure = 'none' } = mail;
  const findings: Finding[] = [];
  const isTaken = acknowledgements.length > 0;
  if (!isTaken) {
    const detail = `${messageId} was handed in ${attempts} times and never taken; last failure: ${lastFailure}`;
    findings.push({ kind: 'mail-not-taken', about, detail });
  }
  if (isTaken && places.length === 0)
    findings.push({ kind: 'mail-lost', about, detail: `${messageId} was acknowledged and is in no case` });
  if (places.length > 1)
    findings.push({ kind: 'mail-twice', about, detail: `${messageId} is in ${places.join(', ')}` });
  const told = acknowledgements.flatMap(({ caseNumber }) => caseNumber ?? []);
  const wrong = new Set(told.filter((number) => places.length > 0 && !places.includes(number)));
  if (wrong.size > 0)
    findings.push({ kind: 'wrong-case', about, detail: `${messageId}: told ${[...wrong]}, is in ${places}` });
  return findings;
}

function strangeCases({ customers, cases }: Facts): Finding[] {
  const own = new Set(customers.flatMap(({ mails }) => mails.map(({ messageId }) => messageId)));
  const isOurs = ({ timeline }: CaseFacts): boolean =>
    timeline.some(({ topic, data }) => topic === 'mail.received' && own.has(data.messageId ?? ''));
  return cases
    .filter((each) => !isOurs(each))
    .map(({ number }) => ({ kind: 'strange-case', about: number, detail: 'none of its mails was handed in' }));
}
