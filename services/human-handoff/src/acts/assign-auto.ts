/** Finds who gets a case: reads what `chooseAdvisor` decides by. */
import { AppError } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import type { CaseState, TimelineEntry } from '../case-view.ts';
import { type Colleague, chooseAdvisor, type Wanted } from './choose-advisor.ts';
import type { DeskState } from './state.ts';

/** What is read. */
export interface AssignParts {
  readonly runner: Pick<Runner<DeskState>, 'find'>;
  readonly cases: Pick<Runner<CaseState>, 'read'>;
  readonly people: () => Promise<readonly Colleague[]>;
}

/** Chooses, taking turns. */
export interface AutoAssigner {
  /** @param wanted `team`: nobody else's. @throws AppError `CONFLICT` when nobody is there */
  choose(
    wanted: Wanted & { readonly team?: string },
    timeline: readonly TimelineEntry[],
    nowMs: number,
  ): Promise<string>;
}

/** Cases of one person that are counted: whoever has more is full anyway. */
const MOST_COUNTED = 200;

/** Whose turn it is is known to this process alone: after a start everyone's is equal, and the load decides. */
export function openAutoAssigner(parts: AssignParts): AutoAssigner {
  const lastAssignedMs: Record<string, number> = {};
  return {
    async choose(wanted, timeline, nowMs) {
      const { team } = wanted;
      const people = (await parts.people()).filter(({ teams }) => team === undefined || teams.includes(team));
      const loads = await loadsOf(parts, people);
      const chosen = chooseAdvisor(wanted, people, loads, { previous: advisorsIn(timeline), lastAssignedMs });
      if (chosen === undefined) throw nobodyThere(team);
      lastAssignedMs[chosen] = nowMs;
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

/** Ids of the people who decided or acted in a case, the last first. */
export function advisorsIn(timeline: readonly TimelineEntry[]): string[] {
  const ids = timeline.flatMap(({ topic, data }) =>
    topic === 'review.decided' || topic === 'advisor.acted' ? [(data as { advisor: { id: string } }).advisor.id] : [],
  );
  return [...new Set(ids.reverse())];
}
