/** A reply is wanted: it is being sent, or waits. Pure. */
import type { Event } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import type { ComposerRules } from './config.ts';
import { isAside } from './guards.ts';
import { hold, isTooLate, mustWait } from './held.ts';
import { noted } from './records.ts';
import type { ComposerState, ReplyRequest, SendInput } from './state.ts';
import { sending, sendJudged } from './waiting.ts';

/** Writing the record at this version is what claims the mail: whoever comes second finds it there. */
export function requested(rules: ComposerRules) {
  return (
    { data: request, time, causationid }: Event<ReplyRequest>,
    state: ComposerState,
    { now }: HandlerContext,
  ): Outcome<ComposerState> => {
    if (state.replies.some(({ replyId }) => replyId === request.replyId)) return {};
    const input: SendInput = { request, askedAtMs: now, asked: { at: time, cause: causationid } };
    if (isAside(request)) return { state: noted(state, request, 'sending'), effects: [sending(input)] };
    if (isTooLate(input, state)) return { state: noted(state, request, 'dropped') };
    // Held mails are judged and counted once they leave.
    return mustWait(request, state) ? hold(input, state, now, rules) : sendJudged(input, state, now, rules);
  };
}
