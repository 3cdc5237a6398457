/** `facteur mail inspect`: what the product reads in a mail, without an instance and without keeping anything. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { Command, Option } from 'commander';

interface Options {
  readonly batch: boolean;
  readonly own?: string;
}

export function mailCommand(): Command {
  return new Command('mail').description('Mails: what is read in them').addCommand(inspectCommand());
}

function inspectCommand(): Command {
  return new Command('inspect')
    .description(
      'Say what is read in the mail on standard input: one JSON object with sender, kind, new text, files, bounce…',
    )
    .option('--batch', 'read lines `path` or `path<TAB>own-address` instead; one JSON line for each, in order', false)
    .addOption(new Option('--own <address>', 'an address of ours: a mail from it is a loop').env('FACTEUR_OWN_ADDRESS'))
    .option('--json', 'as it is anyway', true)
    .action(async ({ batch, own }: Options) => {
      const addresses = own === undefined || own === '' ? [] : [own];
      // Only this command reads mails here: the others start without.
      const { inspect, inspectFiles } = await import('../mail/inspect.ts');
      if (!batch) {
        await print(await inspect(await buffer(process.stdin), addresses));
        return;
      }
      for await (const one of inspectFiles(createInterface({ input: process.stdin }), addresses)) {
        if ('error' in one) process.exitCode = 1;
        await print(one);
      }
    });
}

async function print(value: object): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}
