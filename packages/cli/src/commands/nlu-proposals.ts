/** `facteur nlu proposals`: customers' words that advisors' decisions propose as training examples; nothing is learned before an author accepts it. */
import type { Proposal, ProposalStatus } from '@facteur/intent-classification';
import { Command, Option } from 'commander';
import { type Client, openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';

export function proposalsCommand(): Command {
  return new Command('proposals')
    .description('Examples proposed from what advisors decided: what is accepted is learned within seconds')
    .addCommand(listCommand())
    .addCommand(settleCommand('accept', 'Train on them from the next model on'))
    .addCommand(settleCommand('refuse', 'Do not train on them; what was accepted is taken out again'));
}

function listCommand(): Command {
  return new Command('list')
    .description('Oldest case first; what nearly repeats an example or another proposal is left out')
    .addOption(
      new Option('--status <status>', 'which').choices(['proposed', 'accepted', 'refused']).default('proposed'),
    )
    .option('--json', 'as JSON', false)
    .action(async ({ status, json }: { status: ProposalStatus; json: boolean }) => {
      const proposals = await readAll(await client(), status);
      process.stdout.write(
        json ? `${JSON.stringify(proposals)}\n` : proposals.map(rendered).join('') || `Nothing is ${status}.\n`,
      );
    });
}

function settleCommand(name: 'accept' | 'refuse', summary: string): Command {
  return new Command(name)
    .description(summary)
    .argument('<id...>', 'as `list` shows them')
    .option('--by <id>', 'who', 'admin')
    .action(async (ids: readonly string[], { by }: { by: string }) => {
      const api = await client();
      for (const id of ids) await api.post(`/api/v1/nlu/proposals/${encodeURIComponent(id)}/${name}`, { by });
      process.stdout.write(`${ids.length} ${name === 'accept' ? 'accepted' : 'refused'}\n`);
    });
}

async function readAll(api: Client, status: ProposalStatus): Promise<Proposal[]> {
  const found: Proposal[] = [];
  for (let after = ''; ; ) {
    const path = `/api/v1/nlu/proposals?status=${status}&limit=200${after}`;
    const page = (await api.get(path)) as { proposals: readonly Proposal[]; cursor?: string };
    found.push(...page.proposals);
    if (page.cursor === undefined) return found;
    after = `&after=${encodeURIComponent(page.cursor)}`;
  }
}

function client(): Promise<Client> {
  return openClient(loadSettings(process.env).home, process.env);
}

function rendered({ id, text, language, intent, predicted }: Proposal): string {
  const probability = `${Math.round(predicted.probability * 100)} %`;
  return `${id}\n  ${intent}  (${language}; predicted: ${predicted.intent} ${probability})\n  ${text}\n`;
}
