/** Names of people by their ids. */
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { peopleQuery } from '../api/queries.ts';
import { useSession } from '../session.tsx';

/** What to call `id`: the bot in words, an unknown one by its id. */
export function useNames(): (id: string) => string {
  const { me, words } = useSession();
  const { data: people } = useQuery(peopleQuery);
  return useCallback(
    (id) => {
      if (id === 'bot') return words.common.bot;
      return id === me.id ? me.name : (people?.find((person) => person.id === id)?.name ?? id);
    },
    [people, me, words],
  );
}
