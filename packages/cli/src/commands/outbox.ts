/** `facteur outbox`: the mails that were written while no SMTP server is configured. */
import { readFile } from 'node:fs/promises';
import { readMail } from '@facteur/mail';
import { Command } from 'commander';
import { openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';

interface Entry {
  readonly id: string;
  readonly path: string;
  readonly writtenMs: number;
}

export function outboxCommand(): Command {
  return new Command('outbox')
    .description('Mails kept in the outbox (no FACTEUR_SMTP_URL), oldest first')
    .option('--json', 'one JSON line per mail', false)
    .action(async ({ json }: { json: boolean }) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const { mails } = (await client.get('/api/v1/outbox')) as { mails: readonly Entry[] };
      for (const mail of mails) process.stdout.write(await render(mail, json));
      if (mails.length === 0 && !json) process.stdout.write('The outbox is empty.\n');
    });
}

async function render({ id, path, writtenMs }: Entry, json: boolean): Promise<string> {
  const { to, subject, text, signature, messageId, inReplyTo } = await readMail(await readFile(path));
  const body = [text, signature].filter((part) => part !== '').join('\n');
  const at = new Date(writtenMs).toISOString();
  if (json)
    return `${JSON.stringify({ id, at, to: to.map(({ address }) => address), subject, text: body, messageId, inReplyTo, path })}\n`;
  const indented = body.split('\n').map((line) => `    ${line}`.trimEnd());
  return `${at}  ${to.map(({ address }) => address).join(', ')}\n  ${subject}\n\n${indented.join('\n')}\n\n`;
}
