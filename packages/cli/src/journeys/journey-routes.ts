/** Routes for authors: the live journeys, and publishing. */
import type { Connector } from '@facteur/connectors';
import { caseNumberSchema } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import type { openPreview, PublishingLibrary, RunDesk } from '@facteur/journey-orchestrator';
import { type Journey, journeysFrom, type OperationCatalogue } from '@facteur/journeys';
import { AppError, type JsonObject } from '@facteur/primitives';
import { z } from 'zod';
import { problemLine } from '../load-journeys.ts';
import { followingRoutes } from './following-routes.ts';
import { previewRoute } from './preview-route.ts';

const nameParam = z.object({ name: z.string().min(1) });
const lookUpBody = z.object({
  operation: z.string().min(1),
  input: z.record(z.string(), z.json()),
  sender: z.object({ address: z.string(), proven: z.boolean() }).describe('On whose behalf'),
});
const eventBody = z.object({
  case: caseNumberSchema,
  name: z.string().min(1).describe('As the journey’s `wait: { event: … }` calls it'),
  data: z.record(z.string(), z.json()).optional(),
});
const migrateBody = z.object({
  to: z.string().optional().describe('A published version, by content hash; default: the live one'),
  steps: z.record(z.string(), z.string()).default({}).describe('Names of steps then → now'),
  preview: z.boolean().default(true),
});
const publishBody = z.object({
  files: z.record(z.string(), z.string()).describe('Text of the journey’s files, by path in its folder'),
  by: z.string().trim().min(1).describe('Who'),
  evidence: z.record(z.string(), z.json()).describe('What a replay of this version showed, or why there was none'),
});

/** Authors' work: until there is a role for them, the administrator's. */
const AUTHOR = 'admin';

/** What the routes work on. */
export interface JourneyRouteParts {
  readonly library: PublishingLibrary;
  readonly catalogue: OperationCatalogue;
  readonly connector: Connector;
  readonly runs: RunDesk;
  readonly preview: ReturnType<typeof openPreview>;
}

/** `/api/v1/journeys…` */
export function journeyRoutes(parts: JourneyRouteParts): Route[] {
  const { library, catalogue, connector } = parts;
  return [
    ...runRoutes(parts),
    previewRoute(parts.preview),
    ...followingRoutes(library, catalogue),
    route({
      method: 'post',
      path: '/api/v1/journeys/look-up',
      summary: 'Ask the company’s systems what a replay needs to know; operations that change something are refused',
      role: AUTHOR,
      body: lookUpBody,
      handle: async ({ body: { operation, input, sender } }) => {
        const effect = connector.operations.find(({ name }) => name === operation)?.effect;
        if (effect !== 'none') throw new AppError('BAD_INPUT', `${operation} ne fait pas que lire`);
        return connector.call({ operation, input: input as JsonObject, sender });
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/journeys',
      summary: 'The journeys that begin from now on: version, since when, who published it on which evidence',
      role: 'reader',
      handle: async () => ({ journeys: library.live().map(told) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/journeys/:name',
      summary: 'A live journey with its files',
      role: 'reader',
      params: nameParam,
      handle: async ({ params: { name } }) => {
        const found = library.live().find(({ journey }) => journey === name);
        if (!found) throw new AppError('NOT_FOUND', `Il n’y a pas de parcours « ${name} »`);
        return { ...told(found), files: found.compiled.files.files };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/journeys/:name/publish',
      summary: 'Make a version live for what begins from now on; what is under way keeps its version',
      role: AUTHOR,
      params: nameParam,
      body: publishBody,
      handle: async ({ params: { name }, body: { files, by, evidence } }) =>
        library.publish(checked(library, catalogue, name, files), { by, evidence: { ...evidence } as never }),
    }),
  ];
}

/** What is done to runs under way. */
function runRoutes({ library, runs }: JourneyRouteParts): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/journeys/events',
      summary: 'Something happened in the company’s systems: the case’s journey goes on if it waits for it',
      role: AUTHOR,
      body: eventBody,
      handle: async ({ body: { case: number, name, data } }) => ({
        awaited: await runs.tell(number, name, data as JsonObject | undefined),
      }),
    }),
    route({
      method: 'post',
      path: '/api/v1/journeys/:name/migrate',
      summary: 'Take waiting runs to another version, or tell what would become of them (preview, the default)',
      role: AUTHOR,
      params: nameParam,
      body: migrateBody,
      handle: async ({ params: { name }, body: { to, steps, preview } }) => {
        const hash = to ?? library.byName(name).hash;
        if (library.byHash(hash).name !== name)
          throw new AppError('BAD_INPUT', `${hash} n’est pas une version de « ${name} »`);
        return { to: hash, preview, cases: await runs.migrate({ journey: name, to: hash, steps, isPreview: preview }) };
      },
    }),
  ];
}

function told({ compiled, ...version }: ReturnType<PublishingLibrary['live']>[number]) {
  return { ...version, title: compiled.title, intent: compiled.intent, risk: compiled.risk };
}

/** The journey, checked against the live ones as it will stand beside them. */
function checked(
  library: PublishingLibrary,
  catalogue: OperationCatalogue,
  folder: string,
  files: Readonly<Record<string, string>>,
): Journey {
  const others = library.live().flatMap(({ compiled }) => (compiled.name === folder ? [] : [compiled.files]));
  const { journeys, problems } = journeysFrom([...others, { folder, files }], catalogue);
  const own = problems.filter(({ file }) => file.startsWith(`${folder}/`));
  const journey = journeys.find(({ name }) => name === folder);
  if (journey && own.length === 0) return journey;
  const lines = own.map((problem) => problemLine(problem)).join(' ; ');
  throw new AppError(
    'BAD_INPUT',
    `Le parcours « ${folder} » ne peut pas être publié : ${lines || 'il manque journey.yaml'}`,
  );
}
