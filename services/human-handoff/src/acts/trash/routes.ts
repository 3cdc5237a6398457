/** The trash, over HTTP. */
import type { Route } from '@facteur/http';
import { z } from 'zod';
import { caseRoute } from '../case-route.ts';
import { named } from '../fields.ts';
import type { TrashActs } from './trash-acts.ts';

const body = z.object({ advisor: named });

export function trashRoutes(acts: TrashActs): Route[] {
  return [
    caseRoute('trash', 'Close a case and put it into the trash; 30 days later it is erased', body, (told) =>
      acts.trash(told.number, told.advisor),
    ),
    caseRoute('restore', 'Take a case out of the trash', body, (told) => acts.restore(told.number, told.advisor)),
  ];
}
