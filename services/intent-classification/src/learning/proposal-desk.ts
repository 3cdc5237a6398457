/** What authors see of proposed examples, and what training takes of accepted ones. Of erased people there is nothing left to see. */
import { knownTexts, type TrainingText } from '@facteur/nlu';
import { AppError } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import type { ProposalCommand } from './handlers.ts';
import type { LearningState, Proposal, ProposalStatus } from './state.ts';

/** Pages: `after` is the cursor of the page before. */
export interface ProposalQuery {
  readonly status: ProposalStatus;
  readonly limit: number;
  readonly after?: string | undefined;
}

/** An accepted example. */
export interface AcceptedText extends TrainingText {
  readonly id: string;
}

export interface ProposalDesk {
  /** Oldest case first. Of those not settled yet, one that nearly repeats an accepted one, or one before it on the page, is not shown. */
  list(query: ProposalQuery): Promise<{ proposals: readonly Proposal[]; cursor?: string }>;
  /** @throws AppError `NOT_FOUND`; `KEY_ERASED` when the person was erased meanwhile */
  settle(name: 'accept' | 'refuse', command: ProposalCommand): Promise<Proposal>;
  /** All accepted ones for intents that have a journey, in the order of their ids: the same ones give the same model. */
  accepted(): Promise<readonly AcceptedText[]>;
}

const PAGE = 1_000;

/** `intents`: those that have a journey now. */
export function openProposalDesk(runner: Runner<LearningState>, intents: () => ReadonlySet<string>): ProposalDesk {
  const page = async ({ status, limit, after }: ProposalQuery) => {
    const from = after === undefined ? {} : { after };
    const { documents, cursor } = await runner.find({ index: `by-${status}`, equals: { [status]: 1 }, limit, ...from });
    const proposals = documents.flatMap(({ state }) => state.proposals.filter((one) => one.status === status));
    return { proposals, ...(cursor === undefined ? {} : { cursor }) };
  };
  const accepted = async (): Promise<AcceptedText[]> => {
    const found: Proposal[] = [];
    let after: string | undefined;
    do {
      const { proposals, cursor } = await page({ status: 'accepted', limit: PAGE, after });
      found.push(...proposals);
      after = cursor;
    } while (after !== undefined);
    return found
      .filter(({ intent }) => intents().has(intent))
      .map(({ id, text, intent, language }) => ({ id, text, intent, language }))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  };
  return {
    accepted,
    list: async (query) => {
      const { proposals, ...rest } = await page(query);
      if (query.status !== 'proposed') return { proposals, ...rest };
      const shown = knownTexts(await accepted());
      const fresh = proposals.filter((proposal) => {
        if (shown.has(proposal)) return false;
        shown.add(proposal);
        return true;
      });
      return { proposals: fresh, ...rest };
    },
    settle: async (name, command) => {
      const key = command.id.split('.')[0] ?? '';
      if ((await runner.read(key)) === undefined) {
        throw new AppError('NOT_FOUND', `Il n’y a pas d’exemple proposé ${command.id}`);
      }
      return (await runner.command({ key }, name, command)) as Proposal;
    },
  };
}
