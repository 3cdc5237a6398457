/** Human hand-off's part of the HTTP API: cases, timelines, reviews, dead letters, the live stream. */
import { caseNumberSchema, caseStatusSchema, type Decision, decisionSchema } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';
import type { DeskActs } from './acts/acts.ts';
import { addressed, attachments, copies } from './acts/fields.ts';
import { leaving } from './acts/files/kept-files.ts';
import { MOST_COPIES, tooManyCopies } from './acts/writing.ts';
import { type CaseDesk, caseOf } from './desk.ts';
import { advisorOf } from './people/advisor.ts';

const numberParam = z.object({ number: caseNumberSchema });
const reviewParam = z.object({ id: z.string().min(3) });
const advisorSchema = z.object({ id: z.string().min(1), name: z.string().exactOptional() });
/** `advisor` counts with the administrator's token alone: a person who is signed in acts as themselves. */
const claimBody = z.object({ advisor: advisorSchema.exactOptional() });
/** Files and people come by name: what they are is found here. */
const [option, intent, , close] = decisionSchema.options;
const decisionBody = z.discriminatedUnion('kind', [
  option,
  intent,
  close,
  z.object({
    kind: z.literal('reply'),
    subject: z.string().exactOptional(),
    text: z.string().min(1),
    cc: copies,
    bcc: copies,
    attachments,
  }),
]);
const decideBody = claimBody.extend({
  decision: decisionBody,
  runVersion: z.int().exactOptional().describe('The run version that the advisor saw; default: the item’s'),
  data: z.record(z.string(), z.json()).exactOptional(),
  note: z.string().exactOptional(),
});
const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().optional(),
});

/** What of the acting side is shown with cases and decided with reviews. */
type Acts = Pick<DeskActs, 'part' | 'absorbed' | 'filesOf'>;

/** When an open case is due by the company's goals or its review, as lists have it. */
type DueOf = (number: string) => string | undefined;

/** All routes of the hand-off. @param acts what advisors made of a case; absent: nothing of it is shown */
export function handoffRoutes(desk: CaseDesk, acts?: Acts, dueOf: DueOf = () => undefined): Route[] {
  return [...caseRoutes(desk, acts, dueOf), ...reviewRoutes(desk, acts)];
}

function caseRoutes(desk: CaseDesk, acts: Acts | undefined, dueOf: DueOf): Route[] {
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
        if (acts === undefined) return found;
        const { number } = params;
        const dueAt = dueOf(number);
        const due = dueAt === undefined ? {} : { dueAt };
        return { ...found, ...due, desk: await acts.part(number), absorbed: await acts.absorbed(number) };
      },
    }),
  ];
}

function reviewRoutes(desk: CaseDesk, acts: Acts | undefined): Route[] {
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
      handle: async ({ params, body, caller }) => {
        const decision = await decisionOf(params.id, body.decision, acts);
        return desk.act('decide', {
          ...{ reviewId: params.id, ...body, decision },
          advisor: advisorOf(caller, body.advisor),
        });
      },
    }),
  ];
}

/** With the files that it names. @throws AppError `BAD_INPUT` for too many copies; what the case's files throw */
async function decisionOf(
  reviewId: string,
  said: z.infer<typeof decisionBody>,
  acts: Acts | undefined,
): Promise<Decision> {
  if (said.kind !== 'reply') return said;
  const { cc, bcc, attachments: refs, ...words } = said;
  if (cc.length + bcc.length > MOST_COPIES) throw tooManyCopies();
  const files = (await acts?.filesOf(caseOf(reviewId), refs)) ?? [];
  return {
    ...words,
    ...(cc.length > 0 && { cc: addressed(cc) }),
    ...(bcc.length > 0 && { bcc: addressed(bcc) }),
    ...leaving(files),
  };
}
