/** A mail's text cut where understood requests begin and end. Pure. */
import type { MailRequest } from '../api/types.ts';

export interface Piece {
  readonly text: string;
  /** Where the piece begins in the whole text. */
  readonly start: number;
  /** Place of the request that it belongs to; undefined outside of all. */
  readonly request: number | undefined;
}

/** The whole text in pieces, in order. Where requests overlap the earlier one keeps its words. */
export function markText(text: string, requests: readonly Pick<MailRequest, 'span'>[]): readonly Piece[] {
  const spans = requests
    .map(({ span }, request) => ({ ...span, request }))
    .filter(({ in: where, start, end }) => where === 'text' && start < end)
    .sort((a, b) => a.start - b.start);
  const pieces: Piece[] = [];
  let at = 0;
  const add = (end: number, request: number | undefined): void => {
    const until = Math.min(end, text.length);
    if (until > at) pieces.push({ text: text.slice(at, until), start: at, request });
    at = Math.max(at, until);
  };
  for (const { start, end, request } of spans) {
    add(start, undefined);
    add(end, request);
  }
  add(text.length, undefined);
  return pieces;
}
