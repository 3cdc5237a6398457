/** The composer as a service: its flow, its way out, its part of the API. */
import { type Route, route } from '@facteur/http';
import { replyToken } from '@facteur/mail';
import { listOutbox, type MailOut } from '@facteur/mail/outgoing';
import { type Kernel, openRunner, type Parking } from '@facteur/runtime';
import { z } from 'zod';
import { openAddressBook } from './address-book.ts';
import { type ComposerConfig, rulesOf } from './config.ts';
import type { FileStore } from './files.ts';
import { replyComposerFlow } from './flow.ts';
import { readProductTemplates } from './product-templates.ts';
import { sendReply } from './send-reply.ts';
import { tellWaiting } from './tell-waiting.ts';
import { watchWaiting } from './waiting-metric.ts';
import type { JourneyByHash } from './write.ts';

/** What the composer needs. */
export interface ComposerParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  readonly config: ComposerConfig;
  readonly mailOut: MailOut;
  /** Read for the files that leave with a mail. */
  readonly blobs: FileStore;
  /** Where `mailOut` keeps mails when no SMTP server is configured; listed by the API. */
  readonly outboxFolder?: string | undefined;
  readonly journeyByHash: JourneyByHash;
}

/** Of a mail, before it waits for a timer: what passes at once, such as a connection that broke. */
const QUICK_ATTEMPTS = 3;

/** Opens the composer; nothing leaves before `start`. */
export async function openComposer(parts: ComposerParts) {
  const { kernel, config, mailOut, blobs, journeyByHash } = parts;
  const { keys } = kernel;
  const rules = rulesOf(config);
  const send = sendReply({
    ...{ config, keys, mailOut, blobs, journeyByHash },
    addresses: await openAddressBook(kernel, rules.limits),
    product: await readProductTemplates(config.mailboxes),
    held: (reason) => kernel.metrics.effects.inc({ flow: 'reply-composer', effect: 'hold-back', outcome: reason }),
  });
  const tell = tellWaiting(kernel.log);
  const flow = replyComposerFlow({ send, tell }, (replyId) => replyToken(keys, replyId), rules);
  const effectAttempts = Math.min(kernel.limits.effectAttempts, QUICK_ATTEMPTS);
  const runner = await openRunner(flow, { ...kernel, limits: { ...kernel.limits, effectAttempts } }, parts.parking);
  watchWaiting(kernel, runner);
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
