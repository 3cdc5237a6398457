/** What the steps, options and data of a case's journey are called, as its authors worded them; by their names where they did not. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { JourneyMap, Title } from '../api/case-types.ts';
import type { Case, Language } from '../api/types.ts';
import { inWords } from '../format/format.ts';
import { useSession } from '../session.tsx';
import { useTitles } from '../shell/use-titles.ts';
import { usePageWords } from '../words/use-page-words.ts';
import { actsWords } from './acts-words.ts';
import { journeyMapQuery, journeyWordsQuery } from './case-queries.ts';
import { runOf } from './journey-course.ts';
import type { Names, Tongue } from './timeline-line.ts';

export interface CaseNames extends Names {
  /** Of a datum; `order.total` is named part by part. */
  readonly datum: (name: string) => string;
}

/** The map of the journey that the case is in; undefined while it is not known. */
export function useJourneyMap(shown: Case | undefined): JourneyMap | undefined {
  const run = shown && runOf(shown);
  const { data } = useQuery({ ...journeyMapQuery(run?.journey ?? '', run?.hash), enabled: run !== undefined });
  return run === undefined ? undefined : data;
}

/** Names for a case; without one, those of the live journeys. */
export function useCaseNames(shown?: Case): CaseNames {
  const { language, words } = useSession();
  const titleOf = useTitles();
  const map = useJourneyMap(shown);
  const run = shown && runOf(shown);
  const { data: known } = useQuery(journeyWordsQuery);
  const own = run?.journey;
  return useMemo(() => {
    const ofJourney = (journey: string | undefined) => (journey === undefined ? undefined : known?.journeys?.[journey]);
    const collected = titlesOf(map?.collect.map(({ name, title }) => [name, title]));
    const mapped = titlesOf(map?.steps.map(({ id, title }) => [id, title]));
    const told = (title: Title | undefined): string | undefined => inLanguage(title, language);
    const datum = (name: string): string | undefined =>
      told(collected[name] ?? ofJourney(own)?.data[name] ?? known?.data[name]);
    return {
      title: titleOf,
      step: (state, journey = own) => {
        const name = state.replace(/[:#].*$/, '');
        const exact = journey === map?.journey ? mapped[name] : undefined;
        return told(exact ?? ofJourney(journey)?.steps[name] ?? known?.steps[name]) ?? inWords(name);
      },
      option: (name, journey = own) => {
        // A choice never goes by the words of another journey: they may say that other things move.
        const isOfAny = journey === undefined || known?.journeys === undefined;
        const titles = isOfAny ? known?.options : ofJourney(journey)?.options;
        return told(titles?.[name]) ?? inWords(name);
      },
      datum: (name) =>
        datum(name) ??
        name
          .split('.')
          .map((part) => datum(part) ?? words.fields[part] ?? inWords(part))
          .join(' · '),
    };
  }, [known, language, map, own, titleOf, words]);
}

/** In which words lines of the timeline and decisions are told. */
export function useTongue(shown?: Case): Tongue {
  const { words } = useSession();
  const acts = usePageWords(actsWords);
  const names = useCaseNames(shown);
  const reviews = shown?.reviews;
  return useMemo(() => {
    const journeyOf = (id: string) => reviews?.find(({ reviewId }) => reviewId === id)?.journey;
    return { words, acts, names, journeyOf };
  }, [words, acts, names, reviews]);
}

/** In the reader's language, else in French. */
export function inLanguage(title: Title | undefined, language: Language): string | undefined {
  return title?.[language] ?? title?.fr;
}

function titlesOf(titles: readonly (readonly [string, Title])[] = []): Readonly<Record<string, Title>> {
  return Object.fromEntries(titles);
}
