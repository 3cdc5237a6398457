/** Finds who gets a case: reads what `chooseAdvisor` decides by. */
import { AppError } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import type { CaseState, TimelineEntry } from '../case-view.ts';
import type { CaseRow } from '../desk-index/case-row.ts';
import { advisorsBefore, type Colleague, chooseAdvisor, type OtherCase, type Wanted } from './choose-advisor.ts';
import type { DeskState } from './state.ts';

/** What is read. */
export interface AssignParts {
  readonly runner: Pick<Runner<DeskState>, 'find'>;
  readonly cases: Pick<Runner<CaseState>, 'read'>;
  readonly people: () => Promise<readonly Colleague[]>;
  readonly casesOf?: CasesOf;
}

/** A customer's cases by their address, the last changed first. Absent: none but the case itself is known. */
export type CasesOf = (address: string) => Promise<readonly CustomerCase[]>;
type CustomerCase = Pick<CaseRow, 'number' | 'state' | 'assignee' | 'review' | 'updatedAt'>;

/** The case that is given to somebody. */
export interface GivenCase {
  readonly number: string;
  readonly timeline: readonly TimelineEntry[];
  /** The customer's address; undefined: nobody knows it. */
  readonly customer: string | undefined;
}

/** Chooses, taking turns. */
export interface AutoAssigner {
  /** @param wanted `team`: nobody else's. @throws AppError `CONFLICT` when nobody is there */
  choose(wanted: Wanted & { readonly team?: string }, given: GivenCase): Promise<string>;
}

/** Cases of one person that are counted: whoever has more is full anyway. */
const MOST_COUNTED = 200;
/** Other cases of the customer that are looked at: the last changed. */
const MOST_OTHERS = 20;

/** Whose turn it is is known to this process alone: after a start everyone's is equal, and the load decides. */
export function openAutoAssigner(parts: AssignParts): AutoAssigner {
  const lastTurn: Record<string, number> = {};
  let turns = 0;
  return {
    async choose(wanted, given) {
      const { team } = wanted;
      const people = (await parts.people()).filter(({ teams }) => team === undefined || teams.includes(team));
      const [loads, others] = await Promise.all([loadsOf(parts, people), othersOf(parts, given)]);
      const previous = advisorsBefore(advisorsIn(given.timeline), others);
      const chosen = chooseAdvisor(wanted, people, loads, { previous, lastTurn });
      if (chosen === undefined) throw nobodyThere(team);
      turns += 1;
      lastTurn[chosen] = turns;
      return chosen;
    },
  };
}

function nobodyThere(team: string | undefined): AppError {
  const whom = team === undefined ? 'Aucun conseiller' : `Personne de l’équipe « ${team} »`;
  return new AppError('CONFLICT', `${whom} n’est disponible pour ce dossier`);
}

async function loadsOf({ runner, cases }: AssignParts, people: readonly Colleague[]): Promise<Record<string, number>> {
  const counted = people.map(async ({ id }) => {
    const assigned = await runner.find({ index: 'by-assignee', equals: { assignee: id }, limit: MOST_COUNTED });
    const found = await Promise.all(assigned.documents.map(({ key }) => cases.read(key)));
    const inHand = found.filter((one) => one && one.state.status !== 'closed' && one.state.status !== 'merged');
    return [id, inHand.length] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
}

async function othersOf({ casesOf, cases }: AssignParts, given: GivenCase): Promise<readonly OtherCase[]> {
  if (casesOf === undefined || given.customer === undefined) return [];
  const others = (await casesOf(given.customer)).filter(({ number }) => number !== given.number);
  return Promise.all(
    others.slice(0, MOST_OTHERS).map(async ({ number, state, assignee, review, updatedAt }) => ({
      isOver: state === 'done' || state === 'trash',
      holder: assignee ?? review?.claimedBy,
      updatedAt,
      decisions: (await cases.read(number))?.state.decisions ?? [],
    })),
  );
}

/** Ids of the people who decided or acted in a case, or were given it, the last first. To give it to another is not to deal with it. */
export function advisorsIn(timeline: readonly TimelineEntry[]): string[] {
  const ids = timeline.flatMap(({ topic, data }) => {
    if (topic !== 'review.decided' && topic !== 'advisor.acted') return [];
    const { action, advisor, assignee } = data as Dealing;
    return (action === 'assign' ? assignee : advisor.id) ?? [];
  });
  return [...new Set(ids.reverse())];
}

interface Dealing {
  readonly action?: string;
  readonly advisor: { readonly id: string };
  readonly assignee?: string;
}
