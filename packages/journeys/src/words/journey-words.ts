/** What readers call the names of journeys: of one, and of several together. */
import type { Wording } from '../bilingual.ts';
import type { Journey } from '../journey.ts';
import { fieldsOfJourney } from './fields-of-journey.ts';
import { namesOf } from './names-of.ts';

/** Words by name, for each kind of name; names without words are not there. */
export interface JourneyWords {
  readonly steps: Readonly<Record<string, Wording>>;
  readonly options: Readonly<Record<string, Wording>>;
  readonly data: Readonly<Record<string, Wording>>;
}

/** The words of one journey. */
export function journeyWords(journey: Journey): JourneyWords {
  const names = namesOf({ steps: journey.steps, fields: fieldsOfJourney(journey) });
  const of = (kind: readonly string[]) => Object.fromEntries(kind.flatMap((name) => entryOf(journey, name)));
  return { steps: of(names.steps), options: of(names.options), data: of(names.data) };
}

function entryOf({ words }: Journey, name: string): [string, Wording][] {
  const wording = Object.hasOwn(words, name) ? words[name] : undefined;
  return wording === undefined ? [] : [[name, wording]];
}

/**
 * The words on which all of `all` agree. A name that two journeys call differently is left out, for `accepter` is a refund in one and a
 * parcel in another, and a button must not promise the wrong one.
 */
export function sharedWords(all: readonly JourneyWords[]): JourneyWords {
  return {
    steps: agreed(all.map(({ steps }) => steps)),
    options: agreed(all.map(({ options }) => options)),
    data: agreed(all.map(({ data }) => data)),
  };
}

function agreed(all: readonly Readonly<Record<string, Wording>>[]): Record<string, Wording> {
  const found = new Map<string, Wording | undefined>();
  for (const [name, wording] of all.flatMap((each) => Object.entries(each))) {
    const before = found.has(name) ? found.get(name) : wording;
    found.set(name, before?.fr === wording.fr && before.en === wording.en ? before : undefined);
  }
  return Object.fromEntries([...found].flatMap(([name, wording]) => (wording === undefined ? [] : [[name, wording]])));
}
