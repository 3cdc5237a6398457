/** What authors see of learning, asked for. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { get, query } from '../api/client.ts';
import type { ModelInForce, Proposal, ProposalStatus } from './learning-types.ts';

/** Everything asked for here begins with it. */
export const LEARNING = ['learning'] as const;
const PAGE = 50;

interface ProposalPage {
  readonly proposals: readonly Proposal[];
  readonly cursor?: string;
}

/** Advisors decide meanwhile: asked for again every half minute. */
export function proposalsQuery(status: ProposalStatus) {
  return infiniteQueryOptions({
    queryKey: [...LEARNING, 'proposals', status],
    queryFn: ({ signal, pageParam }) =>
      get<ProposalPage>(`/nlu/proposals${query({ status, limit: PAGE, after: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (page: ProposalPage) => page.cursor,
    refetchInterval: 30_000,
  });
}

/** What was accepted is learned within seconds. */
export const modelQuery = queryOptions({
  queryKey: [...LEARNING, 'model'],
  queryFn: ({ signal }) => get<ModelInForce>('/nlu/model', signal),
  refetchInterval: 15_000,
});
