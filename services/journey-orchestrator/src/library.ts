/** Published journeys: kept by content hash for as long as a run may be pinned to them, in memory for the handlers. */
import type { BlobRef, Blobs } from '@facteur/blobs';
import { journeyPublished } from '@facteur/contracts';
import { bundleOf, type Journey, journeyFromBundle, type OperationCatalogue } from '@facteur/journeys';
import { AppError, isoTime, messageOf } from '@facteur/primitives';
import { encodeDrafts, type Kernel } from '@facteur/runtime';
import type { Collection, StoredDocument } from '@facteur/store';
import type { JourneyLibrary } from './environment.ts';

/** What publishing needs. */
export interface LibraryParts {
  readonly kernel: Kernel;
  readonly blobs: Blobs;
  readonly catalogue: OperationCatalogue;
}

/** Loads every version ever published, publishes those of `live` that are new, and makes `live` the versions that begin from now on. */
export async function openJourneyLibrary(parts: LibraryParts, live: readonly Journey[]): Promise<JourneyLibrary> {
  const { kernel } = parts;
  const collection = await kernel.store.collection({
    name: 'orchestrator-journeys',
    indexes: { 'by-age': ['publishedAt'] },
  });
  const byHash = new Map(live.map((journey) => [journey.hash, journey]));
  const known = await loadPublished(parts, collection, byHash);
  for (const journey of live.filter(({ hash }) => !known.has(hash))) await publish(parts, collection, journey);
  let isLoading = false;
  /** Another process may have published a version since; whoever misses it tries again later and finds it. */
  const lookAgain = (): void => {
    if (isLoading) return;
    isLoading = true;
    loadPublished(parts, collection, byHash)
      .catch((error: unknown) => kernel.log.error({ error: messageOf(error) }, 'journeys could not be loaded'))
      .finally(() => {
        isLoading = false;
      });
  };
  return libraryOf(live, byHash, lookAgain);
}

/** Adds every published version to `byHash`; answers all their hashes. A version that no longer compiles is told, and left out. */
async function loadPublished(
  { kernel, blobs, catalogue }: LibraryParts,
  collection: Collection,
  byHash: Map<string, Journey>,
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  let after: string | undefined;
  do {
    const page = await collection.find({ index: 'by-age', limit: 1_000, ...(after ? { after } : {}) });
    for (const { _id: hash, journey: name, bundle } of page.documents) {
      known.add(hash);
      if (byHash.has(hash)) continue;
      const { journey } = journeyFromBundle(await blobs.get(refOf(bundle)), catalogue);
      if (journey) byHash.set(hash, journey);
      else kernel.log.error({ journey: name, hash: hash.slice(0, 12) }, 'a published journey cannot be read any more');
    }
    after = page.cursor;
  } while (after);
  return known;
}

function refOf(bundle: StoredDocument[string] | undefined): BlobRef {
  return bundle as unknown as BlobRef;
}

/** Announced before it is recorded: a crash between the two announces it again, under the same event id. */
async function publish({ kernel, blobs }: LibraryParts, collection: Collection, journey: Journey): Promise<void> {
  const [bundle] = await blobs.put([{ scope: 'public', content: bundleOf(journey.files) }]);
  if (!bundle) throw new AppError('BLOB_UNAVAILABLE', `Journey ${journey.name} could not be kept`, { retry: 'later' });
  await announce(kernel, journey, bundle);
  const publishedAt = isoTime(kernel.clock.now());
  const doc = { _id: journey.hash, journey: journey.name, bundle: { ...bundle }, publishedAt };
  await collection.write([{ op: 'insert', doc }]);
  kernel.log.info({ journey: journey.name, hash: journey.hash.slice(0, 12) }, 'journey published');
}

async function announce(kernel: Kernel, journey: Journey, bundle: BlobRef): Promise<void> {
  const draft = journeyPublished.about(`journey:${journey.name}`, {
    journey: journey.name,
    hash: journey.hash,
    bundle,
    publishedBy: 'facteur start',
  });
  const cause = { id: journey.hash, source: 'journey-orchestrator', nowMs: kernel.clock.now(), traceparent: undefined };
  const entries = encodeDrafts([draft as never], cause, new Map(), kernel.random);
  await kernel.bus.publish(entries.map(({ topic, event }) => ({ topic, key: event.subject, value: event })));
}

function libraryOf(
  live: readonly Journey[],
  byHash: ReadonlyMap<string, Journey>,
  lookAgain: () => void,
): JourneyLibrary {
  const byName = new Map(live.map((journey) => [journey.name, journey]));
  const byIntent = new Map(live.map((journey) => [journey.intent, journey]));
  const must = (journey: Journey | undefined, what: string): Journey => {
    if (journey) return journey;
    throw new AppError('JOURNEY_MISSING', `No journey ${what} is loaded`, { retry: 'later' });
  };
  return {
    byName: (name) => must(byName.get(name), `called ${name}`),
    byHash: (hash) => {
      if (!byHash.has(hash)) lookAgain();
      return must(byHash.get(hash), `with the version ${hash.slice(0, 12)}`);
    },
    byIntent: (intent) => byIntent.get(intent),
    intents: () => [...byIntent.keys()],
  };
}
