/** The bot's brake: what is stopped, by whom, and stopping or resuming it at once. */
import { type Caller, type Route, route } from '@facteur/http';
import type { HaltScope, Halts } from '@facteur/journey-orchestrator';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';

const scopeBody = z.object({
  scope: z.enum(['all', 'journey', 'mailbox']),
  name: z
    .string()
    .trim()
    .min(1)
    .exactOptional()
    .describe('The journey’s name or the mailbox’s address; absent for `all`'),
  reason: z.string().trim().min(1).max(500).exactOptional(),
  by: z.string().trim().min(1).exactOptional().describe('Who, when called with the administrator’s token'),
});
const entrySchema = z.object({
  at: z.iso.datetime(),
  by: z.string(),
  what: z.enum(['stopped', 'resumed']),
  reason: z.string().optional(),
});
const recordSchema = z.object({
  scope: z.enum(['all', 'journey', 'mailbox']),
  name: z.string().optional(),
  isStopped: z.boolean(),
  history: z.array(entrySchema),
});

/** What can be stopped by name. */
export interface Stoppable {
  readonly journeys: () => readonly string[];
  readonly mailboxes: readonly string[];
}

/** `/api/v1/bot…` */
export function botRoutes(halts: Halts, stoppable: Stoppable): Route[] {
  const turn = (path: 'stop' | 'resume', summary: string): Route =>
    route({
      method: 'post',
      path: `/api/v1/bot/${path}`,
      summary,
      role: 'supervisor',
      body: scopeBody,
      answer: recordSchema,
      handle: ({ body: { reason, by, ...scope }, caller }) =>
        halts.set(known(scope, stoppable), path === 'stop', {
          by: nameOf(caller, by),
          ...(reason === undefined ? {} : { reason }),
        }),
    });
  return [
    route({
      method: 'get',
      path: '/api/v1/bot',
      summary: 'Where the bot is stopped, who stopped and resumed it, and what can be stopped',
      role: 'reader',
      answer: z.object({
        records: z.array(recordSchema),
        journeys: z.array(z.string()),
        mailboxes: z.array(z.string()),
      }),
      handle: async () => ({
        records: await halts.records(),
        journeys: stoppable.journeys(),
        mailboxes: stoppable.mailboxes,
      }),
    }),
    turn('stop', 'Stop the bot at once, everywhere, for a journey or for a mailbox: advisors decide instead'),
    turn('resume', 'Let the bot go again'),
  ];
}

/** @throws AppError `BAD_INPUT` for what cannot be stopped, naming what can */
function known({ scope, name }: z.infer<typeof scopeBody>, { journeys, mailboxes }: Stoppable): HaltScope {
  if (scope === 'all') return { scope };
  const names = scope === 'journey' ? journeys() : mailboxes;
  if (name !== undefined && names.includes(name)) return { scope, name };
  const what = scope === 'journey' ? 'parcours' : 'boîte';
  throw new AppError(
    'BAD_INPUT',
    `« ${name ?? ''} » n’est pas ${what === 'boîte' ? 'une' : 'un'} ${what} ; il y a : ${names.join(', ')}`,
  );
}

/** A person who is signed in acts under their own name. */
function nameOf(caller: Caller | undefined, by: string | undefined): string {
  return (caller?.id === 'admin' ? by : undefined) ?? caller?.name ?? 'admin';
}
