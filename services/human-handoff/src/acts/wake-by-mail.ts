/** What the read model sees and desks have to know: told there by effects of the read model's own. */
import type { caseChanged, caseOpened, Event, Mail } from '@facteur/contracts';
import type { EffectRequest, EffectRunner, EffectTraits, Outcome, Runner } from '@facteur/runtime';
import type { CaseState } from '../case-view.ts';
import { ADMINISTRATOR } from '../reviews.ts';
import { type Telling, tellDesks } from './links/tell-desks.ts';
import type { DeskState } from './state.ts';

/** The effect by which the desk is told that a customer wrote. */
export const CUSTOMER_WROTE = 'customer-wrote';

/** What came of it is told again after a restore to no harm. */
export const customerWroteTraits: EffectTraits = { meaning: () => ({ does: 'wake', changes: 'nothing' }) };

type Recorded = (event: Event, state: CaseState) => Outcome<CaseState>;
type Changed = Parameters<typeof caseChanged.about>[1];
type Opened = Parameters<typeof caseOpened.about>[1];

/**
 * Handler of `mail.received` that records the mail, and tells the desk. The first mail of a case wakes nothing, but where an advisor wrote
 * first; nor does a machine's. Somebody outside who answers wakes nothing either: whoever asked is told. A mail that was split from
 * another case's ties the two.
 */
export function wakesDesk(recorded: Recorded): Recorded {
  return (event, state) => {
    const mail = event.data as Mail;
    const { subject: number } = event;
    if (mail.side !== undefined) return withEffects(recorded(event, state), answered(event, mail));
    const isFirst = state.mails === 0 && state.opened === undefined;
    const wakes = mail.kind === 'human' && !mail.history && !isFirst;
    const from = mail.splitFrom;
    return withEffects(recorded(event, state), [
      ...(wakes ? [{ id: `${CUSTOMER_WROTE}/${event.id}`, kind: CUSTOMER_WROTE, input: {} }] : []),
      ...(from === undefined
        ? []
        : tellDesks(event.id, [linked(number, from, 'split-from'), linked(from, number, 'split-into')])),
    ]);
  };
}

function answered(event: Event, { kind, side }: Mail): EffectRequest[] {
  if (kind !== 'human') return [];
  const payload = { conversation: side, at: event.time };
  return tellDesks(event.id, [{ number: event.subject, command: 'expert-answered', payload }]);
}

/** Handler of `case.changed` that records it; the desk of the case that stays is told which one came to it. */
export function tellsOfMerge(recorded: Recorded): Recorded {
  return (event, state) => {
    const { change, into } = event.data as Changed;
    const tellings = change === 'merged' && into !== undefined ? [linked(into, event.subject, 'absorbed')] : [];
    return withEffects(recorded(event, state), tellDesks(event.id, tellings));
  };
}

/** Handler of `case.opened` that records it; whoever opened the case has it. */
export function givesToOpener(recorded: Recorded): Recorded {
  return (event, state) => {
    const { by } = event.data as Opened;
    if (by.id === ADMINISTRATOR) return recorded(event, state);
    const telling = { number: event.subject, command: 'opened', payload: { advisor: by } };
    return withEffects(recorded(event, state), tellDesks(event.id, [telling]));
  };
}

function linked(number: string, other: string, kind: string): Telling {
  return { number, command: 'linked', payload: { number: other, kind } };
}

function withEffects(outcome: Outcome<CaseState>, effects: readonly EffectRequest[]): Outcome<CaseState> {
  return effects.length === 0 ? outcome : { ...outcome, effects: [...(outcome.effects ?? []), ...effects] };
}

/** The runner of the effect: a mail ends a snooze once, however often it is told. @param desks asked for when it runs */
export function endSnooze(desks: () => Pick<Runner<DeskState>, 'read' | 'command'>): EffectRunner {
  return async ({ id }, { key, subject }) => {
    const desk = (await desks().read(key))?.state;
    // A case that does not rest, nor lies in the trash, need not be written.
    if (desk?.snooze || desk?.trashedAt || desk?.ended)
      await desks().command({ key, subject, id }, 'customer-wrote', {});
    return null;
  };
}
