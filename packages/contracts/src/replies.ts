/** A mail to a customer is wanted; it has left; it could not. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';
import { personal } from './personal.ts';
import { actorSchema, addressSchema, blobRefSchema, jsonObjectSchema, languageSchema } from './vocabulary.ts';

export const replyPurposeSchema = z.enum(['acknowledgement', 'question', 'reminder', 'answer']);

/** What the mail says: templates of a journey's version, a template of the product, or an advisor's own words. */
export const replyContentSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('journey'),
    journey: z.string(),
    hash: z.string(),
    templates: z.array(z.string()).min(1),
    data: personal(jsonObjectSchema),
  }),
  z.object({ kind: z.literal('product'), template: z.enum(['acknowledgement']), data: personal(jsonObjectSchema) }),
  z.object({ kind: z.literal('written'), text: personal(z.string()), subject: personal(z.string()).optional() }),
]);

/** A file that leaves with a mail. */
export const replyFileSchema = z.object({
  name: personal(z.string()),
  type: z.string(),
  bytes: z.number().int().nonnegative(),
  blob: blobRefSchema,
});
export type ReplyFile = z.infer<typeof replyFileSchema>;

/** Which side conversation a mail belongs to: it goes to somebody outside, and the customer never hears of it. */
const sideSchema = z
  .string()
  .optional()
  .describe('The side conversation that it belongs to; absent: it is the customer’s');

export const replyRequested = defineEvent(
  'ReplyRequested',
  'reply.requested',
  1,
  z.object({
    replyId: z.string(),
    purpose: replyPurposeSchema,
    mailbox: z.string(),
    language: languageSchema,
    to: personal(addressSchema),
    subject: personal(z.string()).describe('Of the customer’s mail'),
    inReplyTo: personal(z.string()).optional(),
    references: personal(z.array(z.string())),
    content: replyContentSchema,
    author: actorSchema,
    onWordOf: actorSchema
      .optional()
      .describe('The advisor whose decision the bot carries out: who has taken the case over wants it'),
    cc: personal(z.array(addressSchema)).optional(),
    bcc: personal(z.array(addressSchema)).optional(),
    attachments: z.array(replyFileSchema).optional(),
    side: sideSchema,
  }),
);

export const replySent = defineEvent(
  'ReplySent',
  'reply.sent',
  1,
  z.object({
    replyId: z.string(),
    purpose: replyPurposeSchema,
    mailbox: z.string(),
    messageId: z.string().describe('Ours: an HMAC of the reply’s id'),
    sentAt: z.iso.datetime(),
    to: personal(addressSchema),
    subject: personal(z.string()),
    text: personal(z.string()),
    author: actorSchema,
    merges: z
      .array(z.string())
      .optional()
      .describe('Replies that needed no mail of their own: this one says it as well'),
    refused: z
      .array(z.object({ address: personal(z.string()), reply: z.string() }))
      .optional()
      .describe('Further recipients that the server did not take, with its answer'),
    cc: personal(z.array(addressSchema)).optional(),
    attachments: z.array(replyFileSchema).optional(),
    side: sideSchema,
  }),
);

/**
 * Why the bot held a mail back. `loop-suspected`: too many exchanges in an hour, another machine is likely at the other end;
 * `daily-limit`: enough for one person and day; `no-reply-address`: nobody reads there; `acknowledged`: was told before.
 */
export const suppressionSchema = z.enum(['loop-suspected', 'daily-limit', 'no-reply-address', 'acknowledged']);
export type Suppression = z.infer<typeof suppressionSchema>;

export const replyFailed = defineEvent(
  'ReplyFailed',
  'reply.failed',
  1,
  z.object({
    replyId: z.string(),
    purpose: replyPurposeSchema,
    mailbox: z.string(),
    language: languageSchema,
    code: z.string(),
    detail: personal(z.string()),
    permanent: z.boolean(),
    suppressed: suppressionSchema.optional().describe('Held back on purpose; absent: it was meant to arrive'),
    side: sideSchema,
  }),
);
