/** Reply composer: `reply.requested` → a mail → `reply.sent` or `reply.failed`; a mail that came back → `reply.failed`. */
import { mailReceived, replyRequested } from '@facteur/contracts';
import { AUTOMATIC_LIMITS, type AutomaticLimits } from '@facteur/mail';
import { defineFlow, type EffectRunner, type EffectTraits, type Flow } from '@facteur/runtime';
import { cameBack } from './came-back.ts';
import { requested, sendDone } from './requested.ts';
import { type ComposerState, composerState } from './state.ts';

/** A mail that leaves twice has the same Message-ID, made of the reply's id, which is the effect's. */
const traits: EffectTraits = { meaning: ({ id }) => ({ does: 'mail', onceBy: id, changes: 'again' }) };

/**
 * @param send renders and sends one mail; the same mail, however often
 * @param tokenOf what names a reply in what comes back
 */
export function replyComposerFlow(
  send: EffectRunner,
  tokenOf: (replyId: string) => string,
  limits: AutomaticLimits = AUTOMATIC_LIMITS,
): Flow<ComposerState> {
  return defineFlow('reply-composer', composerState)
    .on(replyRequested, requested(limits))
    .on(mailReceived, cameBack(tokenOf))
    .onEffect('send', send, sendDone(limits), traits);
}
