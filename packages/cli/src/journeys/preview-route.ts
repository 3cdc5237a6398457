/** What a decision would lead to, for the advisor who is about to take it. */
import { caseNumberSchema, replyPurposeSchema } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import type { openPreview } from '@facteur/journey-orchestrator';
import type { JsonObject } from '@facteur/primitives';
import { z } from 'zod';

const previewBody = z.object({
  case: caseNumberSchema,
  decision: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('option'), option: z.string() }),
    z.object({ kind: z.literal('intent'), intent: z.string() }),
  ]),
  data: z.record(z.string(), z.json()).optional().describe('Corrected or added data'),
});
const previewAnswer = z.object({
  replies: z.array(
    z.object({
      atMs: z.number(),
      purpose: replyPurposeSchema,
      templates: z.array(z.string()),
      subject: z.string().optional(),
      text: z.string().describe('Markdown, without greeting and signature'),
    }),
  ),
  effects: z
    .array(z.object({ operation: z.string(), input: z.record(z.string(), z.json()) }))
    .describe('Money and goods that would move: none did'),
  reviews: z.array(
    z.object({ atMs: z.number(), queue: z.string(), step: z.string().optional(), reasons: z.array(z.string()) }),
  ),
  status: z.string(),
  outcome: z.string().optional(),
  unknown: z.string().optional().describe('Why it cannot be told further'),
});

/** `POST /api/v1/journeys/preview` */
export function previewRoute(preview: ReturnType<typeof openPreview>): Route {
  return route({
    method: 'post',
    path: '/api/v1/journeys/preview',
    summary: 'What a decision would lead to: look-ups are asked, money and goods only imagined, nothing leaves',
    role: 'advisor',
    body: previewBody,
    answer: previewAnswer,
    handle: async ({ body: { case: number, decision, data }, caller }) => {
      const { id, name } = caller ?? { id: 'admin', name: 'Administrateur' };
      return preview(number, { decision, ...(data && { data: data as JsonObject }) }, { id, name });
    },
  });
}
