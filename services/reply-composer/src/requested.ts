/** A reply is wanted: it is being sent, or waits. Pure. */
import type { Event } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import type { ComposerRules } from './config.ts';
import { isAcknowledgement, judgeReply } from './guards.ts';
import type { ComposerState, ReplyRequest, SendInput } from './state.ts';
import { acknowledgeLater, noted, sending, sendNow } from './waiting.ts';

/** Writing the record at this version is what claims the mail: whoever comes second finds it there. */
export function requested(rules: ComposerRules) {
  return (event: Event<ReplyRequest>, state: ComposerState, { now }: HandlerContext): Outcome<ComposerState> => {
    const request = event.data;
    if (state.replies.some(({ replyId }) => replyId === request.replyId)) return {};
    const { held, automatic } = judgeReply(request, state, now, rules.limits);
    const input: SendInput = { request, askedAtMs: now };
    if (held !== undefined)
      return {
        state: { ...noted(state, request, 'suppressed'), automatic },
        effects: [sending({ ...input, held })],
      };
    // An acknowledgement that waits counts once it leaves.
    if (isAcknowledgement(request) && rules.acknowledgeWithinMs > 0) return acknowledgeLater(input, state, rules);
    return sendNow(input, { ...state, automatic }, rules);
  };
}
