/** Sends a reply, once: with an open review it is its decision, otherwise a mail of the advisor's own. */
import { useMutation } from '@tanstack/react-query';
import { ApiError, post } from '../api/client.ts';
import type { Case, Review } from '../api/types.ts';
import type { ReplyDecision } from '../api/write-types.ts';
import type { DraftState } from '../case/draft-state.ts';
import type { WithDecision } from '../case/said.ts';
import { actionPath } from '../case/use-case-action.ts';
import { useDecide } from '../case/use-decide.ts';
import { forgetDraft } from '../case/use-draft.ts';
import { tellDone, tellFailure, tellRefusal } from '../notify.ts';
import { useSession } from '../session.tsx';

interface SendOptions {
  readonly shown: Case;
  readonly review: Review | undefined;
  readonly draft: DraftState;
  /** Corrections and the comment, which go with a decision. */
  readonly withDecision: WithDecision;
  readonly onSent: () => void;
}

export function useSend({ shown, review, draft, withDecision, onSent }: SendOptions) {
  const { words } = useSession();
  const decide = useDecide(shown.number, review);
  return useMutation({
    mutationFn: async (reply: ReplyDecision): Promise<void> => {
      if (review) {
        await decide.mutateAsync({ decision: reply, ...withDecision });
      } else {
        const { kind: _, ...mail } = reply;
        await post(actionPath(shown.number, 'reply'), mail);
        tellDone(words.case.sent);
      }
    },
    onSuccess: () => {
      // A decision has already led to the next case: the editor is gone and can clear nothing by itself.
      forgetDraft(shown.number, draft);
      onSent();
    },
    onError: (error, { cc = [], bcc = [] }) => {
      const isRefused = error instanceof ApiError && error.status === 400;
      // A decision tells of its failure itself.
      if (review) return;
      if (cc.length + bcc.length > 0 && isRefused) tellRefusal(words.exchange.copiesRefused, words);
      else tellFailure(error, words);
    },
  });
}
