/** `facteur dlq`: events that could not be handled, and what to do with them. */
import { Command } from 'commander';
import { openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';

interface DeadLetter {
  readonly flow: string;
  readonly key: string;
  readonly case: string;
  readonly since: string;
  readonly error: { readonly code: string; readonly message: string; readonly attempts: number };
  readonly events: readonly { readonly topic: string; readonly id: string; readonly type: string }[];
}

export function deadLetterCommand(): Command {
  return new Command('dlq')
    .description('Dead letters: events put aside, and the later events of their case that wait behind them')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(release('replay', 'Handle the events of a case again, in order'))
    .addCommand(release('drop', 'Give up the event at fault, and handle those behind it'));
}

async function read(): Promise<readonly DeadLetter[]> {
  const client = await openClient(loadSettings(process.env).home, process.env);
  return ((await client.get('/api/v1/dead-letters')) as { deadLetters: readonly DeadLetter[] }).deadLetters;
}

function listCommand(): Command {
  return new Command('list')
    .description('What is put aside, oldest first')
    .option('--json', 'as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const letters = await read();
      const lines = letters.map(
        ({ flow, key, since, error, events }) =>
          `${since}  ${flow}  ${key}  ${events.length} event(s)  ${error.code}: ${error.message}\n`,
      );
      process.stdout.write(json ? `${JSON.stringify(letters)}\n` : lines.join('') || 'No dead letters.\n');
    });
}

function showCommand(): Command {
  return new Command('show')
    .description('One of them, as JSON')
    .argument('<flow>')
    .argument('<key>')
    .action(async (flow: string, key: string) => {
      const found = (await read()).find((letter) => letter.flow === flow && letter.key === key);
      process.stdout.write(
        found ? `${JSON.stringify(found, null, 2)}\n` : `Nothing of ${key} is put aside in ${flow}.\n`,
      );
      if (!found) process.exitCode = 1;
    });
}

function release(name: 'replay' | 'drop', summary: string): Command {
  return new Command(name)
    .description(summary)
    .argument('<flow>', 'as `dlq list` shows it')
    .argument('<key>', 'as `dlq list` shows it')
    .action(async (flow: string, key: string) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const path = `/api/v1/dead-letters/${encodeURIComponent(flow)}/${encodeURIComponent(key)}/${name}`;
      const { handled } = (await client.post(path, {})) as { handled: number };
      process.stdout.write(`${handled} event(s) handled\n`);
    });
}
