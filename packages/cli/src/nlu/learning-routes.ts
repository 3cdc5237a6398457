/** Routes for authors: examples proposed from what advisors decided, and the thresholds in force. */
import type { Threshold } from '@facteur/contracts';
import { type Caller, type Route, route } from '@facteur/http';
import type { openClassification, Proposal } from '@facteur/intent-classification';
import { isoTime } from '@facteur/primitives';
import { z } from 'zod';

type Classification = Pick<Awaited<ReturnType<typeof openClassification>>, 'proposals' | 'inForce' | 'savedAt'>;

const share = z.number().min(0).max(1);
const proposalParam = z.object({ id: z.string().min(3) });
const byBody = z.object({
  by: z.string().trim().min(1).exactOptional().describe('Who, when called with the administrator’s token'),
});
const statusSchema = z.enum(['proposed', 'accepted', 'refused']);
const pageQuery = z.object({
  status: statusSchema.default('proposed'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().optional(),
});
const proposalSchema = z.object({
  id: z.string(),
  caseNumber: z.string().describe('The case that the words come from'),
  text: z.string().describe('The customer’s own words'),
  language: z.string(),
  intent: z.string().describe('The right one, as an advisor said'),
  predicted: z.object({ intent: z.string(), probability: share }),
  at: z.iso.datetime().describe('When the advisor said so'),
  status: statusSchema,
  by: z.string().optional().describe('Who accepted or refused it'),
});
const thresholdSchema = z.object({
  value: share.exactOptional().describe('Answered alone from this probability on; absent: never'),
  isGuaranteed: z.boolean().describe('True: validated cases promise the risk; false: the author’s provisional value'),
  risk: z.number().describe('The share of wrong automatic answers that the author accepted'),
  cases: z.number().int().describe('Validated cases that the promise rests on, or that there are so far'),
  coverage: share.exactOptional().describe('Of a guaranteed one: the share of those cases that reach it'),
  needed: z.number().int().exactOptional().describe('Further validated cases that would suffice for the promise'),
}) satisfies z.ZodType<Threshold>;
const modelSchema = z.object({
  model: z.string(),
  savedAt: z.iso.datetime().optional(),
  thresholds: z.record(z.string(), thresholdSchema).describe('By intent'),
});

/** `/api/v1/nlu/…` */
export function learningRoutes({ proposals, inForce, savedAt }: Classification): Route[] {
  const settle = (name: 'accept' | 'refuse', summary: string): Route =>
    route({
      method: 'post',
      path: `/api/v1/nlu/proposals/:id/${name}`,
      summary,
      role: 'author',
      params: proposalParam,
      body: byBody,
      answer: proposalSchema,
      handle: async ({ params: { id }, body, caller }) =>
        shown(await proposals.settle(name, { id, by: nameOf(caller, body.by) })),
    });
  return [
    route({
      method: 'get',
      path: '/api/v1/nlu/proposals',
      summary: 'Customers’ words proposed as training examples of the intent that an advisor named, oldest case first',
      role: 'author',
      query: pageQuery,
      answer: z.object({ proposals: z.array(proposalSchema), cursor: z.string().optional() }),
      handle: async ({ query }) => {
        const page = await proposals.list(query);
        return { ...page, proposals: page.proposals.map(shown) };
      },
    }),
    settle('accept', 'Train on it from the next model on, which follows within seconds'),
    settle('refuse', 'Do not train on it; one that was accepted is taken out of the next model'),
    route({
      method: 'get',
      path: '/api/v1/nlu/model',
      summary: 'The model in use, since when, and by intent the threshold in force with what it is worth',
      role: 'reader',
      answer: modelSchema,
      handle: async () => {
        const savedMs = await savedAt();
        return { ...inForce(), ...(savedMs === undefined ? {} : { savedAt: isoTime(savedMs) }) };
      },
    }),
  ];
}

/** An id begins with the number of its case. */
function shown(proposal: Proposal) {
  return { ...proposal, caseNumber: proposal.id.split('.')[0] ?? '' };
}

/** A person who is signed in acts under their own name. */
function nameOf(caller: Caller | undefined, by: string | undefined): string {
  return (caller?.id === 'admin' ? by : undefined) ?? caller?.name ?? 'admin';
}
