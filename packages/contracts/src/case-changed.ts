/** Something about a case changed that people want to see: where it stands, which step it took and why. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';
import { personal } from './personal.ts';
import { jsonObjectSchema, reviewReasonSchema } from './vocabulary.ts';

/** Where a case stands. */
export const caseStatusSchema = z.enum(['open', 'waiting-customer', 'waiting-advisor', 'closed', 'merged']);
export type CaseStatus = z.infer<typeof caseStatusSchema>;

export const caseChanged = defineEvent(
  'CaseChanged',
  'case.changed',
  1,
  z.object({
    change: z.enum(['decided', 'stepped', 'waiting', 'closed', 'reopened', 'merged', 'suppressed']),
    status: caseStatusSchema,
    revision: z.number().int().nonnegative().describe('Version of the run; the greatest one tells the status'),
    journey: z.string().optional(),
    journeyHash: z.string().optional(),
    intent: z.string().optional(),
    step: z.string().optional(),
    outcome: z.string().optional(),
    into: z.string().optional().describe('merged: the case that stays'),
    reasons: z.array(reviewReasonSchema),
    explanation: personal(z.string()).optional().describe('Why, in words'),
    data: personal(jsonObjectSchema).optional(),
  }),
);
