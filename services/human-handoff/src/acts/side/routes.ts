/** Side conversations, over HTTP. */
import type { Route } from '@facteur/http';
import { z } from 'zod';
import { caseRoute } from '../case-route.ts';
import { addresses, attachments, line, named, text } from '../fields.ts';
import type { SideActs } from './side-acts.ts';

const body = z.object({
  advisor: named,
  conversation: z.string().min(1).max(12).exactOptional().describe('Which one goes on; absent: a new one begins'),
  to: addresses.min(1).describe('With the others, at most 20; all get one mail, and see each other'),
  cc: addresses.exactOptional(),
  subject: line,
  text,
  attachments,
});

export function sideRoutes(acts: SideActs): Route[] {
  return [
    caseRoute('side', 'Write to somebody outside about a case; its customer never hears of it', body, (told) => {
      const { advisor: _, ...request } = told.body;
      return acts.side(told.number, told.advisor, request);
    }),
  ];
}
