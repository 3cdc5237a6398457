/** One act on many cases: done wherever it can be; whatever could not be is told why. */
import { isAppError } from '@facteur/primitives';
import type { Actor } from '../actor.ts';
import type { DeskPart } from '../state.ts';

/** What may be done to many cases at once. */
export type ManyAct =
  | { readonly kind: 'assign'; readonly to: string | null }
  | { readonly kind: 'tags'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: 'snooze'; readonly until: string }
  | { readonly kind: 'close'; readonly outcome: string }
  | { readonly kind: 'trash' };

/** What became of each. */
export interface ManyAnswer {
  readonly done: readonly string[];
  readonly refused: readonly { readonly number: string; readonly why: string }[];
}

/** Does it to one case. */
export type OneAct = (number: string, advisor: Actor, act: ManyAct) => Promise<DeskPart>;

/** Cases at once: closing one may wait for the orchestrator. People take turns, so that giving to whoever suits best goes one by one. */
const AT_ONCE = 20;

/** @throws what is nobody's fault here, such as `STORE_UNAVAILABLE`; those done before stay done */
export async function actOnMany(
  numbers: readonly string[],
  advisor: Actor,
  act: ManyAct,
  doOne: OneAct,
): Promise<ManyAnswer> {
  const wanted = [...new Set(numbers)];
  const whys = new Map<string, string>();
  const queue = wanted.values();
  const work = async (): Promise<void> => {
    for (const number of queue) {
      const why = await refusal(doOne(number, advisor, act));
      if (why !== undefined) whys.set(number, why);
    }
  };
  await Promise.all(Array.from({ length: act.kind === 'assign' ? 1 : AT_ONCE }, work));
  return {
    done: wanted.filter((number) => !whys.has(number)),
    refused: wanted.flatMap((number) => {
      const why = whys.get(number);
      return why === undefined ? [] : [{ number, why }];
    }),
  };
}

const REFUSALS = ['BAD_INPUT', 'CONFLICT', 'KEY_ERASED', 'NOT_FOUND'];

/** Why it was not done; undefined: it was. */
async function refusal(doing: Promise<unknown>): Promise<string | undefined> {
  try {
    await doing;
    return undefined;
  } catch (error) {
    if (!isAppError(error) || !REFUSALS.includes(error.code)) throw error;
    return error.code === 'KEY_ERASED' ? 'Ce dossier a été effacé' : error.message;
  }
}
