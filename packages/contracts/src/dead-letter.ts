/** What a consumer group could not handle, kept with its error until someone replays or drops it. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';

export const deadLettered = defineEvent(
  'DeadLettered',
  'letter.dead',
  1,
  z.object({
    group: z.string(),
    topic: z.string(),
    eventId: z.string(),
    attempts: z.number().int().positive(),
    code: z.string(),
    error: z.string(),
    event: z.json().describe('The event as it came: personal fields still sealed'),
  }),
);
