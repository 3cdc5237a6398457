/** What advisors do to a case besides deciding reviews, and who holds the right to write. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';
import { personal } from './personal.ts';
import { actorSchema } from './vocabulary.ts';

export const advisorActed = defineEvent(
  'AdvisorActed',
  'advisor.acted',
  1,
  z.object({
    action: z.enum(['take-over', 'hand-back', 'merge', 'split', 'snooze', 'assign', 'stop-bot']),
    advisor: actorSchema,
    into: z.string().optional().describe('merge: the case that stays'),
    until: z.iso.datetime().optional(),
    assignee: z.string().optional(),
    mailIds: z.array(z.string()).optional(),
    note: personal(z.string()).optional(),
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
