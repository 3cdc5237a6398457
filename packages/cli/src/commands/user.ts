/** `facteur user`: adding people, giving them a password, listing them. */

import { CALLER_ROLES } from '@facteur/http';
import type { Person } from '@facteur/human-handoff';
import { AppError } from '@facteur/primitives';
import { Command, Option } from 'commander';
import { type Client, openClient } from '../client.ts';
import { loadSettings } from '../load-settings.ts';
import { readPassword } from '../read-password.ts';

export function userCommand(): Command {
  return new Command('user')
    .description('The people who work with the console')
    .addCommand(addCommand())
    .addCommand(passwordCommand())
    .addCommand(listCommand());
}

interface AddOptions {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly team: readonly string[];
  readonly json: boolean;
}

function addCommand(): Command {
  return new Command('add')
    .description('Add somebody; prints the link by which they choose a password (once, within seven days)')
    .requiredOption('--name <name>', 'as colleagues and customers know them')
    .requiredOption('--email <address>', 'what they sign in with')
    .addOption(new Option('--role <role>', 'each includes those before it').choices(CALLER_ROLES).makeOptionMandatory())
    .option('--team <name>', 'repeatable', (name: string, known: readonly string[]) => [...known, name], [])
    .option('--json', 'as JSON', false)
    .action(async ({ name, email, role, team: teams, json }: AddOptions) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const added = (await client.post('/api/v1/people', { name, email, role, teams })) as {
        person: Person;
        invitation: string;
      };
      const link = new URL(added.invitation, client.url).href;
      process.stdout.write(json ? `${JSON.stringify({ person: added.person, invitation: link })}\n` : `${link}\n`);
    });
}

function passwordCommand(): Command {
  return new Command('passwd')
    .description('Set somebody’s password, read from the terminal without echo or from stdin; ends all their sessions')
    .argument('<email>')
    .option('--link', 'print a new invitation link instead', false)
    .action(async (email: string, { link }: { link: boolean }) => {
      const client = await openClient(loadSettings(process.env).home, process.env);
      const path = `/api/v1/people/${encodeURIComponent((await personAt(client, email)).id)}`;
      if (link) {
        const { invitation } = (await client.post(`${path}/invitation`, {})) as { invitation: string };
        process.stdout.write(`${new URL(invitation, client.url).href}\n`);
        return;
      }
      await client.post(`${path}/password`, { password: await readPassword(process.stdin, process.stderr) });
      process.stdout.write('password set\n');
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('Everybody, by name')
    .option('--json', 'as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const people = await everybody(await openClient(loadSettings(process.env).home, process.env));
      if (json) process.stdout.write(`${JSON.stringify(people)}\n`);
      else process.stdout.write(people.map(line).join('') || 'Nobody yet: facteur user add\n');
    });
}

function line({ name, email, role, teams, isActive, isAway }: Person): string {
  const state = isActive ? (isAway ? ', away' : '') : ', inactive';
  return `${name} <${email}>  ${role}${teams.length > 0 ? ` (${teams.join(', ')})` : ''}${state}\n`;
}

async function everybody(client: Client): Promise<readonly Person[]> {
  return ((await client.get('/api/v1/people')) as { people: readonly Person[] }).people;
}

/** @throws AppError `NOT_FOUND` */
async function personAt(client: Client, email: string): Promise<Person> {
  const wanted = email.trim().toLowerCase();
  const person = (await everybody(client)).find((one) => one.email === wanted);
  if (!person) throw new AppError('NOT_FOUND', `Nobody has the address ${email}: facteur user list`);
  return person;
}
