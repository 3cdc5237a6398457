/** An advisor takes a case over or hands it back, or the case ends: what becomes of the right to write, and of the mails held for it. Pure. */
import { type advisorActed, type caseChanged, type Draft, type Event, leaseChanged } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import type { ComposerRules } from './config.ts';
import { afterEnd, holdPutOff, release, withoutReminders } from './held.ts';
import { rightAfter } from './right-to-write.ts';
import type { ComposerState, RightToWrite } from './state.ts';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];

/** Handler of `advisor.acted`. What is on its way leaves; what waits for another attempt is held like what nobody has tried. */
export function acted(rules: ComposerRules) {
  return (
    { data: { action, advisor }, subject, time }: Event<DataOf<typeof advisorActed>>,
    state: ComposerState,
    { now }: HandlerContext,
  ): Outcome<ComposerState> | undefined => {
    if (action !== 'take-over' && action !== 'hand-back') return undefined;
    const right = rightAfter(state, action === 'take-over' ? advisor : undefined, time);
    if (right === undefined) return undefined;
    const changed = { ...state, right };
    const held = holdPutOff(right.holder ? changed : withoutReminders(changed), now, rules);
    // Whoever takes over may have decided already: what the bot was told then leaves.
    const released = release(held.state, now, rules);
    return {
      ...both(held, released),
      events: right.epoch === (state.right?.epoch ?? 0) ? [] : [changedEvent(subject, right)],
    };
  };
}

/** Handler of `case.changed`: mails held for a case that is closed have nothing left to say. What a machine wrote closes nothing. */
export function caseEnded(
  { data: { status, change }, time, causationid }: Event<DataOf<typeof caseChanged>>,
  state: ComposerState,
): Outcome<ComposerState> | undefined {
  if (status !== 'closed' || change === 'suppressed' || time < (state.ended?.at ?? '')) return undefined;
  return { state: afterEnd(state, { at: time, ...(causationid === undefined ? {} : { cause: causationid }) }) };
}

/** What two steps lead to, one after the other. */
export function both(
  first: Outcome<ComposerState>,
  { effects = [], timers, ...second }: Outcome<ComposerState> & { readonly state: ComposerState },
): Outcome<ComposerState> & { readonly state: ComposerState } {
  return {
    ...first,
    ...second,
    effects: [...(first.effects ?? []), ...effects],
    timers: { ...first.timers, ...timers },
  };
}

function changedEvent(subject: string, { holder, epoch }: RightToWrite): Draft {
  return leaseChanged.about(
    subject,
    holder === undefined ? { holder: 'bot', epoch } : { holder: 'advisor', advisor: holder, epoch },
  ) as Draft;
}
