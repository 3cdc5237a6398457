import { describe, expect, it } from '@jest/globals';
import { MAX_VISITS } from './machine/faults.ts';
import type { JourneyInput } from './machine/run.ts';
import { step } from './step.ts';
import { done, failed, mail, reviewed, run, timer } from './testing/inputs.ts';
import { JOURNEY_TEXT, journeyOf } from './testing/journey-text.ts';

const DAY = 86_400_000;
const journey = journeyOf();
const ORDER = { number: 'CMD-1', customer: 'C-1', total: { minor: 4990, currency: 'EUR' } };
const number = { 'order-number': ['CMD-1'] };
const lost: JourneyInput = { type: 'start', data: number, documents: [], text: 'colis perdu' };
const empty: JourneyInput = { type: 'start', data: {}, documents: [] };

describe('collecting', () => {
  it('asks for all that is missing in one mail, with reminders and an end', () => {
    const { effects, snapshot, trail, accepted, done } = run(journey, empty);
    expect(snapshot.value).toBe('collect:ask');
    expect([accepted, done]).toEqual([true, false]);
    expect(trail).toEqual([{ step: 'collect', visit: 1 }]);
    expect(effects).toEqual([
      {
        type: 'ask',
        step: 'collect',
        visit: 1,
        templates: ['demande', 'demande-motif'],
        fields: ['commande', 'motif'],
      },
      { type: 'timer', name: 'collect-1:remind-1', afterMs: 3 * DAY },
      { type: 'timer', name: 'collect-1:remind-2', afterMs: 7 * DAY },
      { type: 'timer', name: 'collect-1:give-up', afterMs: 14 * DAY },
    ]);
  });

  it('asks for the rest only, and for what an answer makes necessary', () => {
    const { effects, accepted } = run(journey, empty, mail('arrivé abîmé', number));
    expect(accepted).toBe(true);
    expect(
      effects.map((effect) => (effect.type === 'cancel-timer' || effect.type === 'timer' ? effect.name : effect)),
    ).toEqual([
      'collect-1:remind-1',
      'collect-1:remind-2',
      'collect-1:give-up',
      { type: 'ask', step: 'collect', visit: 2, templates: ['demande-photo'], fields: ['photo'] },
      'collect-2:give-up',
    ]);
  });

  it('keeps what came before it was known to be needed', () => {
    const photo = { name: 'a.jpg', type: 'image/jpeg' };
    const { snapshot } = run(journey, { ...empty, documents: [photo] }, mail('abîmé', number));
    expect(snapshot).toMatchObject({ value: 'retrouver', context: { vars: { photo: [photo], motif: 'abîmé' } } });
  });

  it.each([
    { name: 'says nothing of it', input: mail('merci') },
    { name: 'gives two order numbers', input: mail('', { 'order-number': ['CMD-1', 'CMD-2'] }) },
    { name: 'names both choices', input: mail('perdu ou abîmé ?') },
    {
      name: 'brings a document that nothing asked for',
      input: mail('', {}, [{ name: 'a.doc', type: 'application/msword' }]),
    },
    { name: 'gives an empty number', input: mail('', { 'order-number': [' '] }) },
  ])('does not take a mail that $name for an answer', ({ input }) => {
    const before = run(journey, empty);
    const after = step(journey, before.snapshot, input);
    expect(after).toEqual({ snapshot: before.snapshot, effects: [], trail: [], done: false, accepted: false });
  });

  it('takes the same number found twice as one', () => {
    const twice = { 'order-number': ['CMD-1', 'CMD-1'] };
    expect(run(journey, { ...lost, data: twice }).snapshot.value).toBe('retrouver');
  });

  it('reminds, then gives up to a human', () => {
    const reminder = timer('collect-1:remind-1');
    expect(run(journey, empty, reminder).effects).toEqual([
      {
        type: 'remind',
        step: 'collect',
        visit: 1,
        nth: 1,
        templates: ['relance', 'demande-motif'],
        fields: ['commande', 'motif'],
      },
    ]);
    const over = run(journey, empty, reminder, timer('collect-1:give-up'));
    expect(over.effects).toMatchObject([
      { type: 'cancel-timer', name: 'collect-1:remind-2' },
      {
        type: 'review',
        step: 'collect',
        reason: 'no-answer',
        queue: 'sav',
        options: ['continuer', 'relancer', 'confier', 'clore'],
      },
    ]);
  });

  it.each([
    { name: 'a reminder delivered twice', inputs: [timer('collect-1:remind-1'), timer('collect-1:remind-1')] },
    { name: 'a reminder older than the last', inputs: [timer('collect-1:remind-2'), timer('collect-1:remind-1')] },
    { name: 'a timer of an earlier ask', inputs: [mail('perdu'), timer('collect-1:give-up')] },
    { name: 'a timer of nothing', inputs: [timer('collect-1:remind-3')] },
  ])('ignores $name', ({ inputs }) => {
    expect(run(journey, empty, ...inputs)).toMatchObject({ accepted: false, effects: [] });
  });

  it.each([
    { name: 'a late answer', inputs: [mail('perdu', number)], value: 'retrouver' },
    { name: 'half an answer', inputs: [mail('perdu')], value: 'collect:ask' },
    {
      name: 'data from the advisor',
      inputs: [reviewed('collect', 'continuer', 1, { commande: 'CMD-1', motif: 'perdu' })],
      value: 'retrouver',
    },
    {
      name: 'not enough data from the advisor',
      inputs: [reviewed('collect', 'continuer', 1, { motif: 'volé' })],
      value: 'collect:review',
    },
    { name: 'asking again', inputs: [reviewed('collect', 'relancer')], value: 'collect:ask' },
    { name: 'handing over', inputs: [reviewed('collect', 'confier')], value: 'handoff' },
    {
      name: 'handing over and closing',
      inputs: [reviewed('collect', 'confier'), reviewed('handoff', 'clore')],
      value: 'end',
    },
    { name: 'closing', inputs: [reviewed('collect', 'clore')], value: 'end' },
  ])('goes on after giving up with $name', ({ inputs, value }) => {
    expect(run(journey, empty, timer('collect-1:give-up'), ...inputs).snapshot.value).toBe(value);
  });

  it('takes what is known from elsewhere when it fits', () => {
    const facts = { commande: 'CMD-7', motif: 'volé', name: 'Solène' };
    const { snapshot } = run(journey, { ...empty, facts });
    expect(snapshot).toMatchObject({ value: 'collect:ask', context: { vars: { facts, commande: 'CMD-7' } } });
    expect(snapshot.context.vars).not.toHaveProperty('motif');
  });

  it('marks an optional datum that was found several times', () => {
    const text = JOURNEY_TEXT.replace('  motif:\n', '  montant: { type: money, optional: true }\n  motif:\n');
    const money = [1, 2].map((minor) => ({ minor, currency: 'EUR' }));
    const vars = (values: unknown[]) =>
      run(journeyOf(text), { ...lost, data: { ...number, money: values } }).snapshot.context.vars;
    expect(vars([])).not.toHaveProperty('montant');
    expect(vars(money.slice(1)).montant).toEqual(money[1]);
    expect(vars(money).montant).toEqual({ several: money });
  });
});

