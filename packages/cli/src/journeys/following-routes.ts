/** Routes for whoever follows a run: what names of journeys are called, and the map of a version. */
import { type Route, route } from '@facteur/http';
import type { PublishingLibrary } from '@facteur/journey-orchestrator';
import { type Journey, journeyMap, journeyWords, type OperationCatalogue, sharedWords } from '@facteur/journeys';
import { AppError, isAppError } from '@facteur/primitives';
import { z } from 'zod';

const wording = z.object({ fr: z.string(), en: z.string().optional() });
const wordings = z.record(z.string(), wording);
const wordsOf = { steps: wordings, options: wordings, data: wordings };
const wordsAnswer = z.object({
  ...wordsOf,
  journeys: z
    .record(z.string(), z.object(wordsOf))
    .describe('The same by journey: a name that two journeys call differently is here alone'),
});

const mapAnswer = z.object({
  journey: z.string(),
  hash: z.string(),
  title: wording,
  collect: z.array(z.object({ name: z.string(), type: z.string(), title: wording })),
  steps: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['call', 'reply', 'decide', 'review', 'handoff', 'start', 'wait', 'close']),
      title: wording,
      acts: z.enum(['nothing', 'goods', 'money']).describe('What the step itself changes outside'),
      next: z.array(
        z.object({
          to: z.string().optional().describe('Id of a step; absent: the journey ends'),
          when: z.string().optional().describe('A rule, an error’s code, `otherwise` or `late`'),
          option: z.string().optional().describe('The advisor’s choice'),
        }),
      ),
    }),
  ),
});

type Library = Pick<PublishingLibrary, 'live' | 'byHash' | 'refresh'>;

/** They stand before `/api/v1/journeys/:name`, which would take `words` for a name. */
export function followingRoutes(library: Library, catalogue: OperationCatalogue): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/journeys/words',
      summary: 'What steps, options and data of the live journeys are called, by their names',
      role: 'reader',
      answer: wordsAnswer,
      handle: async () => {
        const all = library.live().map(({ journey, compiled }) => [journey, journeyWords(compiled)] as const);
        return { ...sharedWords(all.map(([, words]) => words)), journeys: Object.fromEntries(all) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/journeys/:name/map',
      summary: 'The steps of a journey at a version and where each leads; default: the live version',
      role: 'reader',
      params: z.object({ name: z.string().min(1) }),
      query: z.object({ hash: z.string().min(1).optional().describe('The version of a run, by content hash') }),
      answer: mapAnswer,
      handle: async ({ params: { name }, query: { hash } }) => {
        const journey = hash === undefined ? liveOf(library, name) : await versionOf(library, hash);
        if (journey?.name === name) return journeyMap(journey, catalogue);
        const which = hash === undefined ? '' : ` dans la version ${hash.slice(0, 12)}`;
        throw new AppError('NOT_FOUND', `Il n’y a pas de parcours « ${name} »${which}`);
      },
    }),
  ];
}

function liveOf(library: Library, name: string): Journey | undefined {
  return library.live().find(({ journey }) => journey === name)?.compiled;
}

/** One that another process published since is read first. */
async function versionOf(library: Library, hash: string): Promise<Journey | undefined> {
  const known = loadedOf(library, hash);
  if (known !== undefined) return known;
  await library.refresh();
  return loadedOf(library, hash);
}

function loadedOf(library: Library, hash: string): Journey | undefined {
  try {
    return library.byHash(hash);
  } catch (error) {
    if (isAppError(error, 'JOURNEY_MISSING')) return undefined;
    throw error;
  }
}
