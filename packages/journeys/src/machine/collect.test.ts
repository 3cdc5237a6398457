import { describe, expect, it } from '@jest/globals';
import type { JourneyInput } from '../machine/run.ts';
import { step } from '../step.ts';
import { done, mail, reviewed, run, timer } from '../testing/inputs.ts';
import { smallJourney, smallProblems, template } from '../testing/small-journey.ts';

const empty: JourneyInput = { type: 'start', data: {}, documents: [] };
const amount = (minor: number, currency = 'EUR') => ({ money: [{ minor, currency }] });
const number = { 'order-number': ['CMD-1'] };

const RULE = `collect:
  commande: { type: order-number, ask: demande }
  montant: { type: money, ask: demande-montant, valid: montant <= eur(150), invalid: trop-grand }
steps:
  - fin: { close: resolved }
`;

describe('a datum with a rule', () => {
  const journey = smallJourney(RULE);

  it('is taken when it fits', () => {
    expect(run(journey, { ...empty, data: { ...number, ...amount(100) } })).toMatchObject({ done: true });
  });

  it('is dropped when it breaks the rule, and asked for again in the one mail', () => {
    const { effects, snapshot } = run(journey, { ...empty, data: amount(99_999) });
    expect(effects[0]).toMatchObject({
      type: 'ask',
      templates: ['demande', 'trop-grand'],
      fields: ['commande', 'montant'],
    });
    expect(snapshot.context.vars).not.toHaveProperty('montant');
    expect(run(journey, { ...empty, data: amount(99_999) }, mail('', { ...number, ...amount(100) })).done).toBe(true);
  });

  it('goes to a human after three wrong values', () => {
    const over = run(journey, { ...empty, data: amount(90_001) }, mail('', amount(90_002)), mail('', amount(90_003)));
    expect(over.effects.at(-1)).toMatchObject({ type: 'review', step: 'collect', reason: 'loop-suspected' });
    expect(over.snapshot.value).toBe('collect:review');
    const asked = step(journey, over.snapshot, reviewed('collect', 'relancer', 2));
    expect(asked.effects[0]).toMatchObject({ type: 'ask', visit: 3, templates: ['demande', 'trop-grand'] });
  });

  it('goes to a human when the rule cannot be decided, once nothing is missing', () => {
    const dollars = { ...empty, data: amount(100, 'USD') };
    expect(run(journey, dollars).effects[0]).toMatchObject({ type: 'ask', fields: ['commande'] });
    const doubt = run(journey, dollars, mail('', number));
    expect(doubt.effects.at(-1)).toMatchObject({ type: 'review', reason: 'rule-undecided' });
    const given = (minor: number) =>
      step(journey, doubt.snapshot, reviewed('collect', 'continuer', 1, { montant: { minor, currency: 'EUR' } }));
    expect(given(20_000).accepted).toBe(false);
    expect(given(10_000).done).toBe(true);
  });

  it('waits for the other datum that the rule looks at', () => {
    const stay = smallJourney(`collect:
  arrivee: { type: date, ask: demande-arrivee }
  depart: { type: date, ask: demande-depart, valid: depart > arrivee, invalid: depart-avant }
steps:
  - fin: { close: resolved }
`);
    const facts = { depart: '2026-05-02' };
    const waiting = run(stay, { ...empty, facts });
    expect(waiting.effects[0]).toMatchObject({ type: 'ask', fields: ['arrivee'] });
    expect(step(stay, waiting.snapshot, mail('', { date: ['2026-05-01'] })).done).toBe(true);
    expect(step(stay, waiting.snapshot, mail('', { date: ['2026-05-03'] })).effects.slice(1)).toMatchObject([
      { type: 'ask', visit: 2, templates: ['depart-avant'], fields: ['depart'] },
      { type: 'timer' },
    ]);
  });

  it.each([
    ['without its message', ', invalid: trop-grand', '', '3:3 missing-key'],
    ['whose message has no rule', 'valid: montant <= eur(150), ', '', '3:3 missing-key'],
    ['that is optional', 'valid:', 'optional: true, valid:', '3:65 wrong-value'],
    ['whose rule is cut short', 'montant <= eur(150)', 'montant <=', '3:66 feel-syntax'],
    ['whose rule looks at something unknown', 'montant <=', 'montnat <=', '3:56 unset-variable'],
    ['whose message has no template', 'invalid: trop-grand', 'invalid: "trop_grand"', '3:86 wrong-value'],
  ])('%s is told', (_, from, to, expected) => {
    expect(smallProblems(RULE.replace(from, to)).join(' ')).toBe(expected);
  });
});

const LATER = `collect:
  commande: { type: order-number, ask: demande }
  autre: { type: order-number, ask: demande-autre }
  motif: { type: text, ask: demande-motif, remind: [3d], remind-with: relance, give-up: 10d }
  photo: { type: document, ask: demande-photo, when: order.status = "delivered" }
steps:
  - retrouver: { call: boutique.order, with: { number: commande }, save: order }
  - demander: { collect: [motif, photo, autre], late: abandonner }
  - fin: { reply: merci, close: resolved }
  - abandonner: { close: no-answer }
`;