describe('calling', () => {
  it('sends the inputs that were worked out', () => {
    expect(run(journey, lost).effects).toEqual([
      { type: 'call', step: 'retrouver', visit: 1, operation: 'boutique.order', input: { number: 'CMD-1' } },
    ]);
  });

  it('decides, and sends the key of money', () => {
    const { effects, trail } = run(journey, lost, done('retrouver', ORDER));
    expect(trail).toEqual([
      { step: 'choisir', visit: 1, row: 1 },
      { step: 'rembourser', visit: 1 },
    ]);
    const input = { order: 'CMD-1', amount: ORDER.total };
    expect(effects).toEqual([
      { type: 'call', step: 'rembourser', visit: 1, operation: 'comptabilite.refund', input, oncePer: 'CMD-1' },
    ]);
  });

  it('replies with what the template reads, closes and ends', () => {
    const result = run(journey, lost, done('retrouver', ORDER), done('rembourser', { amount: ORDER.total }));
    expect(result.effects).toEqual([
      {
        type: 'reply',
        step: 'confirmer',
        visit: 1,
        template: 'confirmation',
        data: { order: ORDER, refund: { amount: ORDER.total } },
      },
      { type: 'close', outcome: 'resolved' },
    ]);
    expect(result).toMatchObject({ done: true, snapshot: { status: 'done', value: 'end' } });
    expect(step(journey, result.snapshot, mail('merci', number))).toMatchObject({
      accepted: false,
      done: true,
      effects: [],
    });
  });

  it('goes where the author said on a planned error', () => {
    expect(run(journey, lost, failed('not-found'))).toMatchObject({
      snapshot: { value: 'verifier' },
      effects: [
        {
          type: 'review',
          step: 'verifier',
          reason: 'step-review',
          show: [{ name: 'commande', value: 'CMD-1' }],
          options: ['clore'],
        },
      ],
    });
  });

  it('shows another error to a human, who may try again', () => {
    const stuck = run(journey, lost, failed('not-yours'));
    expect(stuck.effects).toMatchObject([
      {
        type: 'review',
        step: 'retrouver',
        visit: 1,
        reason: 'connector-failed',
        options: ['réessayer', 'confier', 'clore'],
        detail: { fr: '« boutique.order » a échoué (not-yours: x)' },
      },
    ]);
    const again = step(journey, stuck.snapshot, reviewed('retrouver', 'réessayer'));
    expect(again.effects).toMatchObject([{ type: 'call', step: 'retrouver', visit: 2 }]);
    expect(again.snapshot.context.fault).toBeUndefined();
  });

  it.each([
    { name: 'an answer delivered twice', inputs: [done('retrouver', ORDER), done('retrouver', ORDER)] },
    {
      name: 'an answer to an earlier visit',
      inputs: [failed('x'), reviewed('retrouver', 'réessayer'), done('retrouver', ORDER)],
    },
    { name: 'an answer of another step', inputs: [done('rembourser', {})] },
    { name: 'a failure delivered twice', inputs: [failed('x'), failed('x')] },
    {
      name: 'an advisor who decides twice',
      inputs: [failed('x'), reviewed('retrouver', 'réessayer'), reviewed('retrouver', 'réessayer')],
    },
    { name: 'an option that was not offered', inputs: [failed('x'), reviewed('retrouver', 'rembourser')] },
    { name: 'a mail', inputs: [mail('perdu', number)] },
    { name: 'a second start', inputs: [lost] },
  ])('ignores $name', ({ inputs }) => {
    expect(run(journey, lost, ...inputs)).toMatchObject({ accepted: false, effects: [], trail: [] });
  });

  it('stops a call that a human repeats without end', () => {
    const tries = Array.from({ length: MAX_VISITS }, (_, index) => [
      failed('x', index + 1),
      reviewed('retrouver', 'réessayer', index + 1),
    ]);
    expect(run(journey, lost, ...tries.flat()).effects).toMatchObject([{ type: 'review', reason: 'loop-suspected' }]);
  });

  it('asks a human when an input cannot be worked out', () => {
    const { effects } = run(journey, lost, done('retrouver', { total: ORDER.total }));
    expect(effects).toMatchObject([
      {
        type: 'review',
        step: 'rembourser',
        reason: 'rule-undecided',
        detail: { en: 'rembourser, order: "order.number" is missing' },
      },
    ]);
  });
});

