/** Sends a decision, tells of it, and goes to the next case of the queue. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ApiError, post } from '../api/client.ts';
import type { Decision, Json, Review } from '../api/types.ts';
import { tellDone, tellFailure } from '../notify.ts';
import { takeNext } from '../queue/last-queue.ts';
import { useSession } from '../session.tsx';
import { decisionInWords } from './timeline-line.ts';
import { useTongue } from './use-case-names.ts';

export interface Decided {
  readonly decision: Decision;
  readonly data?: Readonly<Record<string, Json>>;
  readonly note?: string;
}

export function useDecide(number: string, review: Review | undefined) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { words } = useSession();
  const tongue = useTongue();
  return useMutation({
    mutationFn: (decided: Decided) =>
      post(`/reviews/${encodeURIComponent(review?.reviewId ?? '')}/decide`, {
        ...decided,
        runVersion: review?.runVersion,
      }),
    onSuccess: async (_answer, { decision }) => {
      tellDone(words.case.decided(decisionInWords(decision, tongue, review?.journey)));
      const next = takeNext(number);
      if (next === undefined) await navigate({ to: '/' });
      else await navigate({ to: '/cases/$number', params: { number: next } });
    },
    onError: (error) => {
      const isConflict = error instanceof ApiError && error.status === 409;
      if (isConflict) tellDone(words.case.conflict);
      else tellFailure(error, words);
    },
    onSettled: () => client.invalidateQueries(),
  });
}
