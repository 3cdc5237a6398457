import type { Route } from '@facteur/http';
import type { CaseDesk } from '../desk.ts';

export function pageRoutes(_desk: CaseDesk): Route[] {
  return [];
}