describe('a step that collects', () => {
  const texts = { 'templates/demande-motif.fr.md': template('{{ order.number }}') };
  const journey = smallJourney(LATER, texts);
  const order = { number: 'CMD-1', status: 'delivered' };
  const start = { ...empty, data: number };
  const asking = [start, done('retrouver', order)];

  it('asks for nothing of it at the start', () => {
    expect(run(journey, empty).effects[0]).toMatchObject({ type: 'ask', step: 'collect', fields: ['commande'] });
    expect(run(journey, empty, mail('Voici le numéro', number)).snapshot.context.vars).toMatchObject({
      commande: 'CMD-1',
    });
  });

  it('takes a text for the answer to what is asked, not to what will be', () => {
    const { snapshot } = run(journey, empty, mail('Voici le numéro', number));
    expect(snapshot.context.vars).not.toHaveProperty('motif');
  });

  it('asks when it is reached, with what its templates may then show', () => {
    const { effects, trail } = run(journey, ...asking);
    expect(trail).toEqual([{ step: 'demander', visit: 1 }]);
    expect(effects).toEqual([
      {
        type: 'ask',
        step: 'demander',
        visit: 1,
        templates: ['demande-autre', 'demande-motif', 'demande-photo'],
        fields: ['autre', 'motif', 'photo'],
        data: { order },
      },
      { type: 'timer', name: 'demander-1:remind-1', afterMs: 3 * 86_400_000 },
      { type: 'timer', name: 'demander-1:give-up', afterMs: 10 * 86_400_000 },
    ]);
  });

  it('asks again for the rest, reminds, and goes on once all is there', () => {
    const photo = { name: 'a.jpg', type: 'image/jpeg' };
    const half = run(journey, ...asking, mail('il est cassé', {}, [photo]));
    expect(half.effects.at(-2)).toMatchObject({ type: 'ask', visit: 2, fields: ['autre'] });
    const reminded = run(journey, ...asking, timer('demander-1:remind-1'));
    expect(reminded.effects).toMatchObject([
      { type: 'remind', step: 'demander', nth: 1, templates: ['demande-autre', 'relance', 'demande-photo'] },
    ]);
    expect(step(journey, half.snapshot, mail('', { 'order-number': ['CMD-2'] })).effects.at(-1)).toEqual({
      type: 'close',
      outcome: 'resolved',
    });
  });

  it('goes where the author said on giving up', () => {
    const { effects, done: ended } = run(journey, ...asking, timer('demander-1:give-up'));
    expect(effects).toEqual([
      { type: 'cancel-timer', name: 'demander-1:remind-1' },
      { type: 'close', outcome: 'no-answer' },
    ]);
    expect(ended).toBe(true);
  });

  it('goes to a human on giving up when the author said nothing', () => {
    const text = LATER.replace(', late: abandonner', '').replace(/ {2}- abandonner.*\n/, '');
    const over = run(smallJourney(text), ...asking, timer('demander-1:give-up'));
    expect(over.effects.at(-1)).toMatchObject({ type: 'review', step: 'demander', reason: 'no-answer' });
    const data = { motif: 'cassé', autre: 'CMD-2', photo: [{ name: 'a', type: 'image/png' }] };
    expect(step(journey, over.snapshot, reviewed('demander', 'continuer', 1, data)).done).toBe(true);
  });

  it('is passed at once when nothing is missing', () => {
    const facts = { motif: 'cassé', autre: 'CMD-2' };
    const passed = run(journey, { ...start, facts }, done('retrouver', { ...order, status: 'shipped' }));
    expect(passed.trail).toEqual([
      { step: 'demander', visit: 1 },
      { step: 'fin', visit: 1 },
    ]);
  });

  it.each([
    ['an unknown datum', '[motif, photo, autre]', '[motiv, photo, autre]', '8:27 unknown-field'],
    [
      'an optional datum',
      'photo: { type: document, ask: demande-photo',
      'photo: { type: document, optional: true',
      '8:34 wrong-value',
    ],
    ['an unknown step', 'late: abandonner', 'late: abandoner', '8:55 unknown-step'],
    ['a text that is no list', '[motif, photo, autre]', 'motif', '8:26 wrong-value'],
    ['a rule over what is not known there', 'when: order.status', 'when: refund.status', '5:54 unset-variable'],
    ['a datum that is read before it is asked for', 'number: commande', 'number: autre', '7:56 maybe-unset'],
    [
      'an ask of the start that knows no step',
      'ask: demande }',
      'ask: demande-motif }',
      'templates/demande-motif.fr.md:4:4 unset-variable',
    ],
  ])('tells %s', (_, from, to, expected) => {
    expect(smallProblems(LATER.replace(from, to), texts).join(' ')).toBe(expected);
  });

  it('knows what it asked for, and what depends on a condition only perhaps', () => {
    const shows = (body: string) => smallProblems(LATER, { ...texts, 'templates/merci.fr.md': template(body) });
    expect(shows('{{ motif }}')).toEqual([]);
    expect(shows('{{ photo[0].name }}')).toEqual(['templates/merci.fr.md:4:4 maybe-unset']);
  });
});
