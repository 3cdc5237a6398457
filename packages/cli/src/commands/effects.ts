/** `facteur effects`: what is held after a restore, and what a human says of it. */
import { readFile } from 'node:fs/promises';
import { AppError, messageOf } from '@facteur/primitives';
import { Command } from 'commander';
import { type Client, openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';

interface Held {
  readonly id: string;
  readonly flow: string;
  readonly case: string;
  readonly kind: string;
  readonly does: string;
  readonly onceBy: string | null;
  readonly changes: 'nothing' | 'again' | 'once';
  readonly since: string | null;
  readonly status: string;
}

interface Listed {
  readonly hold: { readonly restoredAt: string; readonly backupAt: string } | null;
  readonly effects: readonly Held[];
}

export function effectsCommand(): Command {
  return new Command('effects')
    .description('Calls and mails held after a restore: they may have been done between the backup and the restore')
    .addCommand(listCommand())
    .addCommand(releaseCommand())
    .addCommand(doneCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('What is held, and what it would do')
    .option('--json', 'as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const listed = await read(await client());
      process.stdout.write(json ? `${JSON.stringify(listed)}\n` : rendered(listed));
    });
}

function releaseCommand(): Command {
  return new Command('release')
    .description('They were not done: do them')
    .argument('[id...]', 'as `effects list` shows them')
    .option('--all', 'all that is held, and end the hold', false)
    .action(async (ids: readonly string[], { all }: { all: boolean }) => {
      if (all === ids.length > 0) throw new AppError('BAD_INPUT', 'Say which effects to release, or --all');
      const api = await client();
      if (all) {
        const { released } = (await api.post('/api/v1/effects/release', {})) as { released: number };
        process.stdout.write(`${released} effect(s) released; nothing is held any more\n`);
        return;
      }
      const found = ids.map(findIn(await read(api)));
      for (const held of found) await api.post(`${pathOf(held)}/release`, {});
      process.stdout.write(`${found.length} effect(s) released\n`);
    });
}

function doneCommand(): Command {
  return new Command('done')
    .description('It was done outside: go on with its result')
    .argument('<id>', 'as `effects list` shows it')
    .requiredOption('--result <file>', 'JSON: what the operation answered')
    .action(async (id: string, { result }: { result: string }) => {
      const told = await readJson(result);
      const api = await client();
      await api.post(`${pathOf(findIn(await read(api))(id))}/done`, { result: told });
      process.stdout.write('Its case goes on with that result\n');
    });
}

function client(): Promise<Client> {
  return openClient(loadSettings(process.env).home, process.env);
}

async function read(api: Client): Promise<Listed> {
  return (await api.get('/api/v1/effects')) as Listed;
}

function findIn({ effects }: Listed): (id: string) => Held {
  return (id) => {
    const found = effects.find((held) => held.id === id);
    if (found) return found;
    throw new AppError('NOT_FOUND', `No effect ${id} is held: see « facteur effects list »`);
  };
}

function pathOf({ flow, id }: Held): string {
  return `/api/v1/effects/${encodeURIComponent(flow)}/${encodeURIComponent(id)}`;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${file} is not readable as JSON: ${messageOf(cause)}`, { cause });
  }
}

const REMARKS: Readonly<Record<Held['changes'], string>> = {
  nothing: 'only reads',
  again: 'harmless to release: done twice, the receiver knows it by the same key',
  once: 'release only if it was not done',
};

function rendered({ hold, effects }: Listed): string {
  if (hold === null) return 'No effects are held.\n';
  const lines = effects.map(
    ({ id, flow, case: number, kind, does, onceBy, changes, since, status }) =>
      `${id}  ${number}  ${flow}/${kind}  ${does}${onceBy === null ? '' : `  key ${onceBy}`}  since ${since ?? 'before the restore'}\n` +
      `    ${status === 'behind' ? 'waits behind another effect of its case; ' : ''}${REMARKS[changes]}\n`,
  );
  const head = `Restored ${hold.restoredAt} from a backup of ${hold.backupAt}: what may have been done in between is held.\n`;
  return `${head}${lines.join('') || 'Nothing is waiting. « facteur effects release --all » ends the hold.\n'}`;
}
