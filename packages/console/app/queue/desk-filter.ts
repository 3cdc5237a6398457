/** What a queue shows, as the address bar holds it and the API takes it. Pure. */
import type { DeskState, Facet } from '../api/types.ts';

export const STATES: readonly DeskState[] = ['unassigned', 'mine', 'assigned', 'snoozed', 'done', 'all'];
/** Cases that were put away to be erased stand in no other list, `all` neither. */
export const TRASH = 'trash';
export type QueueState = DeskState | typeof TRASH;
export const QUEUE_STATES: readonly QueueState[] = [...STATES, TRASH];
export const SORTS = ['due', 'age', 'priority', 'updated'] as const;
export type Sort = (typeof SORTS)[number];

/** The filter's name of each facet of the counts. */
export const FILTER_OF: Readonly<Record<Facet, FilterName>> = {
  reasons: 'reason',
  queues: 'queue',
  mailboxes: 'mailbox',
  journeys: 'journey',
  languages: 'language',
  priorities: 'priority',
  tags: 'tag',
  assignees: 'assignee',
};

export const FILTER_NAMES = [
  'reason',
  'queue',
  'mailbox',
  'journey',
  'language',
  'priority',
  'tag',
  'assignee',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

export type DeskFilter = { readonly state?: QueueState; readonly sort?: Sort } & {
  readonly [Name in FilterName]?: string;
};

/** Reads an address's parameters; what is unknown or the default is left out. */
export function readFilter(search: Readonly<Record<string, unknown>>): DeskFilter {
  const state = QUEUE_STATES.find((known) => known === search.state && known !== 'unassigned');
  const sort = SORTS.find((known) => known === search.sort && known !== 'due');
  const given = FILTER_NAMES.flatMap((name) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return { ...(state && { state }), ...(sort && { sort }), ...Object.fromEntries(given) };
}

/** With `name` set to `value`; `undefined` or the same value again takes it away. */
export function withFilter(filter: DeskFilter, name: FilterName, value: string | undefined): DeskFilter {
  const { [name]: before, ...rest } = filter;
  return value === undefined || value === before ? rest : { ...rest, [name]: value };
}

/** In another state; the other filters stay. */
export function withState(filter: DeskFilter, state: QueueState): DeskFilter {
  return readFilter({ ...filter, state });
}

/** True when something other than state and order narrows the list. */
export function isNarrowed(filter: DeskFilter): boolean {
  return FILTER_NAMES.some((name) => filter[name] !== undefined);
}

/** The same filter gives the same text, whatever the order of its names. */
export function filterKey(filter: DeskFilter): string {
  return JSON.stringify(Object.entries(filter).sort(([a], [b]) => a.localeCompare(b)));
}
