/** A durable timer fell due. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';

export const timerFired = defineEvent(
  'TimerFired',
  'timer.fired',
  1,
  z.object({
    flow: z.string().describe('Whose timer: other flows ignore it'),
    key: z.string().describe('The state document that set it'),
    timer: z.string(),
    dueAt: z.iso.datetime(),
  }),
);
