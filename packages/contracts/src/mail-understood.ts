/** A mail has been understood, or honestly not: requests with calibrated intents, and the data found. Nothing is decided here. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';
import { mailSchema } from './mail-received.ts';
import { personal } from './personal.ts';
import { foundDatumSchema, rankedIntentSchema } from './vocabulary.ts';

const share = z.number().min(0).max(1);

/** From which probability on a request for an intent may be answered alone, and what that is worth. */
export const thresholdSchema = z.object({
  value: share.optional().describe('Absent: nothing may be answered alone'),
  isGuaranteed: z.boolean().describe('True: validated cases promise the risk; false: the author’s provisional value'),
  risk: share.describe('The share of wrong automatic answers that the author accepted'),
  cases: z.number().int().nonnegative().describe('Validated cases that the promise rests on, or that there are so far'),
  coverage: share.optional().describe('Of a guaranteed one: the share of those cases that reach it'),
  needed: z.number().int().positive().optional().describe('Further validated cases that would suffice for the promise'),
});
export type Threshold = z.infer<typeof thresholdSchema>;

/** What a request lacks to be answered alone, or what there is to say against it: codes and numbers, no prose. */
export const shortfallSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('out-of-scope'), probability: share }),
  z.object({ code: z.literal('below-threshold'), by: share }),
  z.object({ code: z.literal('close-to'), intent: z.string(), by: share.describe('Margin to that intent') }),
  z.object({ code: z.literal('no-threshold') }),
  z.object({ code: z.literal('not-guaranteed'), needed: z.number().int().positive() }),
]);
export type Shortfall = z.infer<typeof shortfallSchema>;

const spanSchema = z.object({ in: z.enum(['text', 'subject']), start: z.number().int(), end: z.number().int() });

/** One request of the customer. */
export const requestSchema = z.object({
  span: spanSchema,
  text: personal(z.string()),
  intents: z.array(rankedIntentSchema).describe('Most probable first'),
  outOfScope: z.number().min(0).max(1),
  nearest: z
    .array(z.object({ intent: z.string(), text: z.string(), similarity: z.number() }))
    .describe('Training examples; the text is empty where it is another customer’s'),
  words: z
    .array(z.object({ word: personal(z.string()), weight: z.number() }))
    .optional()
    .describe('What speaks for the most probable intent, or against it; heaviest first'),
  model: z.string().optional().describe('Which model ranked the intents'),
  threshold: thresholdSchema
    .optional()
    .describe('In force for the most probable intent; absent: no journey answers it'),
  missing: z.array(shortfallSchema).optional().describe('Why not alone; empty: nothing speaks against it'),
  explainedBy: z
    .array(z.object({ span: spanSchema, text: personal(z.string()), intent: z.string() }))
    .optional()
    .describe('What is no request of its own because it only explains this one, and what it would ask for by itself'),
});
export type MailRequest = z.infer<typeof requestSchema>;

/** What a mail says between its lines, with the words that say so. */
export const signalsSchema = z.object({
  upset: z.boolean(),
  legal: z.boolean().describe('Courts, lawyers, authorities, mediators'),
  leaving: z.boolean().describe('For a competitor, or closing the account'),
  vulnerable: z.boolean().describe('Illness, bereavement, distress about money, minors, violence…'),
  press: z.boolean().describe('Media, social networks, public reviews'),
  evidence: z.array(
    z.object({
      signal: z.enum(['upset', 'legal', 'leaving', 'vulnerable', 'press']),
      in: z.enum(['text', 'subject']),
      start: z.number().int(),
      end: z.number().int(),
      raw: z.string(),
    }),
  ),
});

/** What the mail wants of the conversation itself, by words. */
export const wishesSchema = z.object({
  thanks: z.boolean().describe('Says thanks or that all is well, and asks for nothing'),
  withdraws: z.boolean().describe('Takes the request back, or says that it is settled'),
  human: z.boolean().describe('Wants to hear from a person'),
});

/** How two requests of one mail stand to each other, by their places in `requests`. */
export const requestRelationSchema = z.object({
  one: z.number().int().nonnegative(),
  other: z.number().int().nonnegative(),
  relation: z
    .enum(['compatible', 'incompatible', 'explains'])
    .describe('compatible: journeys declare both together; explains: `one` is the reason for `other`'),
});

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
    signals: personal(signalsSchema)
      .optional()
      .describe('What may touch on health or misfortune is personal as a whole'),
    wishes: wishesSchema.optional(),
    relations: z.array(requestRelationSchema).optional().describe('Between requests for different intents'),
    documents: z
      .array(z.object({ attachment: z.number().int().nonnegative(), kind: z.string(), confidence: share }))
      .optional()
      .describe('What the mail’s attachments are, by their names and types'),
  }),
);
