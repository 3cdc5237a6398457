/** The desk of each case: what advisors do to it besides deciding reviews. Commands alone: nothing is consumed. */
import type { Group } from '@facteur/contracts';
import { defineFlow, type EffectRunner, type Flow } from '@facteur/runtime';
import { assign, discardDraft, note, saveDraft, tag } from './commands.ts';
import { type DeskState, deskState } from './state.ts';
import { customerWrote, handBack, reply, snooze, takeOver, unsnooze, wake } from './writing.ts';

/** The kernel asks for the name of a consumer group, since other flows join one: this flow consumes nothing and has none. */
const NAME = 'human-handoff-desk' as string as Group;

/** @param keep keeps a notification; the same one twice is kept once */
export function deskFlow(keep: EffectRunner): Flow<DeskState> {
  return defineFlow(NAME, deskState)
    .onCommand('assign', assign)
    .onCommand('tags', tag)
    .onCommand('note', note)
    .onCommand('draft', saveDraft)
    .onCommand('discard-draft', discardDraft)
    .onCommand('take-over', takeOver)
    .onCommand('hand-back', handBack)
    .onCommand('reply', reply)
    .onCommand('snooze', snooze)
    .onCommand('unsnooze', unsnooze)
    .onCommand('wake', wake)
    .onCommand('customer-wrote', customerWrote)
    .onEffect(
      'notify',
      keep,
      () => ({}),
      // After a restore nobody need decide whether a colleague is told twice.
      { meaning: () => ({ does: 'notify', changes: 'nothing' }) },
    );
}
