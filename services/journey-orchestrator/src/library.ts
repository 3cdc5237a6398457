/** Published journeys: kept by content hash for as long as a run may be pinned to them, in memory for the handlers. */
import type { BlobRef, Blobs } from '@facteur/blobs';
import { journeyPublished } from '@facteur/contracts';
import { bundleOf, type Journey, journeyFromBundle, type OperationCatalogue } from '@facteur/journeys';
import { AppError, isoTime } from '@facteur/primitives';
import { encodeDrafts, type Kernel } from '@facteur/runtime';
import type { JourneyLibrary } from './environment.ts';

/** What publishing needs. */
export interface LibraryParts {
  readonly kernel: Kernel;
  readonly blobs: Blobs;
  readonly catalogue: OperationCatalogue;
}

/** Loads every version ever published, publishes those of `live` that are new, and makes `live` the versions that begin from now on. */
export async function openJourneyLibrary(
  { kernel, blobs, catalogue }: LibraryParts,
  live: readonly Journey[],
): Promise<JourneyLibrary> {
  const collection = await kernel.store.collection({
    name: 'orchestrator-journeys',
    indexes: { 'by-age': ['publishedAt'] },
  });
  const byHash = new Map(live.map((journey) => [journey.hash, journey]));
  const page = await collection.find({ index: 'by-age', limit: 1_000 });
  const known = new Set(page.documents.map(({ _id }) => _id));
  for (const { _id, bundle } of page.documents) {
    if (byHash.has(_id)) continue;
    const { journey } = journeyFromBundle(await blobs.get(bundle as unknown as BlobRef), catalogue);
    if (journey) byHash.set(_id, journey);
  }
  for (const journey of live.filter(({ hash }) => !known.has(hash))) {
    const [bundle] = await blobs.put([{ scope: 'public', content: bundleOf(journey.files) }]);
    if (!bundle)
      throw new AppError('BLOB_UNAVAILABLE', `Journey ${journey.name} could not be kept`, { retry: 'later' });
    await announce(kernel, journey, bundle);
    const publishedAt = isoTime(kernel.clock.now());
    await collection.write([
      { op: 'insert', doc: { _id: journey.hash, journey: journey.name, bundle: { ...bundle }, publishedAt } },
    ]);
    kernel.log.info({ journey: journey.name, hash: journey.hash.slice(0, 12) }, 'journey published');
  }
  return libraryOf(live, byHash);
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

function libraryOf(live: readonly Journey[], byHash: ReadonlyMap<string, Journey>): JourneyLibrary {
  const byName = new Map(live.map((journey) => [journey.name, journey]));
  const byIntent = new Map(live.map((journey) => [journey.intent, journey]));
  const must = (journey: Journey | undefined, what: string): Journey => {
    if (journey) return journey;
    throw new AppError('JOURNEY_MISSING', `No journey ${what} is loaded`, { retry: 'later' });
  };
  return {
    byName: (name) => must(byName.get(name), `called ${name}`),
    byHash: (hash) => must(byHash.get(hash), `with the version ${hash.slice(0, 12)}`),
    byIntent: (intent) => byIntent.get(intent),
    intents: () => [...byIntent.keys()],
  };
}
