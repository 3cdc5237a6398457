/** A mail has been kept: what ingest knows of it. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';
import { personal } from './personal.ts';
import { actorSchema, addressSchema, blobRefSchema, languageSchema } from './vocabulary.ts';

/** A file that came with a mail. */
export const attachmentSchema = z.object({
  name: personal(z.string()),
  type: z.string(),
  bytes: z.number().int().nonnegative(),
  blob: blobRefSchema.optional(),
  text: blobRefSchema.optional().describe('Plain text found in it, UTF-8; absent: none was looked for or found'),
  thumbnail: blobRefSchema.optional().describe('A small picture of it (image/webp, at most 320 pixels wide and high)'),
  danger: z.string().optional().describe('What the virus scanner calls it; such a file is kept in the raw mail alone'),
});

export const mailKindSchema = z.enum(['human', 'auto-reply', 'bounce', 'report', 'list', 'loop']);

/** What a mail says of one that was not delivered (RFC 3464), and by what it names that one. */
const bounceSchema = z.object({
  action: z.enum(['failed', 'delayed', 'delivered', 'relayed', 'expanded']),
  status: z.string().optional().describe('Enhanced status code (RFC 3463)'),
  recipient: personal(z.string()).optional(),
  diagnostic: personal(z.string()).optional(),
  of: z
    .array(z.string())
    .describe('Tokens of our replies that it names with proof that we sent them; empty: nothing of it is believed'),
});

/** What was found out of the sender's servers; the words are those of RFC 8601. */
const authenticationSchema = z.object({
  by: z.enum(['header', 'check']).describe('header: the mailbox’s own server says so; check: found out by ingest'),
  spf: z.string(),
  dkim: z.string(),
  dmarc: z.string(),
  arc: z.string().optional(),
});

/** A mail as every service sees it. Times are ISO 8601 instants. */
export const mailSchema = z.object({
  mailId: z.string().describe('Derived from the mail’s fingerprint: the same mail, the same id'),
  mailbox: z.string(),
  channel: z
    .enum(['smtp', 'import', 'api', 'form', 'phone'])
    .describe('phone: what a customer said on the telephone, as an advisor noted it'),
  receivedAt: z.iso.datetime(),
  sentAt: z.iso.datetime().optional(),
  kind: mailKindSchema,
  language: languageSchema,
  from: personal(addressSchema).optional(),
  replyTo: personal(addressSchema).optional().describe('Where answers go when not to `from`; never an identity'),
  participant: z.string().describe('Keyed digest of the sender’s address'),
  proof: z
    .enum(['authenticated', 'local', 'none'])
    .describe('What proves the sender; `local` is believed from the loopback only'),
  joined: z.enum(['new', 'participant', 'signed-address']).describe('By what right the mail is in this case'),
  claims: z.array(z.string()).describe('Case numbers or threads that the mail names without taking part in them'),
  subject: personal(z.string()),
  text: personal(z.string()).describe('What the customer newly wrote; at most 100 000 characters'),
  messageId: personal(z.string()).optional(),
  references: personal(z.array(z.string())),
  raw: blobRefSchema,
  attachments: z.array(attachmentSchema),
  problems: z.array(z.object({ code: z.string(), detail: personal(z.string()) })),
  authentication: authenticationSchema.optional().describe('Absent: nobody looked'),
  bounce: bounceSchema.optional().describe('Of kind `bounce`'),
  history: z
    .literal(true)
    .optional()
    .describe('Was there before the mailbox was connected: read for context and training, never answered'),
  absentUntil: z.iso
    .datetime()
    .optional()
    .describe('An absence: when its sender is back; until then nobody is to be reminded'),
  notedBy: actorSchema.optional().describe('Of a call: who noted it'),
  splitFrom: z
    .string()
    .optional()
    .describe('The case whose mail held this request among others: an advisor gave it a case of its own'),
  side: z
    .string()
    .optional()
    .describe('The side conversation that it answers: no customer’s mail, never understood, acknowledged or answered'),
});
export type Mail = z.infer<typeof mailSchema>;

export const mailReceived = defineEvent('MailReceived', 'mail.received', 1, mailSchema);
