/** What is set up for the desk, asked for and changed. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { get, post } from '../api/client.ts';
import type { RulesReport, Setup, TagUse } from '../api/setup-types.ts';
import { tellDone, tellFailure } from '../notify.ts';
import { useSession } from '../session.tsx';

/** What is set up begins with it in the cache: by it all of that is asked for again. */
export const SETUP = ['setup'] as const;

/** Everything but tags: one's own and what is for all. */
export const setupQuery = queryOptions({
  queryKey: [...SETUP, 'all'],
  queryFn: ({ signal }) => get<Setup>('/desk/setup', signal),
  staleTime: 30_000,
});

/** Views alone: queues need no more of it. */
export const viewsQuery = queryOptions({
  queryKey: [...SETUP, 'views'],
  queryFn: async ({ signal }) => (await get<Pick<Setup, 'views'>>('/desk/setup?only=views', signal)).views,
  staleTime: 30_000,
});

export const tagsQuery = queryOptions({
  queryKey: [...SETUP, 'tags'],
  queryFn: async ({ signal }) => (await get<{ tags: readonly TagUse[] }>('/desk/tags', signal)).tags,
});

export const rulesReportQuery = queryOptions({
  queryKey: [...SETUP, 'report'],
  queryFn: ({ signal }) => get<RulesReport>('/desk/rules/report', signal),
});

export type SetupKind = 'templates' | 'macros' | 'rules' | 'views' | 'goals' | 'tags';

interface Change {
  /** Below `/desk`. */
  readonly path: `${SetupKind}${'' | `/${string}`}`;
  readonly body?: object;
}

interface Told<Answer> {
  /** What to say when it is done; nothing by default. */
  readonly done?: (answer: Answer) => string;
  readonly onDone?: () => void;
}

/** Changes what is set up; failures are told. Everything is asked for again, queues too: tags stand there. */
export function useSetupChange<Answer = unknown>({ done, onDone }: Told<Answer> = {}) {
  const client = useQueryClient();
  const { words } = useSession();
  return useMutation({
    mutationFn: ({ path, body }: Change) => post<Answer>(`/desk/${path}`, body),
    onSuccess: (answer) => {
      if (done) tellDone(done(answer));
      onDone?.();
    },
    onError: (error) => tellFailure(error, words),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: SETUP });
      await client.invalidateQueries({ queryKey: ['counts'] });
    },
  });
}

/** The path by which one of a kind is deleted. */
export function deletePath(kind: SetupKind, id: string): Change['path'] {
  return `${kind}/${encodeURIComponent(id)}/delete`;
}
