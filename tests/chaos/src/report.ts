/** What a run came to, for people and for programs. Pure. */
import { kindOfReply, openReasons } from './audit/expected.ts';
import type { CaseFacts, Facts, Finding } from './audit/facts.ts';
import type { Options } from './options.ts';
import type { Plan } from './plan/plan.ts';

/** The result of a run. */
export interface Result {
  readonly seed: number;
  readonly mode: string;
  readonly minutes: number;
  /** Faults that were made, by kind. */
  readonly faults: Readonly<Record<string, number>>;
  readonly customers: number;
  /** Distinct mails, and times that they were handed in and acknowledged. */
  readonly mails: { readonly distinct: number; readonly attempts: number; readonly acknowledgements: number };
  readonly cases: Readonly<Record<string, number>>;
  /** Why advisors were asked, by reason. */
  readonly reviews: Readonly<Record<string, number>>;
  readonly refunds: number;
  /** Distinct mails to customers by kind, and how often they came in all. */
  readonly replies: Readonly<Record<string, number>>;
  readonly arrivals: number;
  /** Events in the topics, and how many times they lie there in all; absent embedded. */
  readonly events?: { readonly distinct: number; readonly all: number };
  readonly failedStarts: number;
  readonly findings: readonly Finding[];
  /** Where the logs of every process are, when there are findings. */
  readonly folder?: string;
}

/** Counts what happened. */
export function resultOf(
  { seed, mode, minutes }: Options,
  { faults }: Plan,
  facts: Facts,
  more: Pick<Result, 'findings' | 'failedStarts' | 'folder'>,
): Result {
  const mails = facts.customers.flatMap((customer) => customer.mails);
  const distinctReplies = new Map(facts.arrivals.map(({ messageId, subject }) => [messageId, kindOfReply(subject)]));
  const { log } = facts;
  return {
    ...{ seed, mode, minutes, faults: countBy(faults.map(({ kind }) => kind)), customers: facts.customers.length },
    mails: {
      distinct: mails.length,
      attempts: sum(mails.map(({ attempts }) => attempts)),
      acknowledgements: sum(mails.map(({ acknowledgements }) => acknowledgements.length)),
    },
    cases: countBy(facts.cases.map(({ status }: CaseFacts) => status)),
    reviews: countBy(facts.cases.flatMap(openReasons)),
    refunds: facts.refunds.length,
    replies: countBy([...distinctReplies.values()]),
    arrivals: facts.arrivals.length,
    ...(log === undefined
      ? {}
      : { events: { distinct: new Set(log.map(({ topic, id }) => `${topic} ${id}`)).size, all: log.length } }),
    ...more,
  };
}

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

const MOST_SHOWN = 50;

/** As a table, then the findings. */
export function table(result: Result): string {
  const { mails, replies, arrivals, events, findings, folder } = result;
  const rows: readonly (readonly [string, string])[] = [
    ['faults', listed(result.faults)],
    ['customers', String(result.customers)],
    ['mails', `${mails.distinct}, handed in ${mails.attempts} times, acknowledged ${mails.acknowledgements} times`],
    ['cases', listed(result.cases)],
    ['advisors asked', listed(result.reviews)],
    ['refunds booked', String(result.refunds)],
    ['replies', `${listed(replies)}; arrived ${arrivals} times`],
    ...(events === undefined ? [] : ([['events', `${events.distinct}, ${events.all} times`]] as const)),
    ['failed starts', String(result.failedStarts)],
    ['findings', findings.length === 0 ? 'none' : listed(countBy(findings.map(({ kind }) => kind)))],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  const shown = findings.slice(0, MOST_SHOWN).map(({ kind, about = '', detail }) => `  ${kind}  ${about}  ${detail}`);
  const more = findings.length > MOST_SHOWN ? [`  … and ${findings.length - MOST_SHOWN} more`] : [];
  const where = folder === undefined ? [] : [`logs of every process: ${folder}`];
  return [...lines, ...shown, ...more, ...where].map((line) => `${line}\n`).join('');
}

function listed(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return entries.length === 0 ? 'none' : entries.map(([name, count]) => `${count} ${name}`).join(', ');
}
