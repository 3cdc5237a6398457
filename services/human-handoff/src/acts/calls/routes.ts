/** Calls about a case, and asking for one that a colleague holds. */
import type { Route } from '@facteur/http';
import { z } from 'zod';
import { caseRoute } from '../case-route.ts';
import type { Act } from '../commands.ts';
import { named, text } from '../fields.ts';
import type { DeskPart } from '../state.ts';

const callBody = z.object({
  advisor: named,
  text: text.max(20_000),
  direction: z.enum(['in', 'out']).describe('Who called: the other (`in`), or the company (`out`)'),
});
const plainBody = z.object({ advisor: named });

/** Applies the commands. */
interface CallActs {
  act(number: string, name: 'call' | 'ask-for', payload: Act & Readonly<Record<string, unknown>>): Promise<DeskPart>;
}

export function callRoutes({ act }: CallActs): Route[] {
  return [
    caseRoute('call', 'Note a telephone call about a case', callBody, ({ number, advisor, body }) => {
      const { text: said, direction } = body;
      return act(number, 'call', { advisor, text: said, direction });
    }),
    caseRoute('ask-for', 'Ask whoever holds a case to hand it back', plainBody, ({ number, advisor }) =>
      act(number, 'ask-for', { advisor }),
    ),
  ];
}
