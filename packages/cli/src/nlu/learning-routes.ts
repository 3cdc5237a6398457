/** Routes for authors: examples proposed from what advisors decided, and the thresholds in force. */
import { type Route, route } from '@facteur/http';
import type { openClassification } from '@facteur/intent-classification';
import { z } from 'zod';

type Classification = Pick<Awaited<ReturnType<typeof openClassification>>, 'proposals' | 'inForce'>;

const proposalParam = z.object({ id: z.string().min(3) });
const byBody = z.object({ by: z.string().min(1).default('admin').describe('Who') });
const pageQuery = z.object({
  status: z.enum(['proposed', 'accepted', 'refused']).default('proposed'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().optional(),
});

/** Authors' work: until there is a role for them, the administrator's. */
const AUTHOR = 'admin';

/** `/api/v1/nlu/…` */
export function learningRoutes({ proposals, inForce }: Classification): Route[] {
  const settle = (name: 'accept' | 'refuse', summary: string): Route =>
    route({
      method: 'post',
      path: `/api/v1/nlu/proposals/:id/${name}`,
      summary,
      role: AUTHOR,
      params: proposalParam,
      body: byBody,
      handle: ({ params, body }) => proposals.settle(name, { ...params, ...body }),
    });
  return [
    route({
      method: 'get',
      path: '/api/v1/nlu/proposals',
      summary: 'Customers’ words proposed as training examples of the intent that an advisor named, oldest case first',
      role: AUTHOR,
      query: pageQuery,
      handle: ({ query }) => proposals.list(query),
    }),
    settle('accept', 'Train on it from the next model on, which follows within seconds'),
    settle('refuse', 'Do not train on it; one that was accepted is taken out of the next model'),
    route({
      method: 'get',
      path: '/api/v1/nlu/model',
      summary: 'The model in use, and by intent the threshold in force with what it is worth',
      role: 'reader',
      handle: async () => inForce(),
    }),
  ];
}
