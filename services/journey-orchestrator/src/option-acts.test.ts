import { describe, expect, it } from '@jest/globals';
import { actsOf } from './option-acts.ts';
import { CATALOGUE, demoJourneys } from './testing/demo-journeys.ts';

type Lookup = Parameters<typeof actsOf>[0];
type Edit = Parameters<typeof demoJourneys>[0];

const effectOf: Lookup['effectOf'] = (operation) => CATALOGUE[operation]?.effect;

async function actsIn(name: string, options: readonly string[], edit?: Edit, changes: Partial<Lookup> = {}) {
  const journeys = await demoJourneys(edit);
  const find = (wanted: string) => {
    const journey = journeys.find((each) => each.name === wanted);
    if (!journey) throw new Error(`no journey ${wanted}`);
    return journey;
  };
  const library = { byName: find, byHash: find, byIntent: () => undefined, intents: () => [] };
  return actsOf({ journeys: library, effectOf, ...changes }, find(name), 'valider', options);
}

/** Out of stock, a person looks. */
const parcelAlone = (yaml: string): string => yaml.replace('out-of-stock: rembourser', 'out-of-stock: verifier');

/** Between the choice and what comes next stands a day. */
const delayed: Edit = (yaml) =>
  parcelAlone(yaml)
    .replace('accepter: renvoyer', 'accepter: patienter')
    .replace(/^( {2}- )renvoyer:/m, '$1patienter: { wait: 1d, go: renvoyer }\n$1renvoyer:');

/** A person looks again before goods move. */
const seenAgain: Edit = (yaml) =>
  yaml
    .replace('accepter: renvoyer', 'accepter: relire')
    .replace(
      /^( {2}- )renvoyer:/m,
      '$1relire: { review: { queue: logistique, options: { oui: renvoyer } } }\n$1renvoyer:',
    );

describe('what an option may lead to', () => {
  it.each<{ name: string; journey: string; options: string[]; acts: unknown; edit?: Edit; changes?: Partial<Lookup> }>([
    { name: 'a refund is money', journey: 'remboursement', options: ['accepter'], acts: { accepter: 'money' } },
    { name: 'a mail is nothing', journey: 'remboursement', options: ['refuser'], acts: { refuser: 'nothing' } },
    {
      name: 'a parcel is goods',
      journey: 'renvoi-colis',
      options: ['accepter'],
      acts: { accepter: 'goods' },
      edit: parcelAlone,
    },
    {
      name: 'a parcel that becomes a refund where there is no stock is money',
      journey: 'renvoi-colis',
      options: ['accepter'],
      acts: { accepter: 'money' },
    },
    {
      name: 'another journey’s refund is money',
      journey: 'renvoi-colis',
      options: ['rembourser'],
      acts: { rembourser: 'money' },
    },
    {
      name: 'what comes after a wait counts: nobody looks again',
      journey: 'renvoi-colis',
      options: ['accepter'],
      acts: { accepter: 'goods' },
      edit: delayed,
    },
    {
      name: 'what a person sees first does not',
      journey: 'renvoi-colis',
      options: ['accepter'],
      acts: { accepter: 'nothing' },
      edit: seenAgain,
    },
    {
      name: 'an operation that nobody knows may be money',
      journey: 'renvoi-colis',
      options: ['accepter'],
      acts: { accepter: 'money' },
      changes: { effectOf: () => undefined },
    },
    {
      name: 'an option that is none of the step’s is left out',
      journey: 'remboursement',
      options: ['annuler-les-effets', 'refuser'],
      acts: { refuser: 'nothing' },
    },
    {
      name: 'a journey that is not at hand leaves its option out',
      journey: 'renvoi-colis',
      options: ['rembourser', 'refuser'],
      acts: { refuser: 'nothing' },
      changes: {
        journeys: {
          byName: () => {
            throw new Error('not at hand');
          },
          byHash: () => {
            throw new Error('not at hand');
          },
          byIntent: () => undefined,
          intents: () => [],
        },
      },
    },
  ])('$name', async ({ journey, options, acts, edit, changes }) => {
    expect(await actsIn(journey, options, edit, changes)).toEqual(acts);
  });
});
