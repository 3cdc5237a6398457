/** Which intents explain which, at hand for every mail: worked out when decisions are read, not when a mail comes. */
import {
  explainedIn,
  type IntentPair,
  type IntentRelations,
  type ReaderKnowledge,
  relationsOf,
  type SeenPair,
} from '@facteur/nlu';
import type { Runner } from '@facteur/runtime';
import { pairsIn } from './explanations.ts';
import type { LearningState } from './state.ts';

/** What was learned so far. */
export interface ExplanationBoard {
  /** Pairs `[reason, request]`, in a fixed order; none before the first `refresh`. */
  explained(): readonly IntentPair[];
  /** How intents stand to each other, by what journeys declare and by what was learned. */
  relations(): IntentRelations;
  /** Reads what advisors decided, once in so many looks; true when something else is learned now. @throws what the store throws */
  refresh(): Promise<boolean>;
}

const TOLD = { index: 'by-told', equals: { told: 1 } };
const PAGE = 1_000;
/** Ten minutes: a pair takes weeks to be learned. */
const LOOKS_UNTIL_READ = 60;

/** @param runner where the decisions are. @param declared what journeys declare */
export function openExplanationBoard(
  runner: Pick<Runner<LearningState>, 'find'>,
  declared: Pick<ReaderKnowledge, 'compatible' | 'explained'>,
): ExplanationBoard {
  let explained: readonly IntentPair[] = [];
  let relations = relationsOf(declared.compatible, declared.explained);
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
    relations: () => relations,
    refresh: async () => {
      const isDue = looks % LOOKS_UNTIL_READ === 0;
      looks += 1;
      if (!isDue) return false;
      const now = explainedIn(await seen()).sort((one, other) => (one.join(' ') < other.join(' ') ? -1 : 1));
      if (JSON.stringify(now) === JSON.stringify(explained)) return false;
      explained = now;
      relations = relationsOf(declared.compatible, [...(declared.explained ?? []), ...now]);
      return true;
    },
  };
}
