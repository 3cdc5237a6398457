/** What the case page alone asks of the API. */
import { queryOptions } from '@tanstack/react-query';
import type { JourneyMap, JourneyWords } from '../api/case-types.ts';
import { get, query } from '../api/client.ts';

/** A version of a journey never changes. */
export function journeyMapQuery(journey: string, hash: string | undefined) {
  return queryOptions({
    queryKey: ['journey-map', journey, hash ?? 'live'],
    queryFn: ({ signal }) => get<JourneyMap>(`/journeys/${encodeURIComponent(journey)}/map${query({ hash })}`, signal),
    staleTime: hash === undefined ? 60_000 : Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export const journeyWordsQuery = queryOptions({
  queryKey: ['journey-words'],
  queryFn: ({ signal }) => get<JourneyWords>('/journeys/words', signal),
  staleTime: 300_000,
  retry: false,
});
