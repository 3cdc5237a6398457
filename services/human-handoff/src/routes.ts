/** Human hand-off's part of the HTTP API: cases, timelines, reviews, dead letters, the live stream. */
import { caseNumberSchema, caseStatusSchema, decisionSchema } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';
import type { DeskPart } from './acts/state.ts';
import type { CaseDesk } from './desk.ts';
import { advisorOf } from './people/advisor.ts';

const numberParam = z.object({ number: caseNumberSchema });
const reviewParam = z.object({ id: z.string().min(3) });
const advisorSchema = z.object({ id: z.string().min(1), name: z.string().exactOptional() });
/** `advisor` counts with the administrator's token alone: a person who is signed in acts as themselves. */
const claimBody = z.object({ advisor: advisorSchema.exactOptional() });
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

/** All routes of the hand-off. @param partOf what advisors made of a case; absent: nothing of it is shown */
export function handoffRoutes(desk: CaseDesk, partOf?: (number: string) => Promise<DeskPart>): Route[] {
  return [...caseRoutes(desk, partOf), ...reviewRoutes(desk)];
}

function caseRoutes(desk: CaseDesk, partOf?: (number: string) => Promise<DeskPart>): Route[] {
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
      summary:
        'A case: its view, reviews and timeline with every event and why each decision was made, and what advisors made of it',
      role: 'reader',
      params: numberParam,
      handle: async ({ params }) => {
        const found = await desk.case(params.number);
        if (!found) throw new AppError('NOT_FOUND', `Il n’y a pas de dossier ${params.number}`);
        return partOf === undefined ? found : { ...found, desk: await partOf(params.number) };
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
      handle: ({ params, body, caller }) =>
        desk.act(name, { reviewId: params.id, advisor: advisorOf(caller, body.advisor) }),
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
      handle: ({ params, body, caller }) =>
        desk.act('decide', { reviewId: params.id, ...body, advisor: advisorOf(caller, body.advisor) }),
    }),
  ];
}
