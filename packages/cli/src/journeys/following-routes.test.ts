import { demoOperations } from '@facteur/connectors/demo';
import type { Route } from '@facteur/http';
import {
  type Journey,
  journeyFrom,
  journeysFrom,
  type OperationCatalogue,
  readJourneysFolder,
} from '@facteur/journeys';
import { AppError } from '@facteur/primitives';
import { describe, expect, it } from '@jest/globals';
import { SHIPPED_JOURNEYS } from '../load-journeys.ts';
import { followingRoutes } from './following-routes.ts';

type Library = Parameters<typeof followingRoutes>[0];

const CATALOGUE: OperationCatalogue = Object.fromEntries(demoOperations.map((each) => [each.name, each]));
const { journeys } = journeysFrom(await readJourneysFolder(SHIPPED_JOURNEYS), CATALOGUE);

function shipped(name: string): Journey {
  const journey = journeys.find((each) => each.name === name);
  if (journey === undefined) throw new Error(`no journey ${name}`);
  return journey;
}

/** A version of `remboursement` from before it had words. */
function before(): Journey {
  const { folder, files } = shipped('remboursement').files;
  const text = (files['journey.yaml'] ?? '').replace(/^words:[\s\S]*$/m, '');
  const { journey } = journeyFrom({ folder, files: { ...files, 'journey.yaml': text } }, CATALOGUE);
  if (journey === undefined) throw new Error('the version cannot be read');
  return journey;
}

/** A library of the shipped journeys; `elsewhere` are versions that a refresh finds. */
function libraryWith(elsewhere: readonly Journey[] = []): Library {
  const loaded = [...journeys];
  const about = { liveSince: '2026-01-05T09:00:00.000Z', publishedBy: 'start' };
  return {
    live: () => journeys.map((compiled) => ({ ...about, journey: compiled.name, hash: compiled.hash, compiled })),
    byHash(hash) {
      const found = loaded.find((journey) => journey.hash === hash);
      if (found === undefined) throw new AppError('JOURNEY_MISSING', 'not loaded', { retry: 'later' });
      return found;
    },
    async refresh() {
      loaded.push(...elsewhere);
    },
  };
}

async function get(path: string, request: object, library: Library = libraryWith()): Promise<unknown> {
  const found = followingRoutes(library, CATALOGUE).find((route) => route.path === path);
  if (found === undefined) throw new Error(`no route ${path}`);
  const handle = found.handle as unknown as (call: object) => Promise<unknown>;
  const answer = await handle(request);
  return (found as Required<Pick<Route, 'answer'>>).answer.parse(answer);
}

const map = (name: string, hash?: string, library?: Library) =>
  get('/api/v1/journeys/:name/map', { params: { name }, query: hash === undefined ? {} : { hash } }, library);

describe('the words of the live journeys', () => {
  it('hold what all agree on, and by journey what one alone says', async () => {
    const words = await get('/api/v1/journeys/words', {});
    expect(words).toMatchObject({
      steps: { verifier: { fr: 'Confier à un conseiller', en: 'Hand over to an advisor' } },
      data: { commande: { fr: 'Numéro de commande' } },
      journeys: {
        remboursement: { options: { accepter: { fr: 'Accepter le remboursement' } } },
        'renvoi-colis': { options: { accepter: { fr: 'Accepter le renvoi' } } },
      },
    });
    expect(words).not.toHaveProperty('options.accepter');
  });
});

describe('the map of a journey', () => {
  it('is that of the live version where none is named', async () => {
    const { hash } = shipped('remboursement');
    expect(await map('remboursement')).toMatchObject({ journey: 'remboursement', hash });
  });

  it('is that of any version that a run may have, even one that another process published', async () => {
    const old = before();
    expect(old.hash).not.toBe(shipped('remboursement').hash);
    expect(await map('remboursement', old.hash, libraryWith([old]))).toMatchObject({ hash: old.hash });
  });

  it.each([
    { name: 'of a journey that is not there', of: 'rien', hash: undefined },
    { name: 'of a version that is not there', of: 'remboursement', hash: 'f'.repeat(64) },
    { name: 'of a version of another journey', of: 'remboursement', hash: shipped('suivi-commande').hash },
  ])('is not found $name', async ({ of, hash }) => {
    await expect(map(of, hash)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
