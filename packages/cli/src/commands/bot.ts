/** `facteur bot`: stops the bot everywhere, for a journey or for a mailbox, and lets it go again. */
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';

interface Entry {
  readonly at: string;
  readonly by: string;
  readonly what: 'stopped' | 'resumed';
  readonly reason?: string;
}

interface Record {
  readonly scope: string;
  readonly name?: string;
  readonly isStopped: boolean;
  readonly history: readonly Entry[];
}

interface Scope {
  readonly journey?: string;
  readonly mailbox?: string;
  readonly reason?: string;
  readonly by: string;
}

export function botCommand(): Command {
  return new Command('bot')
    .description('Stops the bot at once, and lets it go again; mails are still taken in, advisors decide')
    .addCommand(statusCommand())
    .addCommand(turnCommand('stop', 'Stop it: everywhere, unless a journey or a mailbox is named'))
    .addCommand(turnCommand('resume', 'Let it go again where it was stopped'));
}

function turnCommand(what: 'stop' | 'resume', summary: string): Command {
  return new Command(what)
    .description(summary)
    .option('--journey <name>', 'this journey alone')
    .option('--mailbox <address>', 'this mailbox alone')
    .option('--reason <text>', 'why, for the record')
    .option('--by <name>', 'who', userInfo().username)
    .action(async (said: Scope) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const { reason, by } = said;
      const body = { ...scopeOf(said), by, ...(reason === undefined ? {} : { reason }) };
      process.stdout.write(line((await client.post(`/api/v1/bot/${what}`, body)) as Record));
    });
}

function statusCommand(): Command {
  return new Command('status')
    .description('Where it is stopped, and who stopped and resumed it')
    .option('--json', 'as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const answer = (await client.get('/api/v1/bot')) as { records: readonly Record[] };
      if (json) process.stdout.write(`${JSON.stringify(answer)}\n`);
      else process.stdout.write(answer.records.map(line).join('') || 'The bot was never stopped.\n');
    });
}

function scopeOf({ journey, mailbox }: Scope): { scope: string; name?: string } {
  if (journey !== undefined) return { scope: 'journey', name: journey };
  return mailbox === undefined ? { scope: 'all' } : { scope: 'mailbox', name: mailbox };
}

function line({ scope, name, isStopped, history }: Record): string {
  const last = history[0];
  const why = last?.reason === undefined ? '' : `: ${last.reason}`;
  return `${isStopped ? 'stopped' : 'running'}  ${scope}${name === undefined ? '' : ` ${name}`}  since ${last?.at}, ${last?.by}${why}\n`;
}
