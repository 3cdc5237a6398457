/** Which intents explain which, at hand for every mail: worked out when decisions are read, not when a mail comes. */
import { explainedIn, type IntentPair, type SeenPair } from '@facteur/nlu';
import type { Runner } from '@facteur/runtime';
import { pairsIn } from './explanations.ts';
import type { LearningState } from './state.ts';

/** What was learned so far. */
export interface ExplanationBoard {
  /** Pairs `[reason, request]`, in a fixed order; none before the first `refresh`. */
  explained(): readonly IntentPair[];
  /** Reads what advisors decided, once in so many looks; true when something else is learned now. @throws what the store throws */
  refresh(): Promise<boolean>;
}

const TOLD = { index: 'by-told', equals: { told: 1 } };
const PAGE = 1_000;
/** Ten minutes: a pair takes weeks to be learned. */
const LOOKS_UNTIL_READ = 60;

/** @param runner where the decisions are */
export function openExplanationBoard(runner: Pick<Runner<LearningState>, 'find'>): ExplanationBoard {
  let explained: readonly IntentPair[] = [];
  let looks = 0;
  const seen = async (): Promise<SeenPair[]> => {
    const pairs: SeenPair[] = [];
    let after: string | undefined;
    do {
      const page = await runner.find({ ...TOLD, limit: PAGE, ...(after === undefined ? {} : { after }) });
      pairs.push(...page.documents.flatMap(({ state: { several = [] } }) => several.flatMap(pairsIn)));
      after = page.cursor;
    } while (after !== undefined);
    return pairs;
  };
  return {
    explained: () => explained,
    refresh: async () => {
      const isDue = looks % LOOKS_UNTIL_READ === 0;
      looks += 1;
      if (!isDue) return false;
      const now = explainedIn(await seen()).sort((one, other) => (one.join(' ') < other.join(' ') ? -1 : 1));
      const isNew = JSON.stringify(now) !== JSON.stringify(explained);
      explained = now;
      return isNew;
    },
  };
}
