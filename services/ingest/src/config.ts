/** Settings of ingest. */
import { z } from 'zod';

const mailboxSchema = z.strictObject({
  address: z.email().transform((address) => address.toLowerCase()),
  /** `local`: a mail handed over by this very machine is believed. Anything else needs proof. */
  trust: z.enum(['local', 'proof']).default('proof'),
  /** Mail servers whose Authentication-Results are believed. Default: those of the mailbox's own domain. */
  'authentication-servers': z.array(z.string()).optional(),
});

export const ingestConfigSchema = z.strictObject({
  mailboxes: z.array(mailboxSchema).min(1),
  /** Above this a mail is kept and shown to an advisor, but only its headers are read. */
  'max-read-bytes': z
    .int()
    .positive()
    .default(20 * 1024 * 1024),
  /** Below this much free disk, new mails are refused for the time being. */
  'min-free-bytes': z
    .int()
    .nonnegative()
    .default(256 * 1024 * 1024),
});

export type IngestConfig = z.infer<typeof ingestConfigSchema>;
export type IngestMailbox = IngestConfig['mailboxes'][number];
