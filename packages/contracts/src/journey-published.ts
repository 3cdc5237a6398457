/** A version of a journey went live; every process loads it by its hash. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';
import { blobRefSchema } from './vocabulary.ts';

/** `publishedBy` of what a start found in the journeys' folder: whatever a person publishes takes its place. */
export const PUBLISHED_BY_START = 'facteur start';

export const journeyPublished = defineEvent(
  'JourneyPublished',
  'journey.published',
  1,
  z.object({
    journey: z.string(),
    hash: z.string(),
    bundle: blobRefSchema,
    publishedBy: z.string(),
  }),
);
