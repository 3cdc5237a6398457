/** Which version of each journey went live last, as `journey.published` says: nothing of a customer's, so nothing is sealed. */
import { type Event, journeyPublished } from '@facteur/contracts';
import type { Kernel } from '@facteur/runtime';

type Collection = Awaited<ReturnType<Kernel['store']['collection']>>;

/** A version of a journey, by its content hash. */
export interface PublishedVersion {
  readonly journey: string;
  readonly hash: string;
  readonly by: string;
}

export interface PublishedJourneys {
  /** Notes what went live among `events`, durably once it resolves; the same again, or an earlier one, changes nothing. */
  note(events: readonly Event[]): Promise<void>;
  all(): Promise<readonly PublishedVersion[]>;
}

const PAGE = 1_000;

export async function openPublishedJourneys({ store }: Pick<Kernel, 'store'>): Promise<PublishedJourneys> {
  const collection = await store.collection({ name: 'classification-journeys', indexes: { 'by-time': ['at'] } });
  return {
    async note(events) {
      for (const event of events)
        if (event.type === journeyPublished.type) await noteOne(collection, event as Published);
    },
    async all() {
      const { documents } = await collection.find({ index: 'by-time', limit: PAGE });
      return documents.map(({ _id: journey, hash, by }) => ({ journey, hash: String(hash), by: String(by) }));
    },
  };
}

type Published = Event<Parameters<typeof journeyPublished.about>[1]>;

async function noteOne(collection: Collection, { time: at, data }: Published): Promise<void> {
  const { journey: _id, hash, publishedBy: by } = data;
  const doc = { _id, hash, by, at };
  const known = await collection.get(_id);
  if (known === undefined) await collection.write([{ op: 'insert', doc }]);
  else if (String(known.at) < at) await collection.write([{ op: 'replace', doc, at: known.version }]);
}
