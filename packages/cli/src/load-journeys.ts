/** The journeys that begin from now on: the company's folder, or the shipped ones. */
import { fileURLToPath } from 'node:url';
import {
  type Journey,
  journeysFrom,
  type OperationCatalogue,
  type Problem,
  readJourneysFolder,
} from '@facteur/journeys';
import { AppError } from '@facteur/primitives';

/** The journeys that ship with the product. */
export const SHIPPED_JOURNEYS = fileURLToPath(new URL('../../../journeys', import.meta.url));

/** `file:line:col: message (hint)`, in French and English. */
export function problemLine(problem: Problem, language: 'fr' | 'en' = 'fr'): string {
  const { file, line, column, message, hint } = problem;
  return `${file}:${line}:${column}: ${message[language]}${hint ? ` — ${hint[language]}` : ''}`;
}

/** @throws AppError `JOURNEY_INVALID` listing every fault of every file */
export async function loadJourneys(folder: string, catalogue: OperationCatalogue): Promise<readonly Journey[]> {
  const { journeys, problems } = journeysFrom(await readJourneysFolder(folder), catalogue);
  if (problems.length === 0) return journeys;
  throw new AppError(
    'JOURNEY_INVALID',
    `Les parcours de ${folder} ont ${problems.length} erreur(s) :\n${problems.map((problem) => `  ${problemLine(problem)}`).join('\n')}`,
  );
}
