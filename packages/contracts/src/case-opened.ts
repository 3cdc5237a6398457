/** An advisor opened a case before the customer wrote anything: to write to them first. */
import { z } from 'zod';
import { defineEvent } from './envelope.ts';
import { personal } from './personal.ts';
import { actorSchema, addressSchema, languageSchema } from './vocabulary.ts';

export const caseOpened = defineEvent(
  'CaseOpened',
  'case.opened',
  1,
  z.object({
    mailbox: z.string(),
    language: languageSchema,
    customer: personal(addressSchema),
    participant: z.string().describe('Keyed digest of the customer’s address'),
    subject: personal(z.string()),
    by: actorSchema,
  }),
);
