/** `facteur import`: hands mails from files to the running instance. */
import { readMailFiles } from '@facteur/mail/files';
import { messageOf } from '@facteur/primitives';
import { Command } from 'commander';
import { type Client, openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';

/** Mails that go in one request: fewer requests cost both sides less. */
const BATCH_MAILS = 64;
/** Bytes of them; a larger mail goes alone, as it is. */
const BATCH_BYTES = 4 * 1024 * 1024;
/** Requests under way at once: the server gathers what they bring. */
const AT_ONCE = 4;

type NamedMail = { readonly name: string; readonly raw: Buffer };
type Receipt = { readonly caseNumber: string; readonly mailId: string; readonly isNew: boolean };
type Result = Receipt | { readonly detail: string };

interface Options {
  readonly mailbox?: string;
  readonly history: boolean;
  readonly json: boolean;
}

export function importCommand(): Command {
  return new Command('import')
    .description('Import mails: .eml files, folders, Maildir, .mbox')
    .argument('<paths...>', 'files or folders')
    .option('--mailbox <address>', 'the mailbox that they were sent to, when their headers do not tell')
    .option('--history', 'keep them as history: for context, never acknowledged or answered', false)
    .option('--json', 'one JSON line per mail', false)
    .action(async (paths: string[], { mailbox, history, json }: Options) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const query = new URLSearchParams({
        channel: 'import',
        ...(mailbox === undefined ? {} : { mailbox }),
        ...(history ? { history: 'true' } : {}),
      });
      const counts = { kept: 0, known: 0, failed: 0 };
      const running = new Set<Promise<void>>();
      const note = (name: string, result: Result): void => {
        if ('detail' in result) {
          counts.failed += 1;
          process.stderr.write(`${name}: ${result.detail}\n`);
        } else {
          counts[result.isNew ? 'kept' : 'known'] += 1;
          if (json) process.stdout.write(`${JSON.stringify({ name, ...result })}\n`);
        }
        progress(counts);
      };
      const hand = async (mails: readonly NamedMail[]): Promise<void> => {
        const results = await handOver(client, query, mails);
        for (const [index, { name }] of mails.entries()) note(name, results[index] ?? { detail: 'No answer' });
      };
      for (const path of paths) {
        for await (const mails of inBatches(readMailFiles(path))) {
          const done: Promise<void> = hand(mails).finally(() => running.delete(done));
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

async function* inBatches(mails: AsyncIterable<NamedMail>): AsyncGenerator<readonly NamedMail[]> {
  let batch: NamedMail[] = [];
  let bytes = 0;
  for await (const mail of mails) {
    if (batch.length >= BATCH_MAILS || (batch.length > 0 && bytes + mail.raw.length > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(mail);
    bytes += mail.raw.length;
  }
  if (batch.length > 0) yield batch;
}

/** What became of each mail, in order; a request that fails fails its mails, and an import that is run again skips those known. */
async function handOver(
  client: Client,
  query: URLSearchParams,
  mails: readonly NamedMail[],
): Promise<readonly Result[]> {
  const [first] = mails;
  try {
    if (first && mails.length === 1) return [(await client.post(`/api/v1/mail?${query}`, first.raw)) as Receipt];
    const body = { mails: mails.map(({ raw }) => raw.toString('base64')) };
    return ((await client.post(`/api/v1/mail/batch?${query}`, body)) as { results: readonly Result[] }).results;
  } catch (error) {
    return mails.map(() => ({ detail: messageOf(error) }));
  }
}
