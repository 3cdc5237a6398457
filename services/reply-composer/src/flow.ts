/** Reply composer: `reply.requested` → a mail → `reply.sent` or `reply.failed`. */
import { replyRequested } from '@facteur/contracts';
import { defineFlow, type EffectRunner, type Flow } from '@facteur/runtime';
import { requested, sendDone } from './requested.ts';
import { type ComposerState, composerState } from './state.ts';

/** @param send renders and sends one mail; the same mail, however often */
export function replyComposerFlow(send: EffectRunner): Flow<ComposerState> {
  return defineFlow('reply-composer', composerState).on(replyRequested, requested).onEffect('send', send, sendDone);
}
