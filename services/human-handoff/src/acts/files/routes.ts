/** Files that advisors bring into a case. */
import { type Route, route } from '@facteur/http';
import { z } from 'zod';
import { advisorOf } from '../../people/advisor.ts';
import { caseParams } from '../case-route.ts';
import type { FileActs } from './file-acts.ts';

/** What is read at all. Above 20 MiB a file is refused with its name, above this at once. */
const MOST_READ_BYTES = 32 * 1024 * 1024;

export function fileRoutes(acts: Pick<FileActs, 'keepFile'>): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/cases/:number/files',
      summary:
        'Bring a file (the body as it is, at most 20 MiB) that may leave with mails; what it is is told by its content',
      role: 'advisor',
      params: caseParams,
      query: z.object({ name: z.string().min(1).max(500) }),
      raw: { type: 'application/octet-stream', maxBytes: MOST_READ_BYTES },
      answer: z.object({
        file: z.object({ id: z.string(), name: z.string(), type: z.string(), bytes: z.int() }),
      }),
      status: 201,
      handle: async ({ params, query, body, caller }) => {
        const content = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        return { file: await acts.keepFile(params.number, advisorOf(caller), query.name, content) };
      },
    }),
  ];
}
