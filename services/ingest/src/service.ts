/** Ingest as a service: its flow, its receiver, its SMTP listener. */
import type { Blobs } from '@facteur/blobs';
import type { Route } from '@facteur/http';
import type { SenderResolver } from '@facteur/mail';
import { openSmtpListener, type SmtpListener, type SmtpListenerOptions } from '@facteur/mail/smtp';
import { type Kernel, openRunner, type Parking, type Runner } from '@facteur/runtime';
import { Counter } from 'prom-client';
import type { IngestConfig } from './config.ts';
import { dnsResolver } from './dns-resolver.ts';
import { openFileDesk } from './files/file-desk.ts';
import { ingestFlow } from './flow.ts';
import { type ImapAccess, openImapMailboxes } from './imap/imap-mailboxes.ts';
import { openingRoute } from './opening-routes.ts';
import { openOpenings } from './openings.ts';
import { quarantineGauge, quarantineRoute, releaseRoute } from './quarantine-routes.ts';
import { openReceiver, type Receiver } from './receiver.ts';
import { ingestRoutes } from './routes.ts';
import type { IngestState } from './state.ts';

/** Where a listener listens, and what it shows. */
type Listening = Pick<SmtpListenerOptions, 'host' | 'port' | 'path' | 'tls' | 'proxies'>;

/** What ingest needs. `smtp` or `lmtp` absent: no such listener. */
export interface IngestParts {
  readonly kernel: Kernel;
  readonly parking: Parking;
  readonly blobs: Blobs;
  readonly config: IngestConfig;
  /** Whether advisors may hand mails over as customers would. Default false. */
  readonly isDemo?: boolean;
  readonly smtp?: Listening | undefined;
  readonly lmtp?: Listening | undefined;
  /** Answers questions about senders' domains. Default: the machine's DNS. */
  readonly resolver?: SenderResolver | undefined;
  /** Needed where mailboxes are read by IMAP. */
  readonly imap?: ImapAccess | undefined;
}

/** Opens ingest; nothing comes in before `start`. */
export async function openIngest(parts: IngestParts) {
  const { kernel, blobs, smtp, lmtp } = parts;
  const { mailboxes } = parts.config;
  const flow = ingestFlow(kernel.keys, () => runner);
  const runner: Runner<IngestState> = await openRunner(flow, kernel, parts.parking);
  const { antivirus, read: isRead } = parts.config.files ?? {};
  const files = openFileDesk({ kernel, antivirus, isRead });
  const resolver = parts.resolver ?? dnsResolver();
  const receiver = counted(await openReceiver({ ...parts, runner, resolver, files }), kernel);
  const openings = openOpenings({ kernel, blobs, mailboxes, cases: runner });
  const routes: Route[] = [
    ...ingestRoutes(receiver, parts.isDemo),
    openingRoute(openings),
    quarantineRoute(runner),
    releaseRoute(runner),
  ];
  const addresses = mailboxes.map(({ address }) => address);
  quarantineGauge(runner, addresses, kernel.metrics.registry);
  const imap = await openImapMailboxes({ kernel, config: parts.config, receiver, access: parts.imap });
  const listeners: { smtp?: SmtpListener; lmtp?: SmtpListener } = {};
  return {
    runner,
    receiver,
    routes,
    smtpPort: () => listeners.smtp?.port,
    lmtpPort: () => listeners.lmtp?.port,
    /** The folders that are read by IMAP. */
    mailIn: imap.status,
    async start(): Promise<void> {
      await runner.start();
      const taking = takingFrom(receiver, kernel);
      if (smtp) listeners.smtp = await openSmtpListener({ ...smtp, ...taking });
      if (lmtp) listeners.lmtp = await openSmtpListener({ ...lmtp, ...taking, protocol: 'lmtp' });
      imap.start();
    },
    async stop(): Promise<void> {
      await imap.stop();
      await Promise.all([listeners.smtp?.close(), listeners.lmtp?.close()]);
      await receiver.idle();
      await files.close();
      await runner.stop();
    },
  };
}

/** What the listeners take, and where it goes. */
function takingFrom(receiver: Receiver, { log }: Kernel): Pick<SmtpListenerOptions, 'accepts' | 'receive' | 'log'> {
  return {
    accepts: (address) => receiver.mailboxOf(address) !== undefined,
    log: (message, details) => log.warn(details, message),
    async receive({ raw, from, to, remoteAddress, helo }) {
      // RFC 5321 §4.4: the final delivery keeps the envelope's sender; an empty one tells a bounce.
      const traced = Buffer.concat([Buffer.from(`Return-Path: <${from}>\r\n`), raw]);
      await receiver.receive({ raw: traced, channel: 'smtp', recipients: to, remoteAddress, helo, mailFrom: from });
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
