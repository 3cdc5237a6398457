/** What the live journeys call their steps and options, by name; a name that none of them words is shown as it is. */
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { journeyWordsQuery } from '../case/case-queries.ts';
import { inWords } from '../format/format.ts';
import { useSession } from '../session.tsx';

/** Titles of one kind, in the reader's language. */
export function useJourneyNames(kind: 'steps' | 'options'): (name: string) => string {
  const { language } = useSession();
  const { data } = useQuery(journeyWordsQuery);
  return useCallback(
    (name) => {
      const title = data?.[kind][name];
      return title === undefined ? inWords(name) : (title[language] ?? title.fr);
    },
    [data, kind, language],
  );
}
