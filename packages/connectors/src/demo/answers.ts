/** What the back office answers: an output, or a refusal that becomes a problem document (RFC 9457). */
import type { JsonObject } from '@facteur/primitives';

/** Refusal codes and their statuses. */
const STATUS_OF = {
  'already-done': 409,
  'already-shipped': 409,
  'bad-dates': 422,
  'bad-input': 400,
  invalid: 422,
  'key-missing': 400,
  'key-reused': 422,
  'not-available': 409,
  'not-delivered': 409,
  'not-found': 404,
  'not-invoiced': 409,
  'not-yours': 403,
  'out-of-stock': 409,
  refused: 422,
  'too-late': 409,
} as const;

export type RefusalCode = keyof typeof STATUS_OF;

export type Refusal = { readonly ok: false; readonly code: RefusalCode; readonly detail: string };
export type Answer = { readonly ok: true; readonly output: JsonObject } | Refusal;

export function done(output: JsonObject): Answer {
  return { ok: true, output };
}

export function refuse(code: RefusalCode, detail: string): Refusal {
  return { ok: false, code, detail };
}

/** Status, media type and body of an answer. */
export function wireOf(answer: Answer): { status: number; type: string; body: string } {
  if (answer.ok) return { status: 200, type: 'application/json', body: JSON.stringify(answer.output) };
  return problem(STATUS_OF[answer.code], answer.code, answer.detail);
}

/** A problem document. */
export function problem(status: number, code: string, detail: string): { status: number; type: string; body: string } {
  const body = JSON.stringify({ type: 'about:blank', title: code, status, code, detail });
  return { status, type: 'application/problem+json', body };
}
