/** The composer as a service: its flow, its way out, its part of the API. */
import { type Route, route } from '@facteur/http';
import { replyToken } from '@facteur/mail';
import { listOutbox, type MailOut } from '@facteur/mail/outgoing';
import { type Kernel, openRunner, type Parking } from '@facteur/runtime';
import { z } from 'zod';
import { openAddressBook } from './address-book.ts';
import { type ComposerConfig, limitsOf } from './config.ts';
import { replyComposerFlow } from './flow.ts';
import { sendReply } from './send-reply.ts';
import { type JourneyByHash, readProductTemplates } from './write.ts';

/** What the composer needs. */
export interface ComposerParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  readonly config: ComposerConfig;
  readonly mailOut: MailOut;
  /** Where `mailOut` keeps mails when no SMTP server is configured; listed by the API. */
  readonly outboxFolder?: string | undefined;
  readonly journeyByHash: JourneyByHash;
}

/** Opens the composer; nothing leaves before `start`. */
export async function openComposer(parts: ComposerParts) {
  const { kernel, config, mailOut, journeyByHash } = parts;
  const { keys } = kernel;
  const limits = limitsOf(config);
  const send = sendReply({
    ...{ config, keys, mailOut, journeyByHash },
    addresses: await openAddressBook(kernel, limits),
    product: await readProductTemplates(),
    held: (reason) => kernel.metrics.effects.inc({ flow: 'reply-composer', effect: 'hold-back', outcome: reason }),
  });
  const flow = replyComposerFlow(send, (replyId) => replyToken(keys, replyId), limits);
  const runner = await openRunner(flow, kernel, parts.parking);
  return {
    runner,
    routes: [outboxRoute(parts.outboxFolder)] as Route[],
    start: () => runner.start(),
    async stop(): Promise<void> {
      await runner.stop();
      await mailOut.close();
    },
  };
}

const entrySchema = z.object({ id: z.string(), path: z.string(), bytes: z.int(), writtenMs: z.number() });

function outboxRoute(folder: string | undefined): Route {
  return route({
    method: 'get',
    path: '/api/v1/outbox',
    summary: 'Mails kept in the outbox folder because no SMTP server is configured, oldest first',
    role: 'reader',
    answer: z.object({ folder: z.string().nullable(), mails: z.array(entrySchema) }),
    handle: async () => ({ folder: folder ?? null, mails: folder === undefined ? [] : await listOutbox(folder) }),
  });
}
