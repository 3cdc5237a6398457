/** Settings of ingest. */
import { z } from 'zod';
import { filesSchema } from './files/files-config.ts';
import { imapSchema } from './imap/imap-config.ts';

const mailboxSchema = z.strictObject({
  address: z.email().transform((address) => address.toLowerCase()),
  /** `local`: a mail handed over by this very machine is believed. Anything else needs proof. */
  trust: z.enum(['local', 'proof']).default('proof'),
  /** The own mail servers, whose Authentication-Results are believed. Default none: anybody can write such a header. */
  'authentication-servers': z.array(z.string().toLowerCase()).optional(),
  /** Whether SPF, DKIM and DMARC are checked here where no own server has. Default: unless `trust` is `local`. */
  verify: z.boolean().optional(),
  /** Headers of the own spam filter: a mail that they mark is put in quarantine. Default none. */
  'spam-headers': z.array(z.string()).optional(),
  /** Where its mails are fetched from, besides those that come by SMTP. */
  imap: imapSchema.optional(),
});

export const ingestConfigSchema = z.strictObject({
  mailboxes: z.array(mailboxSchema).min(1),
  /** Above this a mail is kept and shown to an advisor, but only its headers are read. */
  'max-read-bytes': z
    .int()
    .positive()
    .default(20 * 1024 * 1024),
  /** A larger attachment stays in the raw mail: it is listed and not kept by itself. Default 25 MiB. */
  'max-attachment-bytes': z.int().positive().optional(),
  /** Below this much free disk, new mails are refused for the time being. */
  'min-free-bytes': z
    .int()
    .nonnegative()
    .default(256 * 1024 * 1024),
  /** What is done with the files that come with mails. Default: they are read, and not scanned. */
  files: filesSchema.optional(),
});

export type IngestConfig = z.infer<typeof ingestConfigSchema>;
export type IngestMailbox = IngestConfig['mailboxes'][number];
