/** The thresholds in force, at hand for every mail: computed when verdicts are read, not when a mail comes. */
import type { Threshold } from '@facteur/contracts';
import type { Kernel, Runner } from '@facteur/runtime';
import type { LearningState, Verdict } from './state.ts';
import { type Evidence, type IntentTerms, thresholdsFor, withoutPromise, withVerdicts } from './thresholds.ts';

/** Thresholds by model and intent. */
export interface ThresholdBoard {
  /**
   * Undefined for an intent that no journey answers. For a model whose verdicts were not read, nothing is promised, nor for a request that
   * is not alone in its mail.
   */
  of(model: string, intent: string, isAlone: boolean): Threshold | undefined;
  /** By intent. */
  all(model: string): ReadonlyMap<string, Threshold>;
  /** Reads the verdicts on `model`, unless there are as many as before, for the same terms. @throws what the store throws */
  refresh(model: string): Promise<void>;
}

/** What the board reads. */
export interface BoardParts {
  readonly runner: Pick<Runner<LearningState>, 'findEntries'>;
  /** The entries' collection, to count them. */
  readonly verdicts: Pick<Awaited<ReturnType<Kernel['store']['collection']>>, 'count'>;
  /** Of the journeys that answer now. */
  readonly terms: () => readonly IntentTerms[];
}

const PAGE = 1_000;
/** Erasing a person changes no count: their verdicts fall away with the next reading, which comes after so many looks at the latest. */
const LOOKS_UNTIL_READ = 60;

export function openThresholdBoard({ runner, verdicts, terms }: BoardParts): ThresholdBoard {
  let unread = unreadOf(terms());
  let read = { model: '', count: 0, looks: 0, ...unread };
  /** Computed when the journeys change, not for every mail. */
  const promisingNothing = () => {
    if (unread.terms !== terms()) unread = unreadOf(terms());
    return unread.thresholds;
  };
  const evidenceOf = async (model: string): Promise<Evidence> => {
    let evidence: Evidence = new Map();
    let after: string | undefined;
    do {
      const from = after === undefined ? {} : { after };
      const page = await runner.findEntries({ index: 'by-model', equals: { model }, limit: PAGE, ...from });
      const found = page.entries.map(({ content }) => content as Verdict);
      evidence = withVerdicts(evidence, found, model);
      after = page.cursor;
    } while (after !== undefined);
    return evidence;
  };
  const all = (model: string) =>
    model === read.model && read.terms === terms() ? read.thresholds : promisingNothing();
  return {
    all,
    of: (model, intent, isAlone) => {
      const threshold = all(model).get(intent);
      const term = terms().find((one) => one.intent === intent);
      return isAlone || !threshold || !term ? threshold : withoutPromise(threshold, term);
    },
    refresh: async (model) => {
      const count = await verdicts.count({ index: 'by-model', equals: { model } });
      const isSame = model === read.model && read.terms === terms() && count === read.count;
      const isKnown = isSame && read.looks < LOOKS_UNTIL_READ;
      if (isKnown) read = { ...read, looks: read.looks + 1 };
      else {
        const [now, evidence] = [terms(), await evidenceOf(model)];
        read = { model, count, looks: 0, terms: now, thresholds: thresholdsFor(now, evidence) };
      }
    },
  };
}

function unreadOf(terms: readonly IntentTerms[]) {
  return { terms, thresholds: thresholdsFor(terms, new Map()) };
}
