/** `facteur nlu audit`: what an author should know of the examples, before customers find out. */
import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { type AuditOptions, auditAsPage, auditAsText, runAudit } from '../nlu/audit/run-audit.ts';
import { withCommon } from '../nlu/common-options.ts';

interface Options extends AuditOptions {
  readonly html?: string;
  readonly lang: 'fr' | 'en';
  readonly json: boolean;
}

export function auditCommand(): Command {
  return withCommon(new Command('audit'))
    .description('Say which intents are confused, which examples hurt, which are missing, and what to label next')
    .requiredOption('--data <file>', 'examples, {"text":…,"intent":…} a line')
    .option('--unlabelled <file>', 'texts to choose among for labelling, one a line; default: the examples themselves')
    .option('--html <file>', 'write all findings as a page')
    .addOption(new Option('--lang <language>', 'of the findings').choices(['fr', 'en']).default('fr'))
    .option('--json', 'all findings, as JSON', false)
    .action(async ({ html, lang, json, ...options }: Options) => {
      const report = await runAudit(options);
      if (html !== undefined) await writeFile(html, auditAsPage(report, lang, options.data));
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : auditAsText(report, lang));
    });
}
