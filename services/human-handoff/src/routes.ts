/** Human hand-off's part of the HTTP API: cases, timelines, reviews, dead letters, the live stream. */
import { caseNumberSchema, caseStatusSchema, decisionSchema } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';
import type { CaseDesk } from './desk.ts';

const numberParam = z.object({ number: caseNumberSchema });
const reviewParam = z.object({ id: z.string().min(3) });
const advisorSchema = z.object({ id: z.string().min(1), name: z.string().exactOptional() });
const claimBody = z.object({ advisor: advisorSchema.default({ id: 'admin' }) });
const decideBody = claimBody.extend({
  decision: decisionSchema,
  runVersion: z.int().exactOptional().describe('The run version that the advisor saw; default: the item’s'),
  data: z.record(z.string(), z.json()).exactOptional(),
  note: z.string().exactOptional(),
});
const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().optional(),
});

/** All routes of the hand-off. */
export function handoffRoutes(desk: CaseDesk): Route[] {
  return [...caseRoutes(desk), ...reviewRoutes(desk)];
}

function caseRoutes(desk: CaseDesk): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/cases',
      summary: 'Cases, last changed first',
      role: 'reader',
      query: pageQuery.extend({ status: caseStatusSchema.optional() }),
      handle: ({ query }) => desk.cases(query),
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/:number',
      summary: 'A case: its view, reviews and timeline with every event and why each decision was made',
      role: 'reader',
      params: numberParam,
      handle: async ({ params }) => {
        const found = await desk.case(params.number);
        if (!found) throw new AppError('NOT_FOUND', `Il n’y a pas de dossier ${params.number}`);
        return found;
      },
    }),
  ];
}

function reviewRoutes(desk: CaseDesk): Route[] {
  const action = (name: 'claim' | 'release', summary: string): Route =>
    route({
      method: 'post',
      path: `/api/v1/reviews/:id/${name}`,
      summary,
      role: 'advisor',
      params: reviewParam,
      body: claimBody,
      handle: ({ params, body }) => desk.act(name, { reviewId: params.id, ...body }),
    });
  return [
    route({
      method: 'get',
      path: '/api/v1/reviews',
      summary: 'Open review items, longest waiting first',
      role: 'reader',
      query: pageQuery,
      handle: ({ query }) => desk.reviews(query),
    }),
    action('claim', 'Take an item: nobody else decides it meanwhile'),
    action('release', 'Give an item back'),
    route({
      method: 'post',
      path: '/api/v1/reviews/:id/decide',
      summary: 'Decide an item: the same journey goes on with everything gathered so far',
      role: 'advisor',
      params: reviewParam,
      body: decideBody,
      handle: ({ params, body }) => desk.act('decide', { reviewId: params.id, ...body }),
    }),
  ];
}
