/** One act on many cases, over HTTP. */
import { caseNumberSchema } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { z } from 'zod';
import { advisorOf } from '../../people/advisor.ts';
import type { Actor } from '../actor.ts';
import { assigned, named, outcome, tags, until } from '../fields.ts';
import type { ManyAct, ManyAnswer } from './many-acts.ts';

const MOST_CASES = 200;

const actSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assign'), to: assigned }),
  z.object({ kind: z.literal('tags'), add: tags, remove: tags }),
  z.object({ kind: z.literal('snooze'), until }),
  z.object({ kind: z.literal('close'), outcome }),
  z.object({ kind: z.literal('trash') }),
]);

/** Does it. */
export interface ManyActs {
  many(numbers: readonly string[], advisor: Actor, act: ManyAct): Promise<ManyAnswer>;
}

export function manyRoutes(acts: ManyActs): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/desk/acts',
      summary: 'Do the same to many cases; those where it cannot be done are told with why',
      role: 'advisor',
      body: z.object({ advisor: named, numbers: z.array(caseNumberSchema).min(1).max(MOST_CASES), act: actSchema }),
      answer: z.object({
        done: z.array(z.string()),
        refused: z.array(z.object({ number: z.string(), why: z.string() })),
      }),
      handle: ({ body: { numbers, act, advisor }, caller }) => acts.many(numbers, advisorOf(caller, advisor), act),
    }),
  ];
}
