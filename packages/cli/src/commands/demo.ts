/** `facteur demo`: the demo company's back office alone, for services that run in several processes. */
import { Command } from 'commander';
import { openDataFolder } from '../data-folder.ts';
import { startDemo } from '../demo.ts';
import { loadSettings } from '../load-settings.ts';
import { untilSignal } from '../until-signal.ts';

export function demoCommand(): Command {
  return new Command('demo')
    .description('Run the demo company’s back office alone (FACTEUR_DEMO_URL tells the services where) until Ctrl-C')
    .option('--port <number>', 'on the loopback; 0: any free port', '8090')
    .action(async ({ port }: { port: string }) => {
      const settings = loadSettings(process.env);
      const folder = await openDataFolder(settings.home);
      try {
        const demo = await startDemo(folder.path('demo'), settings, Number(port));
        process.stdout.write(`${JSON.stringify({ ready: true, http: demo.url })}\n`);
        await untilSignal();
        await demo.close();
      } finally {
        await folder.close();
      }
      process.exit(0);
    });
}
