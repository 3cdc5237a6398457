/** The journeys that ship with the product, against the demo back office. */
import { fileURLToPath } from 'node:url';
import { demoOperations } from '@facteur/connectors/demo';
import { type Journey, journeysFrom, readJourneysFolder } from '@facteur/journeys';

const JOURNEYS = fileURLToPath(new URL('../../../journeys', import.meta.url));

export async function shippedJourneys(): Promise<readonly Journey[]> {
  const catalogue = Object.fromEntries(demoOperations.map((each) => [each.name, each]));
  const { journeys } = journeysFrom(await readJourneysFolder(JOURNEYS), catalogue);
  return journeys;
}
