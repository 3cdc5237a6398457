/** `facteur journeys migrate NAME`: cases under way go to another version, where they wait. */
import type { MigratedCase } from '@facteur/journey-orchestrator';
import { AppError } from '@facteur/primitives';
import { Command, InvalidArgumentError } from 'commander';
import { openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';

interface Options {
  readonly to?: string;
  readonly map: Readonly<Record<string, string>>;
  readonly apply: boolean;
  readonly json: boolean;
}

interface Answer {
  readonly to: string;
  readonly cases: readonly (MigratedCase & { readonly number: string })[];
}

export function migrateCommand(): Command {
  return new Command('migrate')
    .description(
      'Take waiting cases to the live version of their journey; without --apply, only tell what would become of them',
    )
    .argument('<name>', 'the journey')
    .option('--to <hash>', 'another published version')
    .option(
      '--map <old=new>',
      'a step that was renamed, or the one that takes the place of a deleted one; repeatable',
      mapped,
      {},
    )
    .option('--apply', 'do it', false)
    .option('--json', 'as JSON', false)
    .action(async (name: string, { to, map, apply, json }: Options) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const body = { ...(to === undefined ? {} : { to }), steps: map, preview: !apply };
      const path = `/api/v1/journeys/${encodeURIComponent(name)}/migrate`;
      const answer = (await client.post(path, body)) as Answer;
      process.stdout.write(json ? `${JSON.stringify(answer)}\n` : said(answer, apply));
      const stuck = answer.cases.filter(({ verdict }) => verdict === 'impossible');
      if (apply && stuck.length > 0)
        throw new AppError('CONFLICT', `${stuck.length} dossier(s) restent sur leur version`);
    });
}

const VERDICTS: Readonly<Record<MigratedCase['verdict'], string>> = {
  kept: 'continue d’attendre, sans que personne ne le remarque',
  entered: 'recommence son étape',
  impossible: 'reste sur sa version',
  'not-concerned': 'n’est pas concerné',
};

function said({ to, cases }: Answer, isDone: boolean): string {
  const lines = cases.map(({ number, state, stateThen, verdict, why }) => {
    const place = stateThen === undefined || stateThen === state ? state : `${state} → ${stateThen}`;
    return `  ${number}  ${place}  ${VERDICTS[verdict]}${why === undefined ? '' : ` : ${why}`}`;
  });
  const head = `${cases.length} dossier(s) vers la version ${to.slice(0, 12)}${isDone ? '' : ' (aperçu : rien n’est fait sans --apply)'}`;
  return `${[head, ...lines].join('\n')}\n`;
}

function mapped(text: string, known: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [, old, now] = /^([^=]+)=([^=]+)$/.exec(text) ?? [];
  if (old === undefined || now === undefined) throw new InvalidArgumentError('expected OLD=NEW');
  return { ...known, [old]: now };
}
