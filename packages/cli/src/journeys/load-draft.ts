/** A draft: one journey of a folder, checked beside the others there. */
import { checkJourneys, type Journey, type OperationCatalogue, readJourneysFolder } from '@facteur/journeys';
import { AppError } from '@facteur/primitives';
import { problemLine } from '../load-journeys.ts';

/** @throws AppError `NOT_FOUND` naming the journeys that there are; `JOURNEY_INVALID` listing what is wrong in this one */
export async function loadDraft(folder: string, name: string, catalogue: OperationCatalogue): Promise<Journey> {
  const all = await readJourneysFolder(folder);
  const names = all.map((each) => each.folder);
  if (!names.includes(name)) {
    throw new AppError(
      'NOT_FOUND',
      `Il n’y a pas de parcours « ${name} » dans ${folder} ; il y a : ${names.join(', ')}`,
    );
  }
  const { journeys, problems } = checkJourneys(all, catalogue);
  const own = problems.filter(({ file }) => file.startsWith(`${name}/`));
  const journey = journeys.find((each) => each.name === name);
  if (journey !== undefined && own.length === 0) return journey;
  const lines = own.map((problem) => `  ${folder}/${problemLine(problem)}`);
  throw new AppError('JOURNEY_INVALID', `Le parcours « ${name} » a ${own.length} erreur(s) :\n${lines.join('\n')}`);
}
