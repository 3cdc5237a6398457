/** `facteur`: parses the command line; one file a command. */
import { isAppError, messageOf } from '@facteur/primitives';
import { Command } from 'commander';
import { backupCommand } from './commands/backup.ts';
import { benchCommand } from './commands/bench.ts';
import { caseCommand } from './commands/case.ts';
import { demoCommand } from './commands/demo.ts';
import { deadLetterCommand } from './commands/dlq.ts';
import { doctorCommand } from './commands/doctor.ts';
import { effectsCommand } from './commands/effects.ts';
import { importCommand } from './commands/import.ts';
import { journeysCommand } from './commands/journeys.ts';
import { mailCommand } from './commands/mail.ts';
import { nluCommand } from './commands/nlu.ts';
import { outboxCommand } from './commands/outbox.ts';
import { restoreCommand } from './commands/restore.ts';
import { reviewsCommand } from './commands/reviews.ts';
import { startCommand } from './commands/start.ts';
import { topicsCommand } from './commands/topics.ts';
import { VERSION } from './version.ts';

/** BSD sysexits: EX_CONFIG. */
const EXIT_CONFIG = 78;

const program = new Command('facteur')
  .description(
    'Mailbot for customer service: reads mailboxes, runs journeys, replies; people validate what it is not sure of',
  )
  .version(VERSION)
  .showHelpAfterError()
  .addCommand(startCommand())
  .addCommand(importCommand())
  .addCommand(mailCommand())
  .addCommand(outboxCommand())
  .addCommand(caseCommand())
  .addCommand(reviewsCommand())
  .addCommand(journeysCommand())
  .addCommand(nluCommand())
  .addCommand(deadLetterCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .addCommand(effectsCommand())
  .addCommand(topicsCommand())
  .addCommand(demoCommand())
  .addCommand(benchCommand())
  .addCommand(doctorCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`facteur: ${messageOf(error)}\n`);
  if (!isAppError(error)) process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
  process.exitCode = isAppError(error, 'CONFIG_INVALID') || isAppError(error, 'JOURNEY_INVALID') ? EXIT_CONFIG : 1;
}
