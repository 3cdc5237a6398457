/** Quarantine in the HTTP API and in the metrics: what lies there, how much, and how it gets out. */
import { caseNumberSchema, type Mail } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { AppError, derivedId } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import { Gauge, type Registry } from 'prom-client';
import { z } from 'zod';
import { MAX_SHOWN } from './quarantine.ts';
import { type IngestState, isTaken } from './state.ts';

const heldSchema = z.object({
  caseNumber: caseNumberSchema,
  mailId: z.string(),
  mailbox: z.string(),
  receivedAt: z.iso.datetime(),
  from: z.object({ address: z.string(), name: z.string().optional() }).optional(),
  subject: z.string(),
  text: z.string().describe('Its beginning'),
});

/** `GET /api/v1/mail/quarantine`: what lies there, by case, the one that waits longest first. */
export function quarantineRoute(runner: Pick<Runner<IngestState>, 'find'>): Route {
  return route({
    method: 'get',
    path: '/api/v1/mail/quarantine',
    summary: 'Mails in quarantine, with enough of each to judge; a page holds so many cases',
    role: 'advisor',
    query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(50), after: z.string().optional() }),
    answer: z.object({ mails: z.array(heldSchema), cursor: z.string().optional() }),
    handle: async ({ query: { limit, after } }) => {
      const from = after === undefined ? {} : { after };
      const { documents, cursor } = await runner.find({ index: 'by-quarantine', limit, ...from });
      const mails = documents.flatMap(({ key, state }) => (state.quarantined ?? []).map((mail) => shown(key, mail)));
      return { mails, ...(cursor === undefined ? {} : { cursor }) };
    },
  });
}

function shown(caseNumber: string, { mailId, mailbox, receivedAt, from, subject, text }: Mail) {
  return { caseNumber, mailId, mailbox, receivedAt, from, subject, text: text.slice(0, MAX_SHOWN) };
}

/** `POST /api/v1/mail/{caseNumber}/release`: an advisor says that a mail in quarantine is none of spam. Doing it twice is fine. */
export function releaseRoute(runner: Pick<Runner<IngestState>, 'read' | 'command'>): Route {
  return route({
    method: 'post',
    path: '/api/v1/mail/:caseNumber/release',
    summary: 'Let the mails of a case out of quarantine: they are acknowledged and handled as if they came now',
    role: 'advisor',
    params: z.object({ caseNumber: caseNumberSchema }),
    answer: z.object({ caseNumber: caseNumberSchema, released: z.int().nonnegative() }),
    handle: async ({ params: { caseNumber } }) => {
      const state = (await runner.read(caseNumber))?.state;
      if (state === undefined || !isTaken(state)) throw new AppError('NOT_FOUND', `There is no case ${caseNumber}`);
      const held = (state.quarantined ?? []).map(({ mailId }) => mailId);
      if (held.length === 0) return { caseNumber, released: 0 };
      // Two advisors at once let the same mails out once.
      const id = `release/${derivedId('release', ...held)}`;
      const released = await runner.command({ key: caseNumber, id }, 'release', {});
      return { caseNumber, released: released ?? 0 };
    },
  });
}

/** Cases that are counted at most: whoever has more has seen enough. */
const MAX_COUNTED = 1_000;

/** `facteur_quarantined_mails`: all instances tell the same. A store that does not answer leaves the last number. */
export function quarantineGauge(
  runner: Pick<Runner<IngestState>, 'find'>,
  mailboxes: readonly string[],
  registry: Registry,
): void {
  const gauge = new Gauge({
    name: 'facteur_quarantined_mails',
    help: 'Mails in quarantine, of the thousand cases with one that wait longest',
    labelNames: ['mailbox'],
    registers: [registry],
    async collect() {
      const page = await runner.find({ index: 'by-quarantine', limit: MAX_COUNTED }).catch(() => undefined);
      const held = page?.documents.flatMap(({ state }) => state.quarantined ?? []);
      if (held === undefined) return;
      for (const mailbox of mailboxes) gauge.set({ mailbox }, held.filter((mail) => mail.mailbox === mailbox).length);
    },
  });
}
