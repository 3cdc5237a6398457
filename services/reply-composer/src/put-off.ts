/** The server does not take a mail for the time being: when it is tried again, and when it is given up. Pure. */
import type { HandlerContext, Outcome } from '@facteur/runtime';
import type { ComposerRules } from './config.ts';
import { hold } from './held.ts';
import { withStatus } from './records.ts';
import { mayWrite } from './right-to-write.ts';
import type { ComposerState, SendInput, TellInput } from './state.ts';
import { timerOf } from './waiting.ts';

/** The mail waits; undefined when it is given up. One that has lost the right to write waits for that instead of the server. */
export function putOff(
  input: SendInput,
  code: string,
  state: ComposerState,
  { now, inputId }: HandlerContext,
  rules: ComposerRules,
): Outcome<ComposerState> | undefined {
  const { retry } = rules;
  const { replyId } = input.request;
  const { putOff: before = 0, firstTriedMs = now } = input;
  const wait = retry.waitsMs[before] ?? retry.waitsMs.at(-1) ?? 0;
  const untilMs = now + wait;
  if (untilMs > firstTriedMs + retry.giveUpAfterMs) return undefined;
  const again: SendInput = { ...input, putOff: before + 1, firstTriedMs };
  if (!mayWrite(input.request, state)) return hold(again, state, now, rules);
  const tell: TellInput = { replyId, code, putOff: before + 1, untilMs };
  return {
    state: {
      ...withStatus(state, replyId, 'waiting'),
      waiting: [...(state.waiting ?? []), { input: again, for: 'server' }],
    },
    timers: { [timerOf(replyId)]: untilMs },
    effects: [{ id: `tell/${inputId}`, kind: 'tell-waiting', input: tell }],
  };
}
