/** A customer who writes ends the snooze of their case: the read model sees every mail, and tells the desk by an effect of its own. */
import type { Event, Mail } from '@facteur/contracts';
import type { EffectRunner, EffectTraits, Outcome, Runner } from '@facteur/runtime';
import type { CaseState } from '../case-view.ts';
import type { DeskState } from './state.ts';

/** The effect by which the desk is told. */
export const CUSTOMER_WROTE = 'customer-wrote';

/** What came of it is told again after a restore to no harm. */
export const customerWroteTraits: EffectTraits = { meaning: () => ({ does: 'wake', changes: 'nothing' }) };

type Recorded = (event: Event, state: CaseState) => Outcome<CaseState>;

/** Handler of `mail.received` that records the mail, and tells the desk. The first mail of a case wakes nothing, nor does a machine's. */
export function wakesDesk(recorded: Recorded): Recorded {
  return (event, state) => {
    const outcome = recorded(event, state);
    const { kind, history } = event.data as Mail;
    if (kind !== 'human' || history || state.mails === 0) return outcome;
    return { ...outcome, effects: [{ id: `${CUSTOMER_WROTE}/${event.id}`, kind: CUSTOMER_WROTE, input: {} }] };
  };
}

/** The runner of the effect: a mail ends a snooze once, however often it is told. @param desks asked for when it runs */
export function endSnooze(desks: () => Pick<Runner<DeskState>, 'read' | 'command'>): EffectRunner {
  return async ({ id }, { key, subject }) => {
    // A case that does not rest need not be written.
    if ((await desks().read(key))?.state.snooze) await desks().command({ key, subject, id }, 'customer-wrote', {});
    return null;
  };
}
