/** Words that several events share. */
import { z } from 'zod';
import { personal } from './personal.ts';

/** Languages in which customers are answered; others are answered in French. */
export const languageSchema = z.enum(['fr', 'en', 'es', 'de', 'it', 'nl', 'pt']);
export type Language = z.infer<typeof languageSchema>;

/** Where a blob lies; the same shape as `BlobRef` of `@facteur/blobs`. */
export const blobRefSchema = z.object({ scope: z.string(), id: z.string(), bytes: z.number().int().nonnegative() });

/** A mail address and the name shown with it. */
export const addressSchema = z.object({ address: z.string(), name: z.string().exactOptional() });
export type Address = z.infer<typeof addressSchema>;

/** Any JSON object, as gathered by a journey. */
export const jsonObjectSchema = z.record(z.string(), z.json());

/** Why a case waits for an advisor (closed list; the console words each). */
export const reviewReasonSchema = z.enum([
  'low-confidence',
  'several-intents',
  'out-of-scope',
  'unproven-sender',
  'assist-mode',
  'advisor-asked',
  'step-review',
  'connector-failed',
  'effect-in-doubt',
  'already-done',
  'rule-undecided',
  'customer-upset',
  'loop-suspected',
  'no-journey',
  'unexpected-reply',
  'reply-check-failed',
  'reply-undelivered',
  'no-answer',
  'changed-since',
  'handler-failed',
  'unreadable-mail',
]);
export type ReviewReason = z.infer<typeof reviewReasonSchema>;

export const prioritySchema = z.enum(['low', 'normal', 'high', 'urgent']);
export type Priority = z.infer<typeof prioritySchema>;

/** An intent with its calibrated probability (0..1). */
export const rankedIntentSchema = z.object({ intent: z.string(), probability: z.number().min(0).max(1) });

/** Who acts: the bot, a customer, or a person of the company by id. */
export const actorSchema = z.object({ id: z.string(), name: personal(z.string()).optional() });

/** Something found in a mail's text: where, as written, and normalised. */
export const foundDatumSchema = z.object({
  type: z.string(),
  in: z.enum(['text', 'subject']),
  start: z.number().int(),
  end: z.number().int(),
  raw: personal(z.string()),
  value: personal(z.json()),
  confidence: z.number().min(0).max(1).optional().describe('Below 0.5 nothing is given'),
});
export type FoundDatum = z.infer<typeof foundDatumSchema>;
