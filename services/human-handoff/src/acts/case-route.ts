/** `POST /api/v1/cases/:number/<path>`: what one advisor does to one case. */
import { caseNumberSchema } from '@facteur/contracts';
import { type Call, type Route, route } from '@facteur/http';
import { z } from 'zod';
import { advisorOf } from '../people/advisor.ts';
import { deskPartSchema } from './schemas.ts';
import type { Actor } from './state.ts';

export const caseParams = z.object({ number: caseNumberSchema });

/** An act as its handler gets it. */
export interface Told<Body> {
  readonly number: string;
  readonly advisor: Actor;
  readonly body: Body;
  readonly response: Call<never, never, never>['response'];
}

/** @param answer what the caller gets; default: the desk's part of the case */
export function caseRoute<Body extends z.ZodObject>(
  path: string,
  summary: string,
  body: Body,
  handle: (told: Told<z.infer<Body>>) => Promise<unknown>,
  answer: z.ZodType = deskPartSchema,
): Route {
  return route({
    method: 'post',
    path: `/api/v1/cases/:number/${path}`,
    summary,
    role: 'advisor',
    params: caseParams,
    body: body as z.ZodObject,
    answer,
    handle: ({ params: { number }, body: sent, caller, response }) => {
      const { advisor } = sent as { readonly advisor?: { readonly id: string; readonly name?: string } };
      const told = { number, advisor: advisorOf(caller, advisor), body: sent as z.infer<Body>, response };
      return handle(told);
    },
  });
}
