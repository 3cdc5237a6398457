/** `facteur start`: runs the services until a signal. */
import { AppError } from '@facteur/primitives';
import { Command } from 'commander';
import { loadSettings } from '../load-settings.ts';
import { type Running, SERVICES, type ServiceName, start } from '../start.ts';
import { untilSignal } from '../until-signal.ts';

export function startCommand(): Command {
  return new Command('start')
    .description('Start the services (all five by default) until SIGTERM or Ctrl-C')
    .option('--services <names>', 'only these, separated by commas', SERVICES.join(','))
    .option('--demo', 'with the demo company: its mailboxes, its back office', false)
    .action(async ({ services, demo }: { services: string; demo: boolean }) => {
      const running = await start({
        settings: loadSettings(process.env),
        services: serviceNames(services),
        demo,
        pretty: process.stderr.isTTY === true,
      });
      const { http, smtp, lmtp, metrics } = running;
      process.stdout.write(`${JSON.stringify({ ready: true, http, smtp, lmtp, metrics })}\n`);
      process.stderr.write(welcome(running, demo));
      await untilStopped(running);
    });
}

function serviceNames(text: string): ServiceName[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !SERVICES.some((service) => service === name));
  if (unknown.length > 0)
    throw new AppError('CONFIG_INVALID', `Unknown service ${unknown.join(', ')}; there are ${SERVICES.join(', ')}`);
  return names as ServiceName[];
}

function welcome(
  { signIn, demoPeople, smtp, lmtp, mailboxes, backOffice, outboxFolder }: Running,
  isDemo: boolean,
): string {
  const lines = ['', '  Facteur est prêt · Facteur is ready', '', `  Pages              ${signIn}`];
  if (smtp) lines.push(`  SMTP               ${smtp}  (${mailboxes.join(', ')})`);
  if (lmtp) lines.push(`  LMTP               ${lmtp}`);
  if (outboxFolder) lines.push(`  Outbox             ${outboxFolder}  (npx facteur outbox)`);
  if (backOffice) lines.push(`  Demo back office   ${backOffice}`);
  if (isDemo && smtp) {
    lines.push(
      '',
      '  Demo: mails from this machine are believed whoever they say they are from. Never use these mailboxes in production.',
      '',
      '  Send a first mail:',
      `    curl --url ${smtp} --mail-from claire.martin@courriel.example --mail-rcpt sav@boutique.example --upload-file examples/premier-mail.eml`,
    );
  }
  if (demoPeople.length > 0) {
    lines.push('', '  Demo people, each with a link that works until Facteur stops:');
    for (const { name, role, signIn: link } of demoPeople) lines.push(`    ${`${name}, ${role}`.padEnd(26)} ${link}`);
  }
  return `${lines.join('\n')}\n\n`;
}

/** What runs ends, what is known is written. */
async function untilStopped(running: Running): Promise<void> {
  await untilSignal();
  await running.stop();
  // Logs and workers are closed; a client's idle connection must not keep the process.
  process.exit(0);
}
