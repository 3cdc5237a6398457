/** The record of published versions: their files by content hash, who published them on which evidence, and which one of each journey is live. */
import type { BlobRef, Blobs } from '@facteur/blobs';
import { journeyPublished, PUBLISHED_BY_START } from '@facteur/contracts';
import { bundleOf, type Journey, journeyFromBundle, type OperationCatalogue } from '@facteur/journeys';
import { AppError, isoTime, type Json, type JsonObject } from '@facteur/primitives';
import { encodeDrafts, type Kernel } from '@facteur/runtime';
import type { Collection, StoredDocument } from '@facteur/store';

/** What publishing needs. */
export interface PublishedParts {
  readonly kernel: Kernel;
  readonly blobs: Blobs;
  readonly catalogue: OperationCatalogue;
}

/** One published version. */
export interface PublishedVersion {
  readonly journey: string;
  readonly hash: string;
  /** ISO 8601: since when it is, or was, the one that begins. */
  readonly liveSince: string;
  readonly publishedBy: string;
  /** What it was published on: a replay's totals, or why there was none. */
  readonly evidence?: JsonObject;
}

/** On whose word, and on which evidence. */
export interface Publication {
  readonly by: string;
  readonly evidence?: JsonObject;
}

export interface PublishedVersions {
  /** All of them, oldest first; what cannot be compiled any more has no `compiled`. */
  load(known: ReadonlySet<string>): Promise<readonly (PublishedVersion & { readonly compiled?: Journey })[]>;
  /** Makes a version live, for good once it resolves; publishing the live one again changes who and why. */
  publish(journey: Journey, about: Publication): Promise<PublishedVersion>;
}

export async function openPublishedVersions(parts: PublishedParts): Promise<PublishedVersions> {
  const { kernel, blobs, catalogue } = parts;
  const collection = await kernel.store.collection({
    name: 'orchestrator-journeys',
    indexes: { 'by-age': ['publishedAt'] },
  });
  return {
    async load(known) {
      const versions: (PublishedVersion & { compiled?: Journey })[] = [];
      for (const doc of await allOf(collection)) {
        const version = versionOf(doc);
        if (known.has(version.hash)) versions.push(version);
        else {
          const { journey } = journeyFromBundle(await blobs.get(doc.bundle as unknown as BlobRef), catalogue);
          const about = { journey: version.journey, hash: version.hash.slice(0, 12) };
          if (journey === undefined) kernel.log.error(about, 'a published journey cannot be read any more');
          versions.push({ ...version, ...(journey && { compiled: journey }) });
        }
      }
      return versions;
    },
    publish: (journey, about) => publish(parts, collection, journey, about),
  };
}

async function allOf(collection: Collection): Promise<StoredDocument[]> {
  const documents: StoredDocument[] = [];
  let after: string | undefined;
  do {
    const page = await collection.find({ index: 'by-age', limit: 1_000, ...(after ? { after } : {}) });
    documents.push(...page.documents);
    after = page.cursor;
  } while (after);
  return documents;
}

function versionOf({
  _id: hash,
  journey,
  publishedAt,
  liveSince,
  publishedBy,
  evidence,
}: StoredDocument): PublishedVersion {
  return {
    journey: String(journey),
    hash,
    liveSince: String(liveSince ?? publishedAt),
    publishedBy: String(publishedBy ?? PUBLISHED_BY_START),
    ...(evidence === undefined ? {} : { evidence: evidence as unknown as JsonObject }),
  };
}

/** Announced before it is recorded: a crash between the two announces it again, under the same event id. */
async function publish(
  { kernel, blobs }: PublishedParts,
  collection: Collection,
  journey: Journey,
  { by, evidence }: Publication,
): Promise<PublishedVersion> {
  const [bundle] = await blobs.put([{ scope: 'public', content: bundleOf(journey.files) }]);
  if (!bundle) throw new AppError('BLOB_UNAVAILABLE', `Journey ${journey.name} could not be kept`, { retry: 'later' });
  const liveSince = isoTime(kernel.clock.now());
  await announce(kernel, journey, bundle, by, liveSince);
  const known = await collection.get(journey.hash);
  const doc = {
    _id: journey.hash,
    journey: journey.name,
    bundle: { ...bundle } as Record<string, Json>,
    publishedAt: String(known?.publishedAt ?? liveSince),
    liveSince,
    publishedBy: by,
    ...(evidence === undefined ? {} : { evidence: evidence as Json }),
  };
  const write = known ? ({ op: 'replace', doc, at: known.version } as const) : ({ op: 'insert', doc } as const);
  const [done] = await collection.write([write]);
  // Another process published the same at the same moment: what it wrote says the same.
  if (done?.outcome === 'conflict') throw new AppError('CONFLICT', `${journey.name} was just published by another`);
  kernel.log.info({ journey: journey.name, hash: journey.hash.slice(0, 12), by }, 'journey published');
  return versionOf({ ...doc, version: 1 } as unknown as StoredDocument);
}

/** The same version may go live again: each time is an event of its own. */
async function announce(kernel: Kernel, journey: Journey, bundle: BlobRef, by: string, at: string): Promise<void> {
  const about = { journey: journey.name, hash: journey.hash, bundle, publishedBy: by };
  const draft = journeyPublished.about(`journey:${journey.name}`, about);
  const cause = {
    id: by === PUBLISHED_BY_START ? journey.hash : `${journey.hash}/${at}`,
    source: 'journey-orchestrator',
    nowMs: kernel.clock.now(),
    traceparent: undefined,
  };
  const entries = encodeDrafts([draft as never], cause, new Map(), kernel.random);
  await kernel.bus.publish(entries.map(({ topic, event }) => ({ topic, key: event.subject, value: event })));
}
