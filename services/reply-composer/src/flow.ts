/**
 * Reply composer: `reply.requested` → a mail → `reply.sent` or `reply.failed`; a mail that came back → `reply.failed`; who may write →
 * `lease.changed`.
 */
import { advisorActed, caseChanged, mailReceived, replyRequested } from '@facteur/contracts';
import { defineFlow, type EffectRunner, type EffectTraits, type Flow } from '@facteur/runtime';
import { cameBack } from './came-back.ts';
import { type ComposerRules, DEFAULT_RULES } from './config.ts';
import { requested } from './requested.ts';
import { sendDone } from './sent.ts';
import { type ComposerState, composerState, type SendInput } from './state.ts';
import { acted, caseEnded } from './taken-over.ts';
import { waitOver } from './waiting.ts';

/** A mail that leaves twice has the same Message-ID, made of the reply's id. */
const sendTraits: EffectTraits = {
  meaning: ({ input }) => ({ does: 'mail', onceBy: (input as SendInput).request.replyId, changes: 'again' }),
};

const tellTraits: EffectTraits = { meaning: () => ({ does: 'log', changes: 'nothing' }) };

/** What the flow does outside its state. */
export interface ComposerEffects {
  /** Renders and sends one mail; the same mail, however often. */
  readonly send: EffectRunner;
  /** Tells operators that a mail waits. */
  readonly tell: EffectRunner;
}

/** @param tokenOf what names a reply in what comes back */
export function replyComposerFlow(
  { send, tell }: ComposerEffects,
  tokenOf: (replyId: string) => string,
  rules: ComposerRules = DEFAULT_RULES,
): Flow<ComposerState> {
  return defineFlow('reply-composer', composerState)
    .on(replyRequested, requested(rules))
    .on(mailReceived, cameBack(tokenOf))
    .on(advisorActed, acted(rules))
    .on(caseChanged, caseEnded)
    .onTimer(waitOver(rules))
    .onEffect('send', send, sendDone(rules), sendTraits)
    .onEffect('tell-waiting', tell, () => ({}), tellTraits);
}
