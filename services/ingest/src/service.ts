/** Ingest as a service: its flow, its receiver, its SMTP listener. */
import type { Blobs } from '@facteur/blobs';
import type { Route } from '@facteur/http';
import type { SenderResolver } from '@facteur/mail';
import { openSmtpListener } from '@facteur/mail/smtp';
import { type Kernel, openRunner, type Parking } from '@facteur/runtime';
import { Counter } from 'prom-client';
import type { IngestConfig } from './config.ts';
import { dnsResolver } from './dns-resolver.ts';
import { ingestFlow } from './flow.ts';
import { type ImapAccess, openImapMailboxes } from './imap/imap-mailboxes.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { ingestRoutes, releaseRoute } from './routes.ts';

/** What ingest needs. `smtp` absent: no listener. */
export interface IngestParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  readonly blobs: Blobs;
  readonly config: IngestConfig;
  readonly smtp?: { readonly host: string; readonly port: number } | undefined;
  /** Answers questions about senders' domains. Default: the machine's DNS. */
  readonly resolver?: SenderResolver | undefined;
  /** Needed where mailboxes are read by IMAP. */
  readonly imap?: ImapAccess | undefined;
}

/** Opens ingest; nothing comes in before `start`. */
export async function openIngest(parts: IngestParts) {
  const { kernel, smtp } = parts;
  const runner = await openRunner(ingestFlow(), kernel, parts.parking);
  const receiver = counted(await openReceiver({ ...parts, runner, resolver: parts.resolver ?? dnsResolver() }), kernel);
  const routes: Route[] = [...ingestRoutes(receiver), releaseRoute(runner)];
  const imap = await openImapMailboxes({ kernel, config: parts.config, receiver, access: parts.imap });
  let listener: Awaited<ReturnType<typeof openSmtpListener>> | undefined;
  return {
    runner,
    receiver,
    routes,
    smtpPort: () => listener?.port,
    /** The folders that are read by IMAP. */
    mailIn: imap.status,
    async start(): Promise<void> {
      await runner.start();
      if (smtp) {
        listener = await openSmtpListener({
          ...smtp,
          accepts: (address) => receiver.mailboxOf(address) !== undefined,
          log: (message, details) => kernel.log.warn(details, message),
          receive: async ({ raw, from, to, remoteAddress, helo }) => {
            // RFC 5321 §4.4: the final delivery keeps the envelope's sender; an empty one tells a bounce.
            const traced = Buffer.concat([Buffer.from(`Return-Path: <${from}>\r\n`), raw]);
            const session = { remoteAddress, helo, mailFrom: from };
            await receiver.receive({ raw: traced, channel: 'smtp', recipients: to, ...session });
          },
        });
      }
      imap.start();
    },
    async stop(): Promise<void> {
      await imap.stop();
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
