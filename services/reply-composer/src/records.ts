/** What stands in a case's state of each mail that was asked for. Pure. */
import { isAside } from './guards.ts';
import type { ComposerState, ReplyRecord, ReplyRequest } from './state.ts';

/** The state in which a reply stands so; a further one is noted. */
export function noted(
  state: ComposerState,
  { replyId, purpose, language, side }: ReplyRequest,
  status: ReplyRecord['status'],
): ComposerState {
  if (state.replies.some((reply) => reply.replyId === replyId)) return withStatus(state, replyId, status);
  const record: ReplyRecord = { replyId, purpose, language, status, ...(side === undefined ? {} : { side }) };
  return { ...state, replies: [...state.replies, record] };
}

/** The state with that of a reply changed. It may have come back before we knew that it had left. */
export function withStatus(state: ComposerState, id: string, status: ReplyRecord['status']): ComposerState {
  const replies = state.replies.map((reply) =>
    reply.replyId === id && reply.status !== 'bounced' ? { ...reply, status } : reply,
  );
  return { ...state, replies };
}

/** A mail has reached the customer, or is about to. */
export function hasWord({ replies, waiting = [] }: ComposerState): boolean {
  const awaiting = new Set(waiting.filter((mail) => mail.for === 'answer').map(({ input }) => input.request.replyId));
  return replies.some((reply) => !isAside(reply) && REACHES.has(reply.status) && !awaiting.has(reply.replyId));
}

const REACHES: ReadonlySet<ReplyRecord['status']> = new Set(['waiting', 'sending', 'sent', 'bounced']);

/** It may still say something else as well. */
export function isUnderWay(status: ReplyRecord['status']): boolean {
  return status === 'sending' || status === 'waiting';
}
