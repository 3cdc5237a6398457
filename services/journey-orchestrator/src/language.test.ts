/** Words of the journey language that need the orchestrator: deadlines of reviews, waits, events, retries, edits, what is known of the sender. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';
import { demoJourneys } from './testing/demo-journeys.ts';

const { open, close } = conversations();
afterEach(close);

const WHERE = { text: 'Où est CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 } };
const LOST = { text: 'Le colis CMD-2026-00003 est perdu, renvoyez-le.', asks: { 'renvoi-colis': 0.97 } };

const withText = (journey: string, from: string | RegExp, to: string) =>
  demoJourneys((yaml, name) => (name === journey ? yaml.replace(from, to) : yaml));

describe('a review with a deadline', () => {
  it('is withdrawn when nobody decides in time, and the journey goes where its author said', async () => {
    const journeys = await withText('renvoi-colis', 'within: 4h', 'within: 4h\n        late: refus');
    const talk = await open({ journeys });
    await talk.mail(LOST);
    const asked = talk.review();
    await talk.wait(1);
    expect(talk.said()).toEqual(['refus-motive']);
    expect(talk.status()).toBe('closed');
    await talk.decide({ kind: 'option', option: 'accepter' }, { review: asked });
    expect(talk.company.effects).toEqual([]);
  });

  it('lets the advisor correct what its author names, and nothing else', async () => {
    const journeys = await withText('renvoi-colis', 'within: 4h', 'within: 4h\n        edit: [motif]');
    const talk = await open({ journeys });
    await talk.mail(LOST);
    const edit = talk.review().edit;
    expect(edit).toEqual([{ name: 'motif', type: 'choice', choices: ['perdu', 'abîmé'], value: 'perdu' }]);
    await talk.decide({ kind: 'option', option: 'accepter' }, { data: { commande: 'CMD-2026-00001' } });
    expect(talk.reasons()).toContain('changed-since');
    expect(talk.review().edit).toEqual(edit);
    await talk.decide({ kind: 'option', option: 'accepter' }, { data: { motif: 'abîmé' } });
    expect(talk.said()).toEqual(['confirmation-renvoi']);
  });
});

describe('a wait', () => {
  const STEP = '  - retrouver:';

  it('for a while ends by itself', async () => {
    const journeys = await withText('suivi-commande', STEP, `  - patienter: { wait: 2d }\n${STEP}`);
    const talk = await open({ journeys });
    await talk.mail(WHERE);
    await talk.wait(1);
    expect(talk.said()).toEqual([]);
    await talk.wait(1);
    expect(talk.said()).toEqual(['expediee']);
  });

  it('for something that happens ends with it, once', async () => {
    const wait = '  - patienter: { wait: { event: colis-parti, at-most: 10d, save: depart } }\n';
    const journeys = await withText('suivi-commande', STEP, `${wait}${STEP}`);
    const talk = await open({ journeys });
    await talk.mail(WHERE);
    expect(talk.event('colis-arrive')).toBe(false);
    expect(talk.event('colis-parti', { le: '2026-01-06' })).toBe(true);
    await talk.settle();
    expect(talk.said()).toEqual(['expediee']);
    expect(talk.event('colis-parti')).toBe(false);
  });

  it('in vain is shown to an advisor', async () => {
    const wait = '  - patienter: { wait: { event: colis-parti, at-most: 10d } }\n';
    const talk = await open({ journeys: await withText('suivi-commande', STEP, `${wait}${STEP}`) });
    await talk.mail(WHERE);
    await talk.wait(11);
    expect(talk.reasons()).toEqual(['no-answer']);
  });
});

describe('a system that does not answer', () => {
  const retrying = () => withText('suivi-commande', 'save: order,', 'save: order, retry: [1d],');

  it('is asked again when its author says so, before anybody is bothered', async () => {
    const talk = await open({ journeys: await retrying() });
    talk.company.fail('boutique.order', ...Array(6).fill('unsent'));
    await talk.mail(WHERE);
    expect(talk.said()).toEqual([]);
    expect(talk.state().review).toBeUndefined();
    await talk.wait(1);
    expect(talk.said()).toEqual(['expediee']);
  });

  it('leads where `on: unavailable` says', async () => {
    const journeys = await withText('suivi-commande', 'on: {', 'on: { unavailable: verifier,');
    const talk = await open({ journeys });
    talk.company.fail('boutique.order', ...Array(6).fill('unsent'));
    await talk.mail(WHERE);
    expect(talk.reasons()).toEqual(['step-review']);
  });
});

describe('what is known of the sender', () => {
  it('fills fields called « adresse » and « langue », which nobody is asked for', async () => {
    const field = 'collect:\n  adresse: { type: email, ask: demande-numero-commande }';
    const talk = await open({ journeys: await withText('suivi-commande', 'collect:', field) });
    await talk.mail(WHERE);
    expect(talk.said()).toEqual(['expediee']);
  });
});
