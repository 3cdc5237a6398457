/** The review queue: what waits, filtered and sorted; by keyboard or mouse. */
import { Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useReducer } from 'react';
import { deskQuery } from '../api/queries.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useSession } from '../session.tsx';
import { LoadFailure } from '../shell/failures.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { BulkBar } from './bulk-bar.tsx';
import { isNarrowed, QUEUE_STATES, type QueueState, SORTS, TRASH } from './desk-filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { rememberQueue } from './last-queue.ts';
import { QueueList } from './queue-list.tsx';
import { queueWords } from './queue-words.ts';
import { NOTHING_SELECTED, select } from './selection.ts';

const route = getRouteApi('/');

export function QueuePage() {
  const { words } = useSession();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  usePageTitle(words.queue.title);
  const desk = useInfiniteQuery({ ...deskQuery(filter), placeholderData: keepPreviousData });
  const items = useMemo(() => desk.data?.pages.flatMap((page) => page.items) ?? [], [desk.data]);
  const numbers = useMemo(() => items.map(({ number }) => number), [items]);
  const [selection, dispatch] = useReducer(select, NOTHING_SELECTED);
  useEffect(() => rememberQueue(numbers), [numbers]);
  const open = (number: string | undefined): void => {
    if (number !== undefined) void navigate({ to: '/cases/$number', params: { number } });
  };
  useKeys({
    next: () => dispatch({ kind: 'move', by: 1, among: numbers }),
    previous: () => dispatch({ kind: 'move', by: -1, among: numbers }),
    open: () => open(selection.current ?? numbers[0]),
    tick: () => {
      const number = selection.current ?? numbers[0];
      if (number !== undefined) dispatch({ kind: 'tick', number });
    },
  });
  const total = desk.data?.pages[0]?.total;
  return (
    <div className="queue">
      <QueueHeader total={total} />
      <FilterBar filter={filter} onChange={(search) => void navigate({ to: '/', search })} />
      {filter.state === TRASH && <TrashNote />}
      <BulkBar items={items} ticked={selection.ticked} dispatch={dispatch} isTrash={filter.state === TRASH} />
      {desk.isError && items.length === 0 && <LoadFailure onRetry={() => void desk.refetch()} />}
      {desk.isPending && <Waiting />}
      {desk.isSuccess && items.length === 0 && <Empty />}
      {items.length > 0 && (
        <QueueList
          items={items}
          selection={selection}
          dispatch={dispatch}
          onEnd={() => {
            if (desk.hasNextPage && !desk.isFetchingNextPage) void desk.fetchNextPage();
          }}
        />
      )}
    </div>
  );
}

function QueueHeader({ total }: { total: number | undefined }) {
  const { words } = useSession();
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const state = filter.state ?? 'unassigned';
  const sorts = SORTS.map((value) => ({ value, label: words.queue.sorts[value] }));
  const nameOf = useStateNames();
  const states = QUEUE_STATES.map((value) => ({ value, label: nameOf(value) }));
  const change = (part: object): void => void navigate({ to: '/', search: { ...filter, ...part } });
  return (
    <div className="queue-header">
      <h1>
        {words.queue.title} <span className="quiet only-wide">{nameOf(state)}</span>
      </h1>
      <span className="quiet total">{total !== undefined && words.queue.total(total)}</span>
      <Select
        className="only-narrow"
        data={states}
        value={state}
        onChange={(value) => change({ state: value })}
        aria-label={words.queue.filters}
        size="xs"
      />
      <Select
        className="sort"
        data={sorts}
        value={filter.sort ?? 'due'}
        onChange={(value) => change({ sort: value })}
        aria-label={words.queue.sort}
        size="xs"
      />
    </div>
  );
}

/** How states read. */
function useStateNames(): (state: QueueState) => string {
  const { words } = useSession();
  const { trash } = usePageWords(queueWords);
  return (state) => (state === TRASH ? trash : words.states[state]);
}

function TrashNote() {
  return <p className="queue-note">{usePageWords(queueWords).trashNote}</p>;
}

function Waiting() {
  const { words } = useSession();
  return (
    <div className="waiting-rows" role="status" aria-label={words.common.loading}>
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <span key={key} className="waiting-row" />
      ))}
    </div>
  );
}

function Empty() {
  const { queue } = useSession().words;
  const { emptyTrash } = usePageWords(queueWords);
  const filter = route.useSearch();
  const isFiltered = isNarrowed(filter);
  const isDone = !isFiltered && (filter.state ?? 'unassigned') === 'unassigned';
  const emptyOf: Partial<Record<QueueState, string>> = { mine: queue.emptyMine, trash: emptyTrash };
  const ofState = isFiltered || filter.state === undefined ? undefined : emptyOf[filter.state];
  const title = isDone ? queue.empty : (ofState ?? queue.emptyFiltered);
  return (
    <div className="message">
      <h2>{title}</h2>
      {isDone && <p>{queue.emptyLead}</p>}
    </div>
  );
}
