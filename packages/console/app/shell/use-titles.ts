/** What journeys and requests are called, as their authors titled them. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { journeysQuery } from '../api/queries.ts';
import { inWords } from '../format/format.ts';
import { useSession } from '../session.tsx';

/** Titles of live journeys by their names and by the intents that they answer. */
export function useKnownTitles(): Readonly<Record<string, string>> {
  const { language } = useSession();
  const { data: journeys } = useQuery(journeysQuery);
  return useMemo(
    () =>
      Object.fromEntries(
        (journeys ?? []).flatMap(({ journey, intent, title }) => {
          const told = title[language] ?? title.fr;
          return [
            [journey, told],
            [intent, told],
          ];
        }),
      ),
    [journeys, language],
  );
}

/** The title of a journey, or of the journey that answers an intent; of an unknown one its name as words. */
export function useTitles(): (name: string) => string {
  const { language } = useSession();
  const { data: journeys } = useQuery(journeysQuery);
  return useCallback(
    (name) => {
      const found = journeys?.find(({ journey, intent }) => journey === name || intent === name);
      return found === undefined ? inWords(name) : (found.title[language] ?? found.title.fr);
    },
    [journeys, language],
  );
}
