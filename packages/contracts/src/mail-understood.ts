/** A mail has been understood, or honestly not: requests with calibrated intents, and the data found. Nothing is decided here. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';
import { mailSchema } from './mail-received.ts';
import { personal } from './personal.ts';
import { foundDatumSchema, rankedIntentSchema } from './vocabulary.ts';

/** One request of the customer. */
export const requestSchema = z.object({
  span: z.object({ in: z.enum(['text', 'subject']), start: z.number().int(), end: z.number().int() }),
  text: personal(z.string()),
  intents: z.array(rankedIntentSchema).describe('Most probable first'),
  outOfScope: z.number().min(0).max(1),
  nearest: z.array(z.object({ intent: z.string(), text: z.string(), similarity: z.number() })),
  words: z
    .array(z.object({ word: personal(z.string()), weight: z.number() }))
    .optional()
    .describe('What speaks for the most probable intent, or against it; heaviest first'),
});
export type MailRequest = z.infer<typeof requestSchema>;

export const mailUnderstood = defineEvent(
  'MailUnderstood',
  'mail.understood',
  1,
  z.object({
    mail: mailSchema,
    model: z.string().describe('Which model said so'),
    requests: z.array(requestSchema),
    data: z.array(foundDatumSchema),
    tone: z.enum(['neutral', 'upset', 'threat']),
  }),
);
