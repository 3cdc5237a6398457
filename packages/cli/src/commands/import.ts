/** `facteur import`: hands mails from files to the running instance. */
import { readMailFiles } from '@facteur/mail';
import { messageOf } from '@facteur/primitives';
import { Command } from 'commander';
import { openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';

/** Mails under way at once: the server gathers them into batches. */
const AT_ONCE = 256;

export function importCommand(): Command {
  return new Command('import')
    .description('Import mails: .eml files, folders, Maildir, .mbox')
    .argument('<paths...>', 'files or folders')
    .option('--mailbox <address>', 'the mailbox that they were sent to, when their headers do not tell')
    .option('--json', 'one JSON line per mail', false)
    .action(async (paths: string[], { mailbox, json }: { mailbox?: string; json: boolean }) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const query = new URLSearchParams({ channel: 'import', ...(mailbox === undefined ? {} : { mailbox }) });
      const counts = { kept: 0, known: 0, failed: 0 };
      const running = new Set<Promise<void>>();
      const hand = async (name: string, raw: Buffer): Promise<void> => {
        try {
          const receipt = (await client.post(`/api/v1/mail?${query}`, raw)) as { caseNumber: string; isNew: boolean };
          counts[receipt.isNew ? 'kept' : 'known'] += 1;
          if (json) process.stdout.write(`${JSON.stringify({ name, ...receipt })}\n`);
        } catch (error) {
          counts.failed += 1;
          process.stderr.write(`${name}: ${messageOf(error)}\n`);
        }
        progress(counts);
      };
      for (const path of paths) {
        for await (const { name, raw } of readMailFiles(path)) {
          const done: Promise<void> = hand(name, raw).finally(() => running.delete(done));
          running.add(done);
          if (running.size >= AT_ONCE) await Promise.race(running);
        }
      }
      await Promise.all(running);
      const { kept, known, failed } = counts;
      process.stderr.write(`\r${kept} imported, ${known} known already, ${failed} failed\n`);
      if (failed > 0) process.exitCode = 1;
    });
}

function progress({ kept, known, failed }: { kept: number; known: number; failed: number }): void {
  const total = kept + known + failed;
  if (process.stderr.isTTY && total % 20 === 0) process.stderr.write(`\r${total} mails…`);
}
