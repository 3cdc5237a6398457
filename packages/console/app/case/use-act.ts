/** An act from a dialogue: what was done is told, the case is asked for again, then whatever comes next. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { tellDone } from '../notify.ts';
import { takeNext } from '../queue/last-queue.ts';
import { type CaseAction, useCaseAction } from './use-case-action.ts';

/** `number`: the case that is acted on. */
export function useAct(number: string) {
  const client = useQueryClient();
  const { mutate, isPending } = useCaseAction(number);
  const act = (action: CaseAction, done: string, onDone: () => void): void =>
    mutate(action, {
      onSuccess: () => {
        tellDone(done);
        // What follows of it elsewhere (links, a merge) comes as events; other cases may be shown differently too.
        void client.invalidateQueries({ queryKey: ['case'] });
        onDone();
      },
    });
  return { act, isPending };
}

/** Leads to the case after this one, as the queue had them; to the queue where there is none. */
export function useGoOn(number: string): () => void {
  const navigate = useNavigate();
  return () => {
    const next = takeNext(number);
    if (next === undefined) void navigate({ to: '/' });
    else void navigate({ to: '/cases/$number', params: { number: next } });
  };
}
