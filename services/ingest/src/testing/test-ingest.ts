/** Ingest on the test kernel: mails go in as bytes, and what became of them is looked up. */
import { join } from 'node:path';
import type { Blobs } from '@facteur/blobs';
import { openFileBlobs } from '@facteur/blobs/embedded';
import { type Mail, mailReceived, replyRequested } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';
import type { SenderResolver } from '@facteur/mail';
import { AppError } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { type IngestConfig, type IngestMailbox, ingestConfigSchema } from '../config.ts';
import type { FileDesk } from '../files/file-desk.ts';
import { ingestFlow } from '../flow.ts';
import type { Arrival } from '../item.ts';
import { type Openings, openOpenings } from '../openings.ts';
import { openReceiver, type Receipt, type Receiver } from '../receiver.ts';
import type { IngestState } from '../state.ts';

export const SAV = 'sav@boutique.example';
export const HOTEL = 'reservation@hotel.example';

/** How long handled ids are kept here: short, for time to pass quickly. */
export const INBOX_MS = 2_000;

/** The fields of a mail that tests set; each stands in the header when given. */
export interface TestMail {
  readonly from?: string;
  readonly to?: string;
  readonly cc?: string;
  readonly subject?: string;
  readonly id?: string;
  readonly inReplyTo?: string;
  readonly references?: string;
  readonly text?: string;
  /** Further header lines. */
  readonly headers?: readonly string[];
}

/** RFC 5322 bytes. Default: Camille writes to the shop. */
export function rawMail(mail: TestMail): Buffer {
  const { from = 'Camille <camille@courriel.example>', to = SAV, subject = 'Ma commande', text = 'Bonjour.' } = mail;
  const lines = [
    from === '' ? [] : `From: ${from}`,
    `To: ${to}`,
    mail.cc ? `Cc: ${mail.cc}` : [],
    `Subject: ${subject}`,
    'Date: Mon, 5 Jan 2026 09:00:00 +0000',
    mail.id ? `Message-ID: <${mail.id}>` : [],
    mail.inReplyTo ? `In-Reply-To: <${mail.inReplyTo}>` : [],
    mail.references ? `References: ${mail.references}` : [],
    mail.headers ?? [],
    'Content-Type: text/plain; charset=utf-8',
  ];
  return Buffer.from(`${lines.flat().join('\r\n')}\r\n\r\n${text}\r\n`);
}

/** A part of the test's life between two starts. */
interface Open {
  readonly runner: Runner<IngestState>;
  readonly receiver: Receiver;
  readonly blobs: Blobs;
  readonly openings: Openings;
}

/** How to open it. */
export interface TestIngestOptions {
  readonly mailboxes?: readonly string[];
  /** Stands in front of the key store. */
  readonly keys?: (keys: KeyStore) => KeyStore;
  readonly freeBytes?: () => number;
  /** Further settings of every mailbox. */
  readonly mailbox?: Partial<IngestMailbox>;
  readonly maxAttachmentBytes?: number;
  /** Default: no sender is checked. */
  readonly resolver?: SenderResolver;
  /** Default: nobody looks into files. */
  readonly files?: FileDesk;
}

/** Ingest under a test's control. */
export interface TestIngest {
  readonly kernel: TestKernel;
  runner(): Runner<IngestState>;
  blobs(): Blobs;
  receiver(): Receiver;
  openings(): Openings;
  /** Lets time pass until `work` is over. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Hands a mail over; `recipients` default the mailbox. */
  receive(mail: TestMail | Buffer, arrival?: Partial<Arrival>): Promise<Receipt>;
  /** Mails published so far, in order. */
  received(): Promise<readonly Mail[]>;
  /** What was published, each event once: mails and acknowledgements by case, in the order of publishing. */
  outcome(): Promise<{ readonly mails: readonly string[]; readonly acknowledged: readonly string[] }>;
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/** Opens ingest on a kernel of its own. */
export async function openTestIngest(options: TestIngestOptions = {}): Promise<TestIngest> {
  const kernel = await openTestKernel({ limits: { inboxMs: INBOX_MS } });
  const addresses = options.mailboxes ?? [SAV, HOTEL];
  const config = ingestConfigSchema.parse({
    mailboxes: addresses.map((address) => ({ address, ...options.mailbox })),
    'max-attachment-bytes': options.maxAttachmentBytes,
  });
  let open = await openOn(kernel, config, options);
  /** What failed is tried again after a moment: time must pass meanwhile. */
  const during = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false;
    const over = (): void => {
      isOver = true;
    };
    work.then(over, over);
    await kernel.until(() => isOver);
    return work;
  };
  return {
    kernel,
    runner: () => open.runner,
    blobs: () => open.blobs,
    receiver: () => open.receiver,
    openings: () => open.openings,
    during,
    async receive(mail, arrival = {}) {
      const receiving = open.receiver.receive({
        raw: Buffer.isBuffer(mail) ? mail : rawMail(mail),
        ...{ channel: 'smtp', recipients: [SAV], remoteAddress: '192.0.2.1' },
        ...arrival,
      });
      return during(receiving);
    },
    async received() {
      await kernel.idle();
      return (await kernel.published(mailReceived)).map(({ data }) => data);
    },
    async outcome() {
      await kernel.idle();
      const once = <T extends { id: string; subject: string }>(events: readonly T[]): string[] => [
        ...new Map(events.map((event) => [event.id, event.subject])).values(),
      ];
      return {
        mails: once(await kernel.published(mailReceived)),
        acknowledged: once(await kernel.published(replyRequested)),
      };
    },
    async restart() {
      await open.blobs.close();
      await kernel.restart();
      open = await openOn(kernel, config, options);
    },
    async dispose() {
      await open.blobs.close();
      await kernel.dispose();
    },
  };
}

async function openOn(test: TestKernel, config: IngestConfig, options: TestIngestOptions): Promise<Open> {
  const kernel = { ...test.kernel() };
  if (options.keys) kernel.keys = options.keys(kernel.keys);
  const blobs = await openFileBlobs({
    ...{ folder: join(test.folder, 'blobs'), keys: kernel.keys, minFreeBytes: 0, clock: kernel.clock },
    statfs: async () => ({ bavail: options.freeBytes?.() ?? 1e9, bsize: 1 }),
  });
  let started: Runner<IngestState> | undefined;
  // Effects that a crash left are taken up while the runner still starts.
  const cases = (): Runner<IngestState> => {
    if (started === undefined) throw new AppError('NOT_RUNNING', 'still starting', { retry: 'later' });
    return started;
  };
  const runner = await test.run(ingestFlow(kernel.keys, cases));
  started = runner;
  const { resolver, files } = options;
  const receiver = await openReceiver({ kernel, blobs, config, runner, resolver, files });
  const openings = openOpenings({ kernel, blobs, mailboxes: config.mailboxes, cases: runner });
  return { runner, blobs, receiver, openings };
}
