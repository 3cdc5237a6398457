/** Routes as data: the schemas that validate a request also describe it in the OpenAPI document. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Caller, Role } from './caller.ts';

/** A request after validation. */
export interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Who is signed in; undefined on public routes, which ask nobody. */
  readonly caller: Caller | undefined;
  readonly request: Request;
  readonly response: Response;
}

/** One operation of the API. */
export interface Route {
  readonly method: 'get' | 'post';
  /** Express 5 path: `/api/v1/cases/:number`. */
  readonly path: string;
  readonly summary: string;
  readonly role: Role;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** A body that is not JSON: its media type and most bytes. */
  readonly raw?: { readonly type: string; readonly maxBytes: number };
  readonly answer?: z.ZodType;
  /** Status of a success. Default 200. */
  readonly status?: number;
  /** Pages and streams answer by themselves and are left out of the OpenAPI document when `undocumented`. */
  readonly undocumented?: boolean;
  readonly handle: (call: Call<never, never, never>) => Promise<unknown>;
}

type Parsed<T extends z.ZodType | undefined> = T extends z.ZodType ? z.infer<T> : undefined;

/** Declares a route; what `handle` returns is sent as JSON, `undefined` when it answered by itself. */
export function route<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  declared: Omit<Route, 'handle' | 'params' | 'query' | 'body'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly handle: (call: Call<Parsed<P>, Parsed<Q>, B extends z.ZodType ? z.infer<B> : Buffer>) => Promise<unknown>;
  },
): Route {
  return declared as unknown as Route;
}
