import { describe, expect, it } from '@jest/globals';
import { readJourneysFolder } from '../files/journey-files.ts';
import { journeysFrom } from '../journey.ts';
import { DEMO_CATALOGUE } from '../testing/demo-catalogue.ts';
import { JOURNEY_TEXT, journeyOf } from '../testing/journey-text.ts';
import { smallJourney } from '../testing/small-journey.ts';
import { journeyMap } from './journey-map.ts';

const SHIPPED = new URL('../../../../journeys', import.meta.url).pathname;
const WORDS = `words:
  commande: { fr: Numéro de commande, en: Order number }
  rembourser: { fr: Rembourser la commande }
`;

describe('the map of a journey', () => {
  const journey = journeyOf(`${JOURNEY_TEXT}${WORDS}`);
  const map = journeyMap(journey, DEMO_CATALOGUE);
  const step = (id: string) => map.steps.find((each) => each.id === id);

  it('says which version it shows, and what it needs to know', () => {
    const { name, hash } = journey;
    expect(map).toMatchObject({ journey: name, hash, title: { fr: 'Essai', en: 'Trial' } });
    expect(map.collect).toEqual([
      { name: 'commande', type: 'order-number', title: { fr: 'Numéro de commande', en: 'Order number' } },
      { name: 'motif', type: 'choice', title: { fr: 'Motif' } },
      { name: 'photo', type: 'document', title: { fr: 'Photo' } },
    ]);
  });

  it('has the steps in the order of the file, by what the author calls them', () => {
    expect(map.steps.map(({ id, kind, title: { fr } }) => [id, kind, fr])).toEqual([
      ['retrouver', 'call', 'Retrouver'],
      ['choisir', 'decide', 'Choisir'],
      ['valider', 'review', 'Valider'],
      ['rembourser', 'call', 'Rembourser la commande'],
      ['confirmer', 'reply', 'Confirmer'],
      ['fin', 'close', 'Fin'],
      ['verifier', 'handoff', 'Verifier'],
    ]);
  });

  it.each([
    { id: 'retrouver', next: [{ to: 'choisir' }, { to: 'verifier', when: 'not-found' }] },
    {
      id: 'choisir',
      next: [
        { to: 'rembourser', when: 'order.total <= eur(150)' },
        { to: 'valider', when: 'otherwise' },
      ],
    },
    {
      id: 'valider',
      next: [
        { to: 'rembourser', option: 'accepter' },
        { to: 'fin', option: 'refuser' },
      ],
    },
    { id: 'confirmer', next: [{}] },
    { id: 'fin', next: [{}] },
    { id: 'verifier', next: [{}] },
  ])('tells how $id goes on', ({ id, next }) => {
    expect(step(id)?.next).toEqual(next);
  });

  it('tells what each step moves, and believes the worst of what no connector offers', () => {
    const acts = (of: typeof map) => of.steps.flatMap(({ id, acts: act }) => (act === 'nothing' ? [] : [[id, act]]));
    expect(acts(map)).toEqual([['rembourser', 'money']]);
    expect(acts(journeyMap(journey, {}))).toEqual([
      ['retrouver', 'money'],
      ['rembourser', 'money'],
    ]);
  });

  it('shows waits, lists, questions on the way and what comes when it is late', () => {
    const long = smallJourney(`collect:
  photo: { type: document, ask: demande-photo }
steps:
  - demander: { collect: [photo], late: dire }
  - attendre: { wait: { event: livre, at-most: 3d, late: dire } }
  - retrouver: { call: boutique.order, with: { number: '"CMD"' }, save: order, on: { not-found: dire } }
  - tout:
      each:
        of: order.lines
        as: ligne
        do:
          - stock: { call: boutique.stock, with: { sku: ligne.sku } }
  - dire: { reply: fin, close: resolved }
`);
    const steps = journeyMap(long, DEMO_CATALOGUE).steps.map(({ id, kind, next }) => ({ id, kind, next }));
    expect(steps).toEqual([
      { id: 'demander', kind: 'wait', next: [{ to: 'attendre' }, { to: 'dire', when: 'late' }] },
      { id: 'attendre', kind: 'wait', next: [{ to: 'retrouver' }, { to: 'dire', when: 'late' }] },
      { id: 'retrouver', kind: 'call', next: [{ to: 'tout' }, { to: 'dire', when: 'not-found' }] },
      { id: 'tout', kind: 'decide', next: [{ to: 'stock' }, { to: 'dire' }] },
      { id: 'stock', kind: 'call', next: [{ to: 'tout' }] },
      { id: 'dire', kind: 'reply', next: [{}] },
    ]);
  });

  it('leads from every shipped step to shipped steps only, each called in both languages', async () => {
    const { journeys } = journeysFrom(await readJourneysFolder(SHIPPED), DEMO_CATALOGUE);
    expect(journeys).toHaveLength(10);
    for (const { steps, collect } of journeys.map((each) => journeyMap(each, DEMO_CATALOGUE))) {
      const ids = new Set(steps.map(({ id }) => id));
      expect(steps.flatMap(({ next }) => next).filter(({ to }) => to !== undefined && !ids.has(to))).toEqual([]);
      expect([...steps, ...collect].filter(({ title }) => title.en === undefined)).toEqual([]);
    }
  });
});
