/** What advisors do to a case, as far as it changes which mails belong to it. Pure. */
import type { advisorActed, Event } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { wanted } from './effects.ts';
import { type SplitInput, splitOf } from './split.ts';
import { type IngestState, isTaken } from './state.ts';

type Acted = Parameters<typeof advisorActed.about>[1];

/** Handler of `advisor.acted`. A case that ingest does not know is none of its business. */
export function acted({ digest }: Pick<KeyStore, 'digest'>) {
  return (event: Event<Acted>, state: IngestState, { key }: HandlerContext): Outcome<IngestState> | undefined => {
    if (!isTaken(state)) return undefined;
    const { action, into, customer } = event.data;
    if (action === 'merge' && into !== undefined) return merging(event.id, key, into, state);
    if (action === 'split') return splitting(event.id, splitOf(key, event.data, state));
    if (action === 'customer' && customer)
      return withParticipant(state, digest('address', customer.address.toLowerCase()));
    return undefined;
  };
}

/**
 * A case that is gone is not merged again: the case that took it in would be moved with it, which nobody asked for who looked at this one.
 */
function merging(by: string, key: string, into: string, state: IngestState): Outcome<IngestState> | undefined {
  if (into === key || state.mergedInto !== undefined) return undefined;
  return { effects: [wanted('merge', by, { into })] };
}

function splitting(by: string, split: SplitInput | undefined): Outcome<IngestState> | undefined {
  return split && { effects: [wanted('split', by, split)] };
}

function withParticipant(state: IngestState, participant: string): Outcome<IngestState> | undefined {
  if (state.participants.includes(participant)) return undefined;
  return { state: { ...state, participants: [...state.participants, participant] } };
}
