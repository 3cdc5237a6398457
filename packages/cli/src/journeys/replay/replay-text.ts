/** A replay in words, for a terminal and for a page. Pure. */
import type { Difference, Played, Totals } from '@facteur/journey-orchestrator/replay';
import type { ReplayReport } from './run-replay.ts';

export type ReplayLanguage = 'fr' | 'en';
type Status = Played['status'];

const fr = {
  title: 'Rejeu',
  versions: (journey: string, hash: string, live: string | undefined) =>
    `Brouillon de « ${journey} » (${hash})${live === undefined ? ', parcours nouveau' : `, comparé à la version en service (${live})`}.`,
  same: 'Le brouillon est identique à la version en service.',
  read: (read: number, concerned: number) => `${read} dossiers lus, dont ${concerned} que ce parcours concerne.`,
  unknown: (count: number) =>
    `${count} dossiers dont on ne peut pas dire la suite : ce qu’il aurait fallu demander aux systèmes ne l’a jamais été.`,
  noChange: 'Rien ne change pour ces dossiers.',
  changed: (count: number) => (count === 1 ? 'Un dossier change :' : `${count} dossiers changent :`),
  rows: {
    automatic: 'répondus sans conseiller',
    reviews: 'demandes de validation',
    perDay: 'validations par jour',
    replies: 'mails envoyés',
    moved: 'argent engagé',
  },
  before: 'Aujourd’hui',
  after: 'Avec le brouillon',
  what: 'Sur ces dossiers',
  case: 'Dossier',
  replies: 'Réponses',
  review: 'Validation',
  effects: 'Effets',
  none: 'aucun',
  nobody: 'aucune',
  outcome: 'Fin',
  statuses: {
    open: 'ouvert',
    'waiting-customer': 'attend le client',
    'waiting-advisor': 'chez un conseiller',
    closed: 'clos',
    merged: 'réuni à un autre',
  } satisfies Record<Status, string>,
  differences: {
    'now-automatic': 'répondu seul désormais',
    'now-reviewed': 'validé par un conseiller désormais',
    'other-replies': 'autre réponse',
    'other-effects': 'autres effets',
    'other-review': 'autre validation',
    'other-outcome': 'autre fin',
    unknown: 'suite inconnue',
  } satisfies Record<Difference, string>,
};

const en: typeof fr = {
  title: 'Replay',
  versions: (journey, hash, live) =>
    `Draft of "${journey}" (${hash})${live === undefined ? ', a new journey' : `, compared with the live version (${live})`}.`,
  same: 'The draft is identical to the live version.',
  read: (read, concerned) => `${read} cases read, ${concerned} of them concern this journey.`,
  unknown: (count) =>
    `${count} cases cannot be told further: what the systems should have been asked, they never were.`,
  noChange: 'Nothing changes for these cases.',
  changed: (count) => (count === 1 ? 'One case changes:' : `${count} cases change:`),
  rows: {
    automatic: 'answered without an advisor',
    reviews: 'reviews',
    perDay: 'reviews a day',
    replies: 'mails sent',
    moved: 'money moved',
  },
  before: 'Today',
  after: 'With the draft',
  what: 'On these cases',
  case: 'Case',
  replies: 'Replies',
  review: 'Review',
  effects: 'Effects',
  none: 'none',
  nobody: 'none',
  outcome: 'End',
  statuses: {
    open: 'open',
    'waiting-customer': 'waits for the customer',
    'waiting-advisor': 'with an advisor',
    closed: 'closed',
    merged: 'merged into another',
  },
  differences: {
    'now-automatic': 'answered alone from now on',
    'now-reviewed': 'reviewed from now on',
    'other-replies': 'another reply',
    'other-effects': 'other effects',
    'other-review': 'another review',
    'other-outcome': 'another end',
    unknown: 'cannot be told',
  },
};

export const REPLAY_WORDS: Readonly<Record<ReplayLanguage, typeof fr>> = { fr, en };

/** `1 234,50 EUR`, currency by currency. */
export function movedIn(moved: Totals['moved'], language: ReplayLanguage): string {
  const format = (minor: number, currency: string) =>
    new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { style: 'currency', currency }).format(minor / 100);
  const amounts = Object.entries(moved).map(([currency, minor]) => format(minor, currency));
  return amounts.length === 0 ? '0' : amounts.join(' + ');
}

/** An effect as people read it: amounts as amounts, texts without quotes. */
export function effectIn({ operation, input }: Played['effects'][number], language: ReplayLanguage): string {
  const values = Object.entries(input).map(([name, value]) => `${name} ${valueIn(value, language)}`);
  return `${operation} (${values.join(', ')})`;
}

function valueIn(value: unknown, language: ReplayLanguage): string {
  if (typeof value === 'string') return value;
  const money = value as { minor?: unknown; currency?: unknown } | null;
  if (typeof money?.minor === 'number' && typeof money.currency === 'string')
    return movedIn({ [money.currency]: money.minor }, language);
  return JSON.stringify(value);
}

/** Rows of the table of totals: what, before, after. */
export function totalRows(report: ReplayReport, language: ReplayLanguage): (readonly [string, string, string])[] {
  const { rows } = REPLAY_WORDS[language];
  const row = (name: string, of: (totals: Totals) => string) => [name, of(report.before), of(report.after)] as const;
  return [
    row(rows.automatic, ({ automatic, cases }) => `${automatic} / ${cases}`),
    row(rows.reviews, ({ reviews }) => String(reviews)),
    row(rows.perDay, ({ reviewsPerDay }) => String(reviewsPerDay)),
    row(rows.replies, ({ replies }) => String(replies)),
    row(rows.moved, ({ moved }) => movedIn(moved, language)),
  ];
}

/** What was compared, and how much of it there was. */
export function headLines(report: ReplayReport, language: ReplayLanguage): string[] {
  const words = REPLAY_WORDS[language];
  const { journey, hash, liveHash, read, before, unknown } = report;
  return [
    words.versions(journey, hash.slice(0, 12), liveHash?.slice(0, 12)),
    ...(hash === liveHash ? [words.same] : []),
    words.read(read, before.cases + unknown),
    ...(unknown > 0 ? [words.unknown(unknown)] : []),
  ];
}

/** For a terminal. */
export function replayAsText(report: ReplayReport, language: ReplayLanguage): string {
  const words = REPLAY_WORDS[language];
  const rows = [[words.what, words.before, words.after] as const, ...totalRows(report, language)];
  const width = [0, 1, 2].map((at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const table = rows.map((row) => `  ${row.map((cell, at) => cell.padEnd(width[at] ?? 0)).join('  ')}`.trimEnd());
  const changes = report.changed.map(
    ({ number, subject, differences }) =>
      `  ${number}  ${subject.slice(0, 50)} — ${differences.map((one) => words.differences[one]).join(', ')}`,
  );
  const head = report.changed.length === 0 ? words.noChange : words.changed(report.changed.length);
  return `${[...headLines(report, language), '', ...table, '', head, ...changes].join('\n')}\n`;
}
