/** Reply composer: `reply.requested` → a mail → `reply.sent` or `reply.failed`. */
import { replyRequested } from '@facteur/contracts';
import { defineFlow, type EffectRunner, type EffectTraits, type Flow } from '@facteur/runtime';
import { requested, sendDone } from './requested.ts';
import { type ComposerState, composerState } from './state.ts';

/** A mail that leaves twice has the same Message-ID, made of the reply's id, which is the effect's. */
const traits: EffectTraits = { meaning: ({ id }) => ({ does: 'mail', onceBy: id, changes: 'again' }) };

/** @param send renders and sends one mail; the same mail, however often */
export function replyComposerFlow(send: EffectRunner): Flow<ComposerState> {
  return defineFlow('reply-composer', composerState)
    .on(replyRequested, requested)
    .onEffect('send', send, sendDone, traits);
}
