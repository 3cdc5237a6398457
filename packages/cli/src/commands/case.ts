/** `facteur case NUMBER`: a case's timeline, readable in a terminal. */
import {
  type CaseDesk,
  type Moment,
  momentOf,
  requestLines,
  stepsIn,
  type TimelineEntry,
  type ToldRequest,
  type WordsLanguage,
} from '@facteur/human-handoff';
import { AppError } from '@facteur/primitives';
import { Command, Option } from 'commander';
import { openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';

type Case = NonNullable<Awaited<ReturnType<CaseDesk['case']>>>;

export function caseCommand(): Command {
  return new Command('case')
    .description('A case: where it stands, and its timeline with the reason for every decision')
    .argument('<number>', 'for example 7Q2K-9MXD-4')
    .addOption(new Option('--lang <language>', 'of what was understood').choices(['fr', 'en']).default('en'))
    .option('--at <step>', 'what was known, and why, when a step was entered; `step:2` for the second time')
    .option('--json', 'as JSON', false)
    .action(async (number: string, { json, lang, at }: { json: boolean; lang: WordsLanguage; at?: string }) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const found = (await client.get(`/api/v1/cases/${encodeURIComponent(number.toUpperCase())}`)) as Case;
      if (at !== undefined) return void process.stdout.write(renderMoment(momentAt(found, at), json));
      process.stdout.write(json ? `${JSON.stringify(found)}\n` : renderCase(found, lang));
    });
}

function momentAt({ number, timeline }: Case, at: string): Moment {
  const [step = '', visit] = at.split(':');
  const moment = momentOf(timeline, step, visit === undefined ? undefined : Number(visit));
  if (moment) return moment;
  const steps = stepsIn(timeline).join(', ') || 'none';
  throw new AppError('NOT_FOUND', `Case ${number} did not enter "${at}"; steps that it entered: ${steps}`);
}

function renderMoment(moment: Moment, json: boolean): string {
  if (json) return `${JSON.stringify(moment)}\n`;
  const { at, journey, hash, step, row, explanation, path, data, calls } = moment;
  const lines = [
    `${at}  ${journey ?? ''}/${step}${row === undefined ? '' : `, rule ${row}`}  (version ${hash?.slice(0, 12) ?? 'unknown'})`,
    ...(explanation ? [`  ${explanation}`] : []),
    `  path: ${path.join(' → ')}`,
    ...Object.entries(data).map(([name, value]) => `  ${name} = ${JSON.stringify(value)}`),
    ...calls.map(
      ({ operation, input, output, code }) =>
        `  ${operation} ${JSON.stringify(input)} → ${code ?? JSON.stringify(output)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function renderCase(found: Case, language: WordsLanguage): string {
  const { number, status, subject, customer, journey, step, outcome, reasons, timeline } = found;
  const head = [
    `Case ${number} · ${status}${outcome ? ` (${outcome})` : ''}`,
    `  ${customer?.name ?? ''} <${customer?.address ?? 'unknown'}> · ${subject}`,
    ...(journey ? [`  journey ${journey}${step ? `, step ${step}` : ''}`] : []),
    ...(reasons.length > 0 ? [`  waits for an advisor: ${reasons.join(', ')}`] : []),
  ];
  return `${[...head, '', ...timeline.map((entry) => renderEntry(entry, language))].join('\n')}\n`;
}

function renderEntry({ at, topic, data }: TimelineEntry, language: WordsLanguage): string {
  const detail = DETAILS[topic]?.(data as Record<string, never>, language) ?? '';
  const lines = detail.split('\n').map((line, index) => (index === 0 ? line : `${' '.repeat(44)}${line}`));
  return `  ${at}  ${topic.padEnd(16)}  ${lines.join('\n')}`.trimEnd();
}

type Data = Record<string, unknown>;

/** What a line says, by topic. */
const DETAILS: Readonly<Record<string, (data: Data, language: WordsLanguage) => string>> = {
  'mail.received': ({ subject, text, kind, attachments }) =>
    [
      `${String(subject)}${kind === 'human' ? '' : ` (${String(kind)})`}`,
      ...String(text).trim().split('\n').slice(0, 6),
      ...(attachments as { name: string }[]).map(({ name }) => `+ ${name}`),
    ].join('\n'),
  'mail.understood': ({ requests, model }, language) => {
    const lines = (requests as ToldRequest[]).flatMap((request) => requestLines(request, language));
    return lines.join('\n') || `no request found (model ${String(model)})`;
  },
  'case.changed': ({ change, status, explanation, outcome, data }) =>
    [
      `${String(change)} → ${String(status)}${outcome ? ` (${String(outcome)})` : ''}`,
      ...(explanation ? [String(explanation)] : []),
      ...trailOf(data),
    ].join('\n'),
  'review.requested': ({ reasons, options, reviewId, queue }) =>
    [
      `${(reasons as { code: string; detail?: string }[]).map(({ code, detail }) => (detail ? `${code} (${detail})` : code)).join(', ')} → ${String(queue)}`,
      `${String(reviewId)}  options: ${(options as string[]).join(', ') || 'intent, reply, close'}`,
    ].join('\n'),
  'review.decided': ({ decision, advisor, note }) =>
    `${JSON.stringify(decision)} by ${(advisor as { id: string }).id}${note ? `: ${String(note)}` : ''}`,
  'reply.requested': ({ purpose, content }) =>
    `${String(purpose)} ${((content as { templates?: string[] }).templates ?? []).join(' + ')}`,
  'reply.sent': ({ purpose, subject, text }) =>
    [
      `${String(purpose)}: ${String(subject)}`,
      ...String(text)
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .slice(0, 6),
    ].join('\n'),
  'reply.failed': ({ code, detail }) => `${String(code)}: ${String(detail)}`,
};

function trailOf(data: unknown): string[] {
  const trail = (data as { trail?: string[] } | undefined)?.trail ?? [];
  return trail.length > 0 ? [trail.join(' → ')] : [];
}
