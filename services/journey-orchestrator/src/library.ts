/** Journeys in memory, for the handlers: every published version by its hash, and the ones that begin from now on. */
import { PUBLISHED_BY_START } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import { AppError, messageOf } from '@facteur/primitives';
import type { JourneyLibrary } from './environment.ts';
import {
  openPublishedVersions,
  type Publication,
  type PublishedParts,
  type PublishedVersion,
  type PublishedVersions,
} from './published.ts';

/** A library that authors publish to. */
export interface PublishingLibrary extends JourneyLibrary {
  /** The live versions, by name. */
  live(): readonly (PublishedVersion & { readonly compiled: Journey })[];
  /** Makes a version live, in this process at once, in others within seconds. */
  publish(journey: Journey, about: Publication): Promise<PublishedVersion>;
  /** Looks what other processes published. */
  refresh(): Promise<void>;
}

type Live = PublishedVersion & { readonly compiled: Journey };

/**
 * Loads every version ever published. What a person published stays live until a person publishes another one: the folder then holds a
 * draft. Any other journey of `folder` is published as it stands there.
 */
export async function openJourneyLibrary(
  parts: PublishedParts,
  folder: readonly Journey[],
): Promise<PublishingLibrary> {
  const { log } = parts.kernel;
  const versions = await openPublishedVersions(parts);
  const byHash = new Map(folder.map((journey) => [journey.hash, journey]));
  const seen = new Set(byHash.keys());
  const live = new Map<string, Live>();
  const publish = async (journey: Journey, about: Publication): Promise<PublishedVersion> => {
    const version = await versions.publish(journey, about);
    byHash.set(journey.hash, journey);
    seen.add(journey.hash);
    live.set(journey.name, { ...version, compiled: journey });
    return version;
  };
  const latest = await load(versions, byHash, seen);
  for (const journey of folder) {
    const version = latest.get(journey.name);
    const kept = version && byHash.get(version.hash);
    if (version === undefined) await publish(journey, { by: PUBLISHED_BY_START });
    else if (version.hash === journey.hash) live.set(journey.name, { ...version, compiled: journey });
    else if (kept === undefined || version.publishedBy === PUBLISHED_BY_START)
      await publish(journey, { by: PUBLISHED_BY_START });
    else {
      const about = { journey: journey.name, live: version.hash.slice(0, 12), draft: journey.hash.slice(0, 12) };
      log.info(about, 'the folder holds a draft that is not published');
    }
  }
  takeOver(live, latest, byHash);
  const refresh = async (): Promise<void> => takeOver(live, await load(versions, byHash, seen), byHash);
  return libraryOf({ live, byHash, publish, refresh, lookAgain: once(refresh, log) });
}

/**
 * Adds every published version to `byHash`; answers the one of each journey that went live last. What was `seen` is not read again,
 * whether it could be compiled or not: the operations are those of this process for good.
 */
async function load(
  versions: PublishedVersions,
  byHash: Map<string, Journey>,
  seen: Set<string>,
): Promise<ReadonlyMap<string, PublishedVersion>> {
  const latest = new Map<string, PublishedVersion>();
  for (const { compiled, ...version } of await versions.load(seen)) {
    seen.add(version.hash);
    if (compiled) byHash.set(version.hash, compiled);
    const other = latest.get(version.journey);
    if (other === undefined || isLater(version, other)) latest.set(version.journey, version);
  }
  return latest;
}

/** At the same instant a person's word counts. */
function isLater(one: PublishedVersion, other: PublishedVersion): boolean {
  if (one.liveSince !== other.liveSince) return one.liveSince > other.liveSince;
  return one.publishedBy !== PUBLISHED_BY_START;
}

/** What a person published is live everywhere. */
function takeOver(
  live: Map<string, Live>,
  latest: ReadonlyMap<string, PublishedVersion>,
  byHash: ReadonlyMap<string, Journey>,
): void {
  for (const version of latest.values()) {
    const compiled = byHash.get(version.hash);
    if (compiled && version.publishedBy !== PUBLISHED_BY_START) live.set(version.journey, { ...version, compiled });
  }
}

/** Another process may have published a version since; whoever misses it tries again later and finds it. */
function once(refresh: () => Promise<void>, log: PublishedParts['kernel']['log']): () => void {
  let isLoading = false;
  return () => {
    if (isLoading) return;
    isLoading = true;
    refresh()
      .catch((error: unknown) => log.error({ error: messageOf(error) }, 'journeys could not be loaded'))
      .finally(() => {
        isLoading = false;
      });
  };
}

interface Held extends Pick<PublishingLibrary, 'publish' | 'refresh'> {
  readonly live: ReadonlyMap<string, Live>;
  readonly byHash: ReadonlyMap<string, Journey>;
  readonly lookAgain: () => void;
}

function libraryOf({ live, byHash, publish, refresh, lookAgain }: Held): PublishingLibrary {
  const must = (journey: Journey | undefined, what: string): Journey => {
    if (journey) return journey;
    throw new AppError('JOURNEY_MISSING', `No journey ${what} is loaded`, { retry: 'later' });
  };
  return {
    byName: (name) => must(live.get(name)?.compiled, `called ${name}`),
    byHash: (hash) => {
      if (!byHash.has(hash)) lookAgain();
      return must(byHash.get(hash), `with the version ${hash.slice(0, 12)}`);
    },
    byIntent: (intent) => {
      for (const { compiled } of live.values()) if (compiled.intent === intent) return compiled;
      return undefined;
    },
    intents: () => [...live.values()].map(({ compiled: { intent } }) => intent),
    live: () => [...live.values()],
    publish,
    refresh,
  };
}
