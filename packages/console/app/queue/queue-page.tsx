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
import { BulkBar } from './bulk-bar.tsx';
import { isNarrowed, SORTS, STATES } from './desk-filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { rememberQueue } from './last-queue.ts';
import { QueueList } from './queue-list.tsx';
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
      <BulkBar items={items} ticked={selection.ticked} dispatch={dispatch} />
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
  const states = STATES.map((value) => ({ value, label: words.states[value] }));
  const change = (part: object): void => void navigate({ to: '/', search: { ...filter, ...part } });
  return (
    <div className="queue-header">
      <h1>
        {words.queue.title} <span className="quiet only-wide">{words.states[state]}</span>
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
  const filter = route.useSearch();
  const isFiltered = isNarrowed(filter);
  const isDone = !isFiltered && (filter.state ?? 'unassigned') === 'unassigned';
  const title = isDone ? queue.empty : filter.state === 'mine' && !isFiltered ? queue.emptyMine : queue.emptyFiltered;
  return (
    <div className="message">
      <h2>{title}</h2>
      {isDone && <p>{queue.emptyLead}</p>}
    </div>
  );
}