describe('deciding', () => {
  it.each([
    { total: { minor: 15_000, currency: 'EUR' }, value: 'rembourser' },
    { total: { minor: 15_001, currency: 'EUR' }, value: 'valider' },
    { total: { value: '999', currency: 'EUR' }, value: 'choisir:review' },
    { total: { minor: 100, currency: 'USD' }, value: 'choisir:review' },
    { total: null, value: 'choisir:review' },
  ])('with a total of $total goes to $value', ({ total, value }) => {
    expect(run(journey, lost, done('retrouver', { ...ORDER, total })).snapshot.value).toBe(value);
  });

  it('names the row in doubt and lets a human choose the way', () => {
    const doubt = run(journey, lost, done('retrouver', { ...ORDER, total: null }));
    expect(doubt.effects).toMatchObject([
      {
        type: 'review',
        reason: 'rule-undecided',
        options: ['rembourser', 'valider', 'confier', 'clore'],
        detail: { en: 'choisir, row 1 ("order.total <= eur(150)"): "order.total" is missing' },
      },
    ]);
    expect(step(journey, doubt.snapshot, reviewed('choisir', 'valider')).snapshot.value).toBe('valider');
  });
});

describe('a review', () => {
  const dear = done('retrouver', { ...ORDER, total: { minor: 20_000, currency: 'EUR' } });

  it('shows what the author wants and goes where the advisor says', () => {
    const waiting = run(journey, lost, dear);
    expect(waiting.effects).toMatchObject([
      {
        type: 'review',
        step: 'valider',
        queue: 'compta',
        reason: 'step-review',
        withinMs: 4 * 3_600_000,
        options: ['accepter', 'refuser'],
        show: [{ name: 'order' }, { name: 'photo', value: null }],
      },
    ]);
    expect(step(journey, waiting.snapshot, reviewed('valider', 'refuser')).effects).toEqual([
      { type: 'close', outcome: 'refused' },
    ]);
  });
});

it('hands what it knows to another journey', () => {
  const text = JOURNEY_TEXT.replace('{ close: refused }', '{ start: autre }').replace(
    'otherwise: valider',
    'otherwise: fin',
  );
  const other = journeyOf(text.replace(/ {2}- valider:.*\n/, ''));
  const photo = { name: 'a.jpg', type: 'image/jpeg', blob: { id: 'b' } };
  const dear = { ...ORDER, total: { minor: 20_000, currency: 'EUR' } };
  const start: JourneyInput = { ...lost, text: 'abîmé', documents: [photo], facts: { name: 'Solène' } };
  const { effects, done: ended } = run(other, start, done('retrouver', dear));
  const facts = { name: 'Solène', commande: 'CMD-1', motif: 'abîmé', photo: [photo], order: dear };
  expect(ended).toBe(true);
  expect(effects).toEqual([
    { type: 'start', step: 'fin', visit: 1, journey: 'autre', data: { data: number, documents: [photo], facts } },
  ]);
});

describe('a wrong beginning', () => {
  it('is refused', () => {
    expect(() => step(journey, undefined, mail('x'))).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
    const { snapshot } = run(journey, lost);
    expect(() => step(journey, { ...snapshot, value: 'ailleurs' }, mail('x'))).toThrow(
      expect.objectContaining({ code: 'JOURNEY_INVALID' }),
    );
  });
});
