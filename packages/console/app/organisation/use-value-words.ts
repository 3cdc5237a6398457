/** How the values of filters, rules and macros read. */
import { useQuery } from '@tanstack/react-query';
import { peopleQuery } from '../api/queries.ts';
import { inWords } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { useNames } from '../shell/use-names.ts';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { organisationWords } from './organisation-words.ts';

const TEAM = 'team:';

/** A value of a condition or filter, by its name; of an unknown name the value as it is. */
export function useValueWords(): (name: string, value: string) => string {
  const { words } = useSession();
  const nameOf = useNames();
  const titleOf = useTitles();
  const known: Readonly<Record<string, (value: string) => string>> = {
    reason: (value) => words.reasons[value]?.[0] ?? inWords(value),
    language: (value) => words.languageNames[value] ?? value,
    priority: (value) => (words.priorities as Record<string, string>)[value] ?? value,
    state: (value) => (words.states as Record<string, string>)[value] ?? value,
    sort: (value) => (words.queue.sorts as Record<string, string>)[value] ?? value,
    assignee: nameOf,
    journey: titleOf,
    queue: inWords,
    outcome: (value) => words.outcomes[value] ?? inWords(value),
  };
  return (name, value) => (Object.hasOwn(known, name) ? known[name]?.(value) : undefined) ?? value;
}

/** To whom something is assigned, as the end of a sentence: `à Karim Haddad`. */
export function useAssignWords(): (to: string | null) => string {
  const { assign } = usePageWords(organisationWords);
  const nameOf = useNames();
  return (to) => {
    if (to === null) return assign.nobody;
    if (to === 'auto' || to === 'me') return assign[to];
    return to.startsWith(TEAM) ? assign.team(to.slice(TEAM.length)) : assign.to(nameOf(to));
  };
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Who can be chosen: the most suitable one, teams, and those who still belong to the team. */
export function useAssignees(): readonly Choice[] {
  const { choices } = usePageWords(organisationWords).assign;
  const { data: people = [] } = useQuery(peopleQuery);
  const active = people.filter(({ isActive }) => isActive);
  const teams = [...new Set(active.flatMap(({ teams }) => teams))].sort((a, b) => a.localeCompare(b));
  return [
    { value: 'auto', label: choices.auto },
    ...teams.map((team) => ({ value: `${TEAM}${team}`, label: choices.team(team) })),
    ...active.map(({ id, name }) => ({ value: id, label: name })),
  ];
}
