/** The demo company's journeys, and variants of them. */
import { demoOperations } from '@facteur/connectors/demo';
import { type Journey, journeysFrom, type OperationCatalogue, readJourneysFolder } from '@facteur/journeys';

const FOLDER = new URL('../../../../journeys', import.meta.url).pathname;

/** What the demo company's connectors offer. */
export const CATALOGUE: OperationCatalogue = Object.fromEntries(demoOperations.map((each) => [each.name, each]));

/** Journeys of which the fake company knows the operations. */
const SHOP = ['suivi-commande', 'remboursement', 'renvoi-colis'];

/** The three journeys; `edit` changes the text of a journey's `journey.yaml`. */
export async function demoJourneys(
  edit: (yaml: string, journey: string) => string = (yaml) => yaml,
): Promise<readonly Journey[]> {
  const folders = (await readJourneysFolder(FOLDER)).filter(({ folder }) => SHOP.includes(folder));
  const edited = folders.map((each) => ({
    ...each,
    files: { ...each.files, 'journey.yaml': edit(each.files['journey.yaml'] ?? '', each.folder) },
  }));
  const { journeys, problems } = journeysFrom(edited, CATALOGUE);
  if (problems.length > 0) throw new Error(problems.map(({ file, message }) => `${file}: ${message.fr}`).join('\n'));
  return journeys;
}
