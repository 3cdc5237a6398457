/** The effect `tell-waiting`: operators read why a mail has not left, and when it is tried again. */
import { isoTime } from '@facteur/primitives';
import type { EffectRunner, Kernel } from '@facteur/runtime';
import type { TellInput } from './state.ts';

/** Writes a line to `log`. */
export function tellWaiting(log: Pick<Kernel['log'], 'warn'>): EffectRunner {
  return async ({ input }, { subject }) => {
    const { replyId, code, putOff, untilMs } = input as TellInput;
    log.warn(
      { case: subject, reply: replyId, code, putOff, until: isoTime(untilMs) },
      'a mail waits: it cannot leave yet',
    );
  };
}
