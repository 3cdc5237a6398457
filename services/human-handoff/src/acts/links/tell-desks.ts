/** What happens to one case and concerns another's desk: told there by an effect, once, however often it is asked for. */
import type { EffectRequest, EffectRunner, EffectTraits, Runner } from '@facteur/runtime';
import type { DeskState } from '../state.ts';

/** A command for the desk of the case `number`. Nothing in it is personal to another case. */
export interface Telling {
  readonly number: string;
  readonly command: string;
  readonly payload: object;
}

/** The effect by which desks are told. */
export const TELL_DESKS = 'tell-desks';

/** Told again after a restore to no harm: each command takes effect once by its id. */
export const tellDesksTraits: EffectTraits = { meaning: () => ({ does: 'tell-desk', changes: 'nothing' }) };

/** One effect for each desk. @param inputId the input that it comes from */
export function tellDesks(inputId: string, tellings: readonly Telling[]): EffectRequest[] {
  return tellings.map((input, index) => ({ id: `${TELL_DESKS}/${inputId}/${index}`, kind: TELL_DESKS, input }));
}

/** The runner of the effect. @param desks asked for when it runs: a desk tells others of its own kind */
export function desksTeller(desks: () => Pick<Runner<DeskState>, 'command'>): EffectRunner {
  return async ({ id, input }) => {
    const { number, command, payload } = input as Telling;
    await desks().command({ key: number, id }, command, payload);
    return null;
  };
}
