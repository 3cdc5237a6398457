/** What authors teach: the examples and terms of the journeys, which change when one is published. */
import { PUBLISHED_BY_START } from '@facteur/contracts';
import type { KnownTexts, TrainingText } from '@facteur/nlu';
import { knownTexts } from '@facteur/nlu';
import type { ProposalRules } from './propose.ts';
import type { PublishedJourneys } from './published.ts';
import type { IntentTerms } from './thresholds.ts';

/** What one journey teaches. */
export interface Lesson {
  readonly examples: readonly TrainingText[];
  readonly terms: IntentTerms;
}

/** Reads what a published version teaches; undefined when it can be read no more. */
export type LessonByHash = (hash: string) => Promise<Lesson | undefined>;

export interface Taught {
  /** The same list until a journey is published. */
  examples(): readonly TrainingText[];
  terms(): readonly IntentTerms[];
  intents(): ReadonlySet<string>;
  /** What is proposed as an example, by what is taught now. */
  readonly rules: ProposalRules;
  /** Looks what was published since. @throws what the store or the blobs throw */
  refresh(): Promise<void>;
}

interface Now extends Pick<Lesson, 'examples'> {
  readonly terms: readonly IntentTerms[];
  readonly intents: ReadonlySet<string>;
  readonly known: KnownTexts;
}

export function openTaught(
  own: { readonly examples: readonly TrainingText[]; readonly terms: readonly IntentTerms[] },
  published: Pick<PublishedJourneys, 'all'>,
  lessonByHash: LessonByHash = async () => undefined,
): Taught {
  let versions = '';
  let now = nowOf(own.examples, own.terms);
  return {
    examples: () => now.examples,
    terms: () => now.terms,
    intents: () => now.intents,
    rules: {
      get known() {
        return now.known;
      },
      get intents() {
        return now.intents;
      },
    },
    refresh: async () => {
      const live = (await published.all()).filter(({ by }) => by !== PUBLISHED_BY_START);
      const found = live.map(({ hash }) => hash).join();
      if (found === versions) return;
      const lessons = (await Promise.all(live.map(({ hash }) => lessonByHash(hash)))).flatMap((one) => one ?? []);
      const taken = new Set(lessons.map(({ terms: { intent } }) => intent));
      const left = <T extends { readonly intent: string | null }>(all: readonly T[]) =>
        all.filter(({ intent }) => intent === null || !taken.has(intent));
      now = nowOf(
        [...left(own.examples), ...lessons.flatMap(({ examples }) => examples)],
        [...left(own.terms), ...lessons.map(({ terms }) => terms)],
      );
      versions = found;
    },
  };
}

function nowOf(examples: readonly TrainingText[], terms: readonly IntentTerms[]): Now {
  return { examples, terms, intents: new Set(terms.map(({ intent }) => intent)), known: knownTexts(examples) };
}
