/** What pages ask of the API, by name, so that a change can have exactly that asked for again. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DeskFilter } from '../queue/desk-filter.ts';
import { get, query } from './client.ts';
import type {
  Brake,
  Case,
  Customer,
  DeskCounts,
  DeskItem,
  DeskPage,
  FoundCase,
  LiveJourney,
  Me,
  Notice,
  Person,
  Quarantine,
  Supervision,
} from './types.ts';

const PAGE = 60;

/** Names of what is kept. */
export const keys = {
  me: ['me'],
  people: ['people'],
  desk: (filter: DeskFilter) => ['desk', filter],
  counts: (filter: DeskFilter) => ['counts', filter],
  case: (number: string) => ['case', number],
} as const;

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => get<Me>('/me', signal),
  staleTime: 300_000,
});

export const peopleQuery = queryOptions({
  queryKey: keys.people,
  queryFn: async ({ signal }) => (await get<{ people: readonly Person[] }>('/people', signal)).people,
  staleTime: 60_000,
});

export function deskQuery(filter: DeskFilter) {
  return infiniteQueryOptions({
    queryKey: keys.desk(filter),
    queryFn: ({ signal, pageParam }) =>
      get<DeskPage>(`/desk${query({ ...filter, limit: PAGE, after: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (page: DeskPage) => page.cursor,
  });
}

export function countsQuery(filter: DeskFilter) {
  const { sort: _, ...shown } = filter;
  return queryOptions({
    queryKey: keys.counts(shown),
    queryFn: ({ signal }) => get<DeskCounts>(`/desk/counts${query(shown)}`, signal),
    placeholderData: keepPreviousData,
  });
}

export function caseQuery(number: string) {
  return queryOptions({
    queryKey: keys.case(number),
    queryFn: ({ signal }) => get<Case>(`/cases/${encodeURIComponent(number)}`, signal),
  });
}

export function mailHtmlQuery(number: string, mailId: string) {
  const path = `/cases/${encodeURIComponent(number)}/mails/${encodeURIComponent(mailId)}/html`;
  return queryOptions({
    queryKey: ['mail-html', number, mailId],
    queryFn: ({ signal }) => get<{ html: string; hasRemoteImages: boolean }>(path, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Where a file of a mail is served, below `/api/v1`; `/text` and `/thumbnail` stand under it. */
export function filePath({ number, mailId, index }: { number: string; mailId: string; index: number }): string {
  return `/cases/${encodeURIComponent(number)}/mails/${encodeURIComponent(mailId)}/attachments/${index}`;
}

export function fileTextQuery(path: string) {
  return queryOptions({
    queryKey: ['file-text', path],
    queryFn: ({ signal }) => get<{ text: string; isCut: boolean }>(`${path}/text`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function customerQuery(address: string) {
  return queryOptions({
    queryKey: ['customer', address],
    queryFn: ({ signal }) =>
      get<Customer & { cases: readonly DeskItem[] }>(`/customers/${encodeURIComponent(address)}`, signal),
    staleTime: 60_000,
  });
}

export function searchQuery(words: string) {
  return queryOptions({
    queryKey: ['search', words],
    queryFn: ({ signal }) =>
      get<{ cases: readonly FoundCase[]; tookMs: number }>(`/search${query({ q: words, limit: 50 })}`, signal),
    enabled: words.trim() !== '',
    placeholderData: keepPreviousData,
  });
}

export const supervisionQuery = queryOptions({
  queryKey: ['supervision'],
  queryFn: ({ signal }) => get<Supervision>('/supervision', signal),
  refetchInterval: 30_000,
});

export const journeysQuery = queryOptions({
  queryKey: ['journeys'],
  queryFn: async ({ signal }) => (await get<{ journeys: readonly LiveJourney[] }>('/journeys', signal)).journeys,
  staleTime: 60_000,
});

export const botQuery = queryOptions({
  queryKey: ['bot'],
  queryFn: ({ signal }) => get<Brake>('/bot', signal),
  refetchInterval: 15_000,
});

export const quarantineQuery = infiniteQueryOptions({
  queryKey: ['quarantine'],
  queryFn: ({ signal, pageParam }) => get<Quarantine>(`/mail/quarantine${query({ after: pageParam })}`, signal),
  initialPageParam: '',
  getNextPageParam: (page: Quarantine) => page.cursor,
});

export const notificationsQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: ({ signal }) => get<{ items: readonly Notice[]; unread: number }>('/notifications', signal),
  staleTime: 30_000,
});
