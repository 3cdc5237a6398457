/** Cases that belong together, over HTTP. */
import { caseNumberSchema } from '@facteur/contracts';
import type { Route } from '@facteur/http';
import { z } from 'zod';
import { caseRoute } from '../case-route.ts';
import { address, line, named, text } from '../fields.ts';
import { SAID_KINDS } from './case-link.ts';
import type { LinkActs } from './link-acts.ts';

const other = caseNumberSchema;
const linkBody = z.object({ advisor: named, other, kind: z.enum(SAID_KINDS) });
const unlinkBody = z.object({ advisor: named, other });
const mergeBody = z.object({ advisor: named, into: caseNumberSchema });
const splitBody = z.object({
  advisor: named,
  mailId: z.string().min(1).max(200),
  parts: z.array(z.object({ text })).min(1).max(8),
});
const customerBody = z.object({ advisor: named, address, name: line.max(200).exactOptional() });

export function linkRoutes(acts: LinkActs): Route[] {
  return [
    caseRoute('link', 'Say that another case belongs with this one', linkBody, ({ number, advisor, body }) =>
      acts.link(number, advisor, body.other, body.kind),
    ),
    caseRoute('unlink', 'Take that back', unlinkBody, ({ number, advisor, body }) =>
      acts.unlink(number, advisor, body.other),
    ),
    caseRoute('merge', 'Merge a case into another of the same mailbox: its run ends', mergeBody, (told) =>
      acts.merge(told.number, told.advisor, told.body.into),
    ),
    caseRoute('split', 'Make cases of parts of a mail, in its own words', splitBody, ({ number, advisor, body }) => {
      const texts = body.parts.map((part) => part.text);
      return acts.split(number, advisor, body.mailId, texts);
    }),
    caseRoute('customer', 'Say who the customer is from now on', customerBody, ({ number, advisor, body }) => {
      const { advisor: _, ...customer } = body;
      return acts.customer(number, advisor, customer);
    }),
  ];
}
