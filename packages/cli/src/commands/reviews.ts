/** `facteur reviews`: what waits for an advisor, and deciding it. */

import type { ListedReview } from '@facteur/human-handoff';
import { requestLines, type WordsLanguage } from '@facteur/human-handoff';
import { AppError, type Json, messageOf } from '@facteur/primitives';
import { Command, InvalidArgumentError, Option } from 'commander';
import { openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';
import { named } from '../typed-value.ts';

export function reviewsCommand(): Command {
  const reviews = new Command('reviews')
    .description('What waits for an advisor, longest first')
    .addOption(new Option('--lang <language>', 'of what was understood').choices(['fr', 'en']).default('en'))
    .option('--json', 'as JSON', false);
  reviews.action(async ({ json, lang }: { json: boolean; lang: WordsLanguage }) => {
    const { reviews: open } = await listOpen();
    process.stdout.write(
      json
        ? `${JSON.stringify(open)}\n`
        : open.map((review) => renderReview(review, lang)).join('\n') || 'Nothing waits for an advisor.\n',
    );
  });
  return reviews
    .addCommand(action('claim', 'Take a review'))
    .addCommand(action('release', 'Give a review back'))
    .addCommand(decideCommand());
}

async function listOpen(): Promise<{ reviews: readonly ListedReview[] }> {
  const client = await openClient(loadSettings(process.env).home, process.env);
  return (await client.get('/api/v1/reviews?limit=200')) as { reviews: readonly ListedReview[] };
}

function renderReview(review: ListedReview, language: WordsLanguage): string {
  const { reviewId, caseNumber, reasons, options, requests, journey, step, show, edit, requestedAt, claimedBy } =
    review;
  const understood = requests.flatMap((request) => requestLines(request, language));
  return [
    `${reviewId}`,
    `  case ${caseNumber}, since ${requestedAt}${claimedBy ? `, taken by ${claimedBy}` : ''}`,
    `  why: ${reasons.map(({ code, detail }) => (detail ? `${code} (${detail})` : code)).join(', ')}`,
    ...(journey ? [`  journey: ${journey}${step ? `, step ${step}` : ''}`] : []),
    ...understood.map((line, at) => `${at === 0 ? '  understood: ' : '    '}${line}`),
    ...show.map(({ name, value }) => `  ${name}: ${JSON.stringify(value)}`),
    ...(edit ?? []).map(
      ({ name, type, value }) => `  may be corrected: --data ${name}=… (${type}, now ${JSON.stringify(value)})`,
    ),
    `  decide: ${options.length > 0 ? `--option ${options.join('|')}` : '--intent NAME, --reply TEXT or --close OUTCOME'}`,
    '',
  ].join('\n');
}

function action(name: 'claim' | 'release', summary: string): Command {
  return new Command(name)
    .description(summary)
    .argument('<id>')
    .option('--advisor <id>', 'who', 'admin')
    .action(async (id: string, { advisor }: { advisor: string }) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      await client.post(`/api/v1/reviews/${encodeURIComponent(id)}/${name}`, { advisor: { id: advisor } });
      process.stdout.write(`${name === 'claim' ? 'taken' : 'given back'}\n`);
    });
}

interface DecideOptions {
  readonly option?: string;
  readonly intent?: string;
  readonly reply?: string;
  readonly close?: string;
  readonly data: Readonly<Record<string, Json>>;
  readonly note?: string;
  readonly advisor: string;
}

function decideCommand(): Command {
  return new Command('decide')
    .description('Decide a review: the same journey goes on with everything gathered so far')
    .argument('<id>')
    .option('--option <name>', 'one of the review’s options')
    .option('--intent <name>', 'the journey that answers')
    .option('--reply <text>', 'answer in your own words')
    .option('--close <outcome>', 'close the case')
    .option('--data <name=value>', 'what the review lets you fill in or correct; repeatable', givenData, {})
    .option('--note <text>', 'why')
    .option('--advisor <id>', 'who', 'admin')
    .action(async (id: string, options: DecideOptions) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const body = {
        advisor: { id: options.advisor },
        decision: decisionOf(options),
        ...(Object.keys(options.data).length > 0 ? { data: options.data } : {}),
        ...(options.note ? { note: options.note } : {}),
      };
      await client.post(`/api/v1/reviews/${encodeURIComponent(id)}/decide`, body);
      process.stdout.write('decided\n');
    });
}

function givenData(pair: string, known: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  try {
    return named(pair, known);
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
}

function decisionOf({ option, intent, reply, close }: DecideOptions) {
  if (option !== undefined) return { kind: 'option', option };
  if (intent !== undefined) return { kind: 'intent', intent };
  if (reply !== undefined) return { kind: 'reply', text: reply };
  if (close !== undefined) return { kind: 'close', outcome: close };
  throw new AppError('BAD_INPUT', 'Say what you decide: --option, --intent, --reply or --close');
}
