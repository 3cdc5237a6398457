/** The journeys of a running instance, compiled here. */
import { type Journey, journeyFrom, type OperationCatalogue } from '@facteur/journeys';
import type { Client } from '../client.ts';

/** Live ones that no longer compile with `catalogue` are left out: they take part in nothing. */
export async function liveJourneys(
  client: Pick<Client, 'get'>,
  catalogue: OperationCatalogue,
): Promise<readonly Journey[]> {
  const { journeys } = (await client.get('/api/v1/journeys')) as { journeys: { journey: string }[] };
  const found: Journey[] = [];
  for (const { journey: folder } of journeys) {
    const { files } = (await client.get(`/api/v1/journeys/${encodeURIComponent(folder)}`)) as {
      files: Record<string, string>;
    };
    const { journey } = journeyFrom({ folder, files }, catalogue);
    if (journey !== undefined) found.push(journey);
  }
  return found;
}
