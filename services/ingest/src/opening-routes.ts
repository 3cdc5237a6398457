/** `POST /api/v1/openings`: advisors open cases. */
import { caseNumberSchema, languageSchema } from '@facteur/contracts';
import { ADMINISTRATOR, type Caller, type Route, route } from '@facteur/http';
import { z } from 'zod';
import type { Advisor } from './call-mail.ts';
import type { Openings } from './openings.ts';

/** As JSON it stays below what a mail's text may be in the events about it. */
const MAX_TEXT = 30_000;
const ONE_LINE = /^[^\p{Cc}\u2028\u2029]*$/u;

const line = (most: number, what: string) =>
  z
    .string()
    .regex(/\S/, `${what} : renseignez ce champ.`)
    .max(most, `${what} : ${most} caractères au plus.`)
    .regex(ONE_LINE, `${what} : une seule ligne.`);

const name = line(150, 'Nom').optional();
const phone = line(40, 'Téléphone')
  .regex(/(?:\d\D*){3}/, 'Téléphone : indiquez un numéro.')
  .optional();
const address = z.email('Adresse du client : indiquez une adresse complète, comme nom@exemple.fr.').max(320);

const common = {
  id: z.string().min(1).max(64).describe('Chosen by the client: the same again opens nothing twice'),
  mailbox: z.email('Boîte : indiquez l’adresse d’une boîte de l’entreprise.'),
  subject: line(500, 'Objet'),
  language: languageSchema.optional().describe('Default: of a call, that of its text; French otherwise'),
  advisor: z
    .object({ id: z.string().min(1), name: z.string().exactOptional() })
    .exactOptional()
    .describe('Counts with the administrator’s token alone'),
};

const bodySchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('mail').describe('To write to the customer first, by the route of replies'),
    customer: z.object({ address, name, phone }),
  }),
  z.object({
    ...common,
    kind: z.literal('call').describe('What the customer said on the telephone'),
    customer: z
      .object({ address: address.optional(), name, phone })
      .refine(
        (one) => one.address ?? one.phone ?? one.name,
        'Client : indiquez au moins une adresse, un numéro ou un nom.',
      ),
    text: z
      .string()
      .regex(/\S/, 'Appel : notez ce que le client a dit.')
      .max(MAX_TEXT, `Appel : ${MAX_TEXT} caractères au plus.`),
  }),
]);

/** The route by which a case is opened before its customer wrote. */
export function openingRoute(openings: Openings): Route {
  return route({
    method: 'post',
    path: '/api/v1/openings',
    summary: 'Open a case: to write to a customer first, or to note a call, which is then understood like a mail',
    role: 'advisor',
    body: bodySchema,
    answer: z.object({ caseNumber: caseNumberSchema }),
    status: 201,
    handle: async ({ body, caller }) => ({ caseNumber: await openings.open(body, advisorOf(caller, body.advisor)) }),
  });
}

/** A person who is signed in acts as themselves, whatever the request says. */
function advisorOf(caller: Caller | undefined, named?: Advisor): Advisor {
  if (caller === undefined || caller.id === ADMINISTRATOR.id) return named ?? { id: ADMINISTRATOR.id };
  return { id: caller.id, name: caller.name };
}
