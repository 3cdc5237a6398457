/** What advisors do to a case besides deciding reviews, and who holds the right to write. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';
import { mailSchema } from './mail-received.ts';
import { personal } from './personal.ts';
import { actorSchema, addressSchema } from './vocabulary.ts';

/**
 * `link`: says that other cases belong with this one, which changes nothing of them; `customer`: somebody else is the customer;
 * `call`: a telephone call about it was noted; `expert`: somebody outside was asked, or written to again; `trash`, `restore`: put away, to
 * be deleted later, and taken back.
 */
const advisorActionSchema = z.enum([
  'take-over',
  'hand-back',
  'merge',
  'split',
  'snooze',
  'assign',
  'stop-bot',
  'link',
  'customer',
  'call',
  'expert',
  'trash',
  'restore',
]);

export const advisorActed = defineEvent(
  'AdvisorActed',
  'advisor.acted',
  1,
  z.object({
    action: advisorActionSchema,
    advisor: actorSchema,
    into: z.string().optional().describe('merge: the case that stays'),
    until: z.iso.datetime().optional(),
    assignee: z.string().optional(),
    mailIds: z.array(z.string()).optional(),
    note: personal(z.string()).optional(),
    others: z.array(z.string()).optional().describe('link: the other cases’ numbers'),
    customer: personal(addressSchema).optional().describe('customer: who the customer is from now on'),
    conversation: z.string().optional().describe('expert: which side conversation'),
    mail: mailSchema.optional().describe('split: the mail that holds several requests'),
    parts: z
      .array(z.object({ id: z.string(), text: personal(z.string()) }))
      .optional()
      .describe('split: what of it becomes a case of its own each, in the customer’s words'),
  }),
);

export const leaseChanged = defineEvent(
  'LeaseChanged',
  'lease.changed',
  1,
  z.object({
    holder: z.enum(['bot', 'advisor']),
    advisor: actorSchema.optional(),
    epoch: z.number().int().nonnegative(),
  }),
);
