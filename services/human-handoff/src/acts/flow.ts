/** The desk of each case: what advisors do to it besides deciding reviews. Commands alone: nothing is consumed. */
import type { Group } from '@facteur/contracts';
import { defineFlow, type EffectRunner, type Flow } from '@facteur/runtime';
import { askFor, call } from './calls/calls.ts';
import { assign, discardDraft, note, opened, saveDraft, tag } from './commands.ts';
import { keepFile } from './files/kept-files.ts';
import { link, linked, unlink, unlinked } from './links/links.ts';
import { merge, setCustomer, split } from './links/merge.ts';
import { TELL_DESKS, tellDesksTraits } from './links/tell-desks.ts';
import { expertAnswered, side } from './side/side.ts';
import { type DeskState, deskState } from './state.ts';
import { end, restore, trash } from './trash/trash.ts';
import { customerWrote, handBack, reply, snooze, takeOver, unsnooze, wake } from './writing.ts';

/** The kernel asks for the name of a consumer group, since other flows join one: this flow consumes nothing and has none. */
const NAME = 'human-handoff-desk' as string as Group;

/**
 * @param keep keeps a notification; the same one twice is kept once
 * @param tell tells another case's desk
 */
export function deskFlow(keep: EffectRunner, tell: EffectRunner): Flow<DeskState> {
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
    .onCommand('opened', opened)
    .onCommand('keep-file', keepFile)
    .onCommand('side', side)
    .onCommand('expert-answered', expertAnswered)
    .onCommand('link', link)
    .onCommand('unlink', unlink)
    .onCommand('linked', linked)
    .onCommand('unlinked', unlinked)
    .onCommand('merge', merge)
    .onCommand('split', split)
    .onCommand('customer', setCustomer)
    .onCommand('call', call)
    .onCommand('ask-for', askFor)
    .onCommand('trash', trash)
    .onCommand('restore', restore)
    .onCommand('end', end)
    .onEffect(TELL_DESKS, tell, () => ({}), tellDesksTraits)
    .onEffect(
      'notify',
      keep,
      () => ({}),
      // After a restore nobody need decide whether a colleague is told twice.
      { meaning: () => ({ does: 'notify', changes: 'nothing' }) },
    );
}
