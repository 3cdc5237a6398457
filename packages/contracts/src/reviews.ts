/** A case needs an advisor, and what the advisor decided. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';
import { requestSchema } from './mail-understood.ts';
import { personal } from './personal.ts';
import { replyFileSchema } from './replies.ts';
import {
  actorSchema,
  addressSchema,
  jsonObjectSchema,
  languageSchema,
  prioritySchema,
  reviewReasonSchema,
} from './vocabulary.ts';

/** What an option may lead to, the least first. */
const optionActSchema = z.enum(['nothing', 'goods', 'money']);
export type OptionAct = z.infer<typeof optionActSchema>;

export const reviewRequested = defineEvent(
  'ReviewRequested',
  'review.requested',
  1,
  z.object({
    reviewId: z.string(),
    queue: z.string(),
    mailbox: z.string(),
    language: languageSchema,
    priority: prioritySchema,
    reasons: z.array(z.object({ code: reviewReasonSchema, detail: personal(z.string()).optional() })).min(1),
    runVersion: z.number().int().describe('The run that the advisor sees; echoed by the decision'),
    journey: z.string().optional(),
    step: z.string().optional(),
    mailId: z.string().optional(),
    requests: z.array(requestSchema),
    show: personal(z.array(z.object({ name: z.string(), value: z.json() }))),
    options: z.array(z.string()).describe('What the advisor may choose'),
    acts: z
      .record(z.string(), optionActSchema)
      .optional()
      .describe(
        'By option, the most that may follow before a person looks again; an option that is not in it may move anything',
      ),
    edit: personal(
      z.array(
        z.object({
          name: z.string(),
          type: z.string().describe('Of the field, such as money'),
          choices: z.array(z.string()).optional(),
          value: z.json().describe('What it holds now; null when it is not known'),
        }),
      ),
    )
      .optional()
      .describe('Data that the advisor may fill in or correct; no other is taken'),
    data: personal(jsonObjectSchema).describe('Everything gathered so far'),
    withinMs: z.number().int().positive().optional(),
    sample: z
      .object({ rate: z.number().positive().max(1).describe('Share of the automatic answers that are drawn') })
      .optional()
      .describe('Asked after an automatic answer, to learn whether it was right: nothing waits for the decision'),
    /** Reviews of the same case that this one replaces. */
    supersedes: z.array(z.string()),
  }),
);

/** What an advisor may decide. */
export const decisionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('option'), option: z.string() }),
  z.object({ kind: z.literal('intent'), intent: z.string() }),
  z.object({
    kind: z.literal('reply'),
    subject: personal(z.string()).optional(),
    text: personal(z.string().min(1)),
    cc: personal(z.array(addressSchema)).optional(),
    bcc: personal(z.array(addressSchema)).optional(),
    attachments: z.array(replyFileSchema).optional(),
  }),
  z.object({ kind: z.literal('close'), outcome: z.string() }),
]);
export type Decision = z.infer<typeof decisionSchema>;

export const reviewDecided = defineEvent(
  'ReviewDecided',
  'review.decided',
  1,
  z.object({
    reviewId: z.string(),
    runVersion: z.number().int(),
    decision: decisionSchema,
    data: personal(jsonObjectSchema).optional().describe('Corrected or added data'),
    note: personal(z.string()).optional(),
    advisor: actorSchema,
  }),
);
