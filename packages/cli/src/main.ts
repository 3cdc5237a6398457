/** `facteur`: parses the command line; one file a command, loaded when it is asked for. */
import { isAppError, messageOf } from '@facteur/primitives';
import { Command } from 'commander';
import { VERSION } from './version.ts';

/** BSD sysexits: EX_CONFIG. */
const EXIT_CONFIG = 78;

/** By name, in the order of the help; only what is asked for is loaded, since together they are most of the product. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand(),
  import: async () => (await import('./commands/import.ts')).importCommand(),
  mail: async () => (await import('./commands/mail.ts')).mailCommand(),
  outbox: async () => (await import('./commands/outbox.ts')).outboxCommand(),
  case: async () => (await import('./commands/case.ts')).caseCommand(),
  reviews: async () => (await import('./commands/reviews.ts')).reviewsCommand(),
  journeys: async () => (await import('./commands/journeys.ts')).journeysCommand(),
  nlu: async () => (await import('./commands/nlu.ts')).nluCommand(),
  bot: async () => (await import('./commands/bot.ts')).botCommand(),
  user: async () => (await import('./commands/user.ts')).userCommand(),
  dlq: async () => (await import('./commands/dlq.ts')).deadLetterCommand(),
  backup: async () => (await import('./commands/backup.ts')).backupCommand(),
  restore: async () => (await import('./commands/restore.ts')).restoreCommand(),
  effects: async () => (await import('./commands/effects.ts')).effectsCommand(),
  topics: async () => (await import('./commands/topics.ts')).topicsCommand(),
  demo: async () => (await import('./commands/demo.ts')).demoCommand(),
  bench: async () => (await import('./commands/bench.ts')).benchCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
};

/** The command that is asked for; all of them for the help, and for a name that is none. */
function askedFor(words: readonly string[]): readonly string[] {
  const name = words.find((word) => !word.startsWith('-'));
  if (name !== undefined && Object.hasOwn(COMMANDS, name)) return [name];
  return words.length === 1 && (words[0] === '--version' || words[0] === '-V') ? [] : Object.keys(COMMANDS);
}

const program = new Command('facteur')
  .description(
    'Mailbot for customer service: reads mailboxes, runs journeys, replies; people validate what it is not sure of',
  )
  .version(VERSION)
  .showHelpAfterError();

try {
  for (const name of askedFor(process.argv.slice(2))) {
    const command = await COMMANDS[name]?.();
    if (command !== undefined) program.addCommand(command);
  }
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`facteur: ${messageOf(error)}\n`);
  if (!isAppError(error)) process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
  process.exitCode = isAppError(error, 'CONFIG_INVALID') || isAppError(error, 'JOURNEY_INVALID') ? EXIT_CONFIG : 1;
}
