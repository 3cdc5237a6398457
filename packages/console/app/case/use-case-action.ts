/** Acts on a case: the answer is its `desk` part, which is shown at once. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../api/client.ts';
import { keys } from '../api/queries.ts';
import type { Case, CaseDesk } from '../api/types.ts';
import { tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';

export interface CaseAction {
  readonly action: string;
  readonly body?: object;
}

/** The path of an action on a case. */
export function actionPath(number: string, action: string): string {
  return `/cases/${encodeURIComponent(number)}/${action}`;
}

export function useCaseAction(number: string) {
  const client = useQueryClient();
  const { words } = useSession();
  return useMutation({
    mutationFn: ({ action, body }: CaseAction) => post<CaseDesk>(actionPath(number, action), body),
    onSuccess: (desk) => {
      client.setQueryData<Case>(keys.case(number), (shown) => (shown && desk ? { ...shown, desk } : shown));
      void client.invalidateQueries({ queryKey: ['desk'] });
      void client.invalidateQueries({ queryKey: ['counts'] });
    },
    onError: (error) => tellFailure(error, words),
  });
}
