/** The composer as a service: its flow, its way out, its part of the API. */
import { type Route, route } from '@facteur/http';
import { listOutbox, type MailOut } from '@facteur/mail/outgoing';
import { type EffectRunner, type Kernel, openRunner, type Parking } from '@facteur/runtime';
import { z } from 'zod';
import { composeReply } from './compose.ts';
import type { ComposerConfig } from './config.ts';
import { replyComposerFlow } from './flow.ts';
import type { SendInput, Sent } from './state.ts';
import { type JourneyByHash, readProductTemplates, writeReply } from './write.ts';

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
  const product = await readProductTemplates();
  const send: EffectRunner = async ({ input }, { subject: caseNumber }): Promise<Sent> => {
    const sending = input as SendInput;
    const words = await writeReply(caseNumber, sending.request, journeyByHash, product);
    const mail = composeReply(caseNumber, sending, words, config, kernel.keys);
    await mailOut.send(mail);
    return { messageId: mail.messageId, subject: mail.subject, text: mail.text };
  };
  const runner = await openRunner(replyComposerFlow(send), kernel, parts.parking);
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
