/** Any version of a journey, in any process: its hash is the name of the blob that holds it. */
import type { Blobs } from '@facteur/blobs';
import { type Journey, journeyFromBundle, type OperationCatalogue } from '@facteur/journeys';
import { AppError } from '@facteur/primitives';

/**
 * @param known versions that need not be looked up
 * @returns a function that throws AppError `JOURNEY_INVALID` (never) for a version that no longer compiles, and what the blobs throw
 */
export function journeyByHash(
  blobs: Blobs,
  catalogue: OperationCatalogue,
  known: readonly Journey[],
): (hash: string) => Promise<Journey> {
  const byHash = new Map(known.map((journey) => [journey.hash, journey]));
  return async (hash) => {
    const journey = byHash.get(hash) ?? (await load(blobs, catalogue, hash));
    byHash.set(hash, journey);
    return journey;
  };
}

async function load(blobs: Blobs, catalogue: OperationCatalogue, hash: string): Promise<Journey> {
  const { journey } = journeyFromBundle(await blobs.get({ scope: 'public', id: hash, bytes: 0 }), catalogue);
  if (journey) return journey;
  throw new AppError('JOURNEY_INVALID', `The journey with the version ${hash.slice(0, 12)} cannot be read any more`);
}
