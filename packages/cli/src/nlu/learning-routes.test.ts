import type { Caller, Route } from '@facteur/http';
import type { Proposal, ProposalCommand } from '@facteur/intent-classification';
import { describe, expect, it } from '@jest/globals';
import { learningRoutes } from './learning-routes.ts';

const proposal: Proposal = {
  id: '7Q2K-9MXD-Y.b41f',
  text: 'Le livreur a lancé mon colis par-dessus la haie',
  language: 'fr',
  intent: 'renvoi-colis',
  predicted: { intent: 'suivi-commande', probability: 0.41 },
  at: '2026-11-19T10:00:00.000Z',
  status: 'proposed',
};
const threshold = { value: 0.87, isGuaranteed: true, risk: 0.01, cases: 412, coverage: 0.64 };
const sophie: Caller = { id: 'sophie', name: 'Sophie Laurent', role: 'author' };
const admin: Caller = { id: 'admin', name: 'Administrateur', role: 'admin' };

type Parts = Parameters<typeof learningRoutes>[0];

function routesOf(changes: Partial<Parts> = {}): Route[] {
  const proposals: Parts['proposals'] = {
    list: async () => ({ proposals: [proposal], cursor: 'next' }),
    settle: async (name, { by }: ProposalCommand) => ({
      ...proposal,
      status: name === 'accept' ? 'accepted' : 'refused',
      by,
    }),
    accepted: async () => [],
  };
  const inForce = () => ({ model: 'm1', thresholds: { 'suivi-commande': threshold } });
  return learningRoutes({ proposals, inForce, savedAt: async () => Date.UTC(2026, 10, 19, 8), ...changes });
}

async function call(path: string, request: object, routes = routesOf()): Promise<unknown> {
  const found = routes.find((route) => route.path === path);
  if (found === undefined) throw new Error(`no route ${path}`);
  const answer = await (found.handle as unknown as (call: object) => Promise<unknown>)(request);
  return (found as Required<Pick<Route, 'answer'>>).answer.parse(answer);
}

describe('a proposed example', () => {
  it('says which case it comes from and what had been predicted', async () => {
    expect(await call('/api/v1/nlu/proposals', { query: {} })).toEqual({
      proposals: [{ ...proposal, caseNumber: '7Q2K-9MXD-Y' }],
      cursor: 'next',
    });
  });

  it.each([
    { name: 'an author accepts under their own name', verb: 'accept', caller: sophie, body: {}, by: 'Sophie Laurent' },
    {
      name: 'nobody signs for somebody else',
      verb: 'refuse',
      caller: sophie,
      body: { by: 'Léa' },
      by: 'Sophie Laurent',
    },
    { name: 'the administrator’s token may name who', verb: 'accept', caller: admin, body: { by: 'Léa' }, by: 'Léa' },
    { name: 'the token alone signs as itself', verb: 'refuse', caller: admin, body: {}, by: 'Administrateur' },
  ])('$name', async ({ verb, caller, body, by }) => {
    const answer = await call(`/api/v1/nlu/proposals/:id/${verb}`, { params: { id: proposal.id }, body, caller });
    expect(answer).toMatchObject({ by, status: verb === 'accept' ? 'accepted' : 'refused' });
  });

  it('is read and settled by authors, and by nobody below them', () => {
    const roles = routesOf().map(({ method, path, role }) => [`${method} ${path}`, role]);
    expect(Object.fromEntries(roles)).toEqual({
      'get /api/v1/nlu/proposals': 'author',
      'post /api/v1/nlu/proposals/:id/accept': 'author',
      'post /api/v1/nlu/proposals/:id/refuse': 'author',
      'get /api/v1/nlu/model': 'reader',
    });
  });
});

describe('the model in use', () => {
  it.each([
    { name: 'says since when', savedAt: Date.UTC(2026, 10, 19, 8), expected: { savedAt: '2026-11-19T08:00:00.000Z' } },
    { name: 'says no date where there is no file of it', savedAt: undefined, expected: {} },
  ])('$name', async ({ savedAt, expected }) => {
    const answer = await call('/api/v1/nlu/model', {}, routesOf({ savedAt: async () => savedAt }));
    expect(answer).toEqual({ model: 'm1', thresholds: { 'suivi-commande': threshold }, ...expected });
  });
});
