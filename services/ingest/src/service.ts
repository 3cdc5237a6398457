/** Ingest as a service: its flow, its receiver, its SMTP listener. */
import type { Blobs } from '@facteur/blobs';
import type { Route } from '@facteur/http';
import { openSmtpListener } from '@facteur/mail/smtp';
import { type Kernel, openRunner, type Parking } from '@facteur/runtime';
import { Counter } from 'prom-client';
import type { IngestConfig } from './config.ts';
import { ingestFlow } from './flow.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { ingestRoutes } from './routes.ts';

/** What ingest needs. `smtp` absent: no listener. */
export interface IngestParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  readonly blobs: Blobs;
  readonly config: IngestConfig;
  readonly smtp?: { readonly host: string; readonly port: number } | undefined;
}

/** Opens ingest; nothing comes in before `start`. */
export async function openIngest(parts: IngestParts) {
  const { kernel, smtp } = parts;
  const runner = await openRunner(ingestFlow(), kernel, parts.parking);
  const receiver = counted(await openReceiver({ ...parts, runner }), kernel);
  const routes: Route[] = ingestRoutes(receiver);
  let listener: Awaited<ReturnType<typeof openSmtpListener>> | undefined;
  return {
    runner,
    receiver,
    routes,
    smtpPort: () => listener?.port,
    async start(): Promise<void> {
      await runner.start();
      if (smtp) {
        listener = await openSmtpListener({
          ...smtp,
          accepts: (address) => receiver.mailboxOf(address) !== undefined,
          log: (message, details) => kernel.log.warn(details, message),
          receive: async ({ raw, from, to, remoteAddress }) => {
            // RFC 5321 §4.4: the final delivery keeps the envelope's sender; an empty one tells a bounce.
            const traced = Buffer.concat([Buffer.from(`Return-Path: <${from}>\r\n`), raw]);
            await receiver.receive({ raw: traced, channel: 'smtp', recipients: to, remoteAddress });
          },
        });
      }
    },
    async stop(): Promise<void> {
      await listener?.close();
      await receiver.idle();
      await runner.stop();
    },
  };
}

function counted(receiver: Receiver, { metrics, log }: Kernel): Receiver {
  const mails = new Counter({
    name: 'facteur_messages_received_total',
    help: 'Mails taken in, by what became of them',
    labelNames: ['channel', 'outcome'],
    registers: [metrics.registry],
  });
  return {
    ...receiver,
    async receive(arrival) {
      try {
        const receipt = await receiver.receive(arrival);
        mails.inc({ channel: arrival.channel, outcome: receipt.isNew ? 'kept' : 'known' });
        log.debug({ case: receipt.caseNumber, channel: arrival.channel, bytes: arrival.raw.length }, 'mail kept');
        return receipt;
      } catch (error) {
        mails.inc({ channel: arrival.channel, outcome: 'refused' });
        throw error;
      }
    },
  };
}
