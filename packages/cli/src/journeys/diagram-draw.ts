/** Draws one journey of a folder. */
import { extname, join } from 'node:path';
import {
  bundleOf,
  diagramOf,
  type Journey,
  journeyFromBundle,
  mermaidOf,
  readJourneyFolder,
  readJourneysFolder,
  svgOf,
} from '@facteur/journeys';
import { AppError, isAppError } from '@facteur/primitives';
import { problemLine } from '../load-journeys.ts';

/** How to draw. */
export interface DrawOptions {
  readonly svg: boolean;
  readonly lang: 'fr' | 'en';
  /** The file that the drawing goes to: drawings of other journeys are linked to as files beside it. */
  readonly out?: string;
}

/**
 * The drawing of journey `name` below `folder`. What connectors offer does not matter to it.
 * @throws AppError `JOURNEY_MISSING` with the names that there are; `JOURNEY_INVALID` with every fault
 */
export async function drawJourney(folder: string, name: string, { svg, lang, out }: DrawOptions): Promise<string> {
  const diagram = diagramOf(await readOne(folder, name), lang);
  const hrefOf = (journey: string) => (out === undefined ? undefined : `${journey}${extname(out)}`);
  return svg ? svgOf(diagram, { hrefOf }) : mermaidOf(diagram, { hrefOf });
}

async function readOne(folder: string, name: string): Promise<Journey> {
  const files = await readJourneyFolder(join(folder, name)).catch(async (cause: unknown) => {
    if (!isAppError(cause, 'JOURNEY_MISSING')) throw cause;
    const names = (await readJourneysFolder(folder)).map((each) => each.folder).join(', ');
    throw new AppError('JOURNEY_MISSING', `Il n’y a pas de parcours « ${name} » dans ${folder}. Il y a : ${names}`, {
      cause,
    });
  });
  const { journey, problems } = journeyFromBundle(bundleOf(files), {});
  if (journey !== undefined) return journey;
  const lines = problems.map((problem) => `  ${folder}/${name}/${problemLine(problem)}`);
  throw new AppError('JOURNEY_INVALID', `« ${name} » ne peut pas être dessiné :\n${lines.join('\n')}`);
}
