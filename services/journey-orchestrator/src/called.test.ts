import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';
import { demoJourneys } from './testing/demo-journeys.ts';
import type { Trouble } from './testing/fake-company.ts';

const { open, close } = conversations();
afterEach(close);

const REFUND = {
  text: 'Remboursez-moi la commande CMD-2026-00001.',
  asks: { remboursement: 0.97 },
  photos: ['facture.jpg'],
};
const REFUND_CALL = 'comptabilite.refund';
const times = (trouble: Trouble, count = 6): Trouble[] => Array<Trouble>(count).fill(trouble);

describe('a call that fails', () => {
  it('goes to an advisor, who tries again', async () => {
    const talk = await open();
    talk.company.fail('boutique.order', ...times('lost-request'));
    await talk.mail(REFUND);
    expect(talk.reasons()).toEqual(['connector-failed']);
    await talk.decide({ kind: 'option', option: 'réessayer' });
    expect([talk.said(), talk.status()]).toEqual([['confirmation'], 'closed']);
  });

  it.each<{ name: string; troubles: Trouble[] }>([
    { name: 'nothing ever left', troubles: times('unsent') },
    { name: 'a request was lost before the rest could not leave', troubles: ['lost-request', ...times('unsent', 2)] },
  ])('of money is tried again and done once, when $name', async ({ troubles }) => {
    const talk = await open();
    talk.company.fail(REFUND_CALL, ...troubles);
    await talk.mail(REFUND);
    if (talk.status() !== 'closed') await talk.decide({ kind: 'option', option: 'réessayer' });
    expect([talk.company.effects.length, talk.said()]).toEqual([1, ['confirmation']]);
  });

  it.each<{ name: string; troubles: Trouble[]; options?: { idempotent: boolean; hasStatus: boolean } }>([
    { name: 'no answer ever comes', troubles: times('lost-answer', 5) },
    { name: 'what was sent is unknown and nothing more can leave', troubles: ['lost-answer', ...times('unsent', 4)] },
    {
      name: 'it may not be repeated and cannot be looked up',
      troubles: ['lost-answer'],
      options: { idempotent: false, hasStatus: false },
    },
  ])(
    'of money is in doubt when $name, and goes on as done when the advisor found it',
    async ({ troubles, options }) => {
      const talk = await open(options);
      talk.company.fail(REFUND_CALL, ...troubles);
      await talk.mail(REFUND);
      expect(talk.review()).toMatchObject({ options: ['fait', 'pas-fait'], step: 'rembourser' });
      expect(talk.reasons()).toEqual(['effect-in-doubt']);
      expect(talk.review().show).toContainEqual({ name: 'order', value: 'CMD-2026-00001' });
      const refund = { refund: 'RB-7', amount: { minor: 4_990, currency: 'EUR' }, bookedOn: '2026-01-05' };
      await talk.decide({ kind: 'option', option: 'fait' }, { data: refund });
      expect(talk.replies()[0]?.content).toMatchObject({
        templates: ['confirmation'],
        data: { refund: { refund: 'RB-7' } },
      });
      expect([talk.company.effects.length, talk.status()]).toEqual([1, 'closed']);
    },
  );

  it('of money that was lost is made once the advisor says that it was not done', async () => {
    const talk = await open({ idempotent: false, hasStatus: false });
    talk.company.fail(REFUND_CALL, 'lost-request');
    await talk.mail(REFUND);
    await talk.decide({ kind: 'option', option: 'pas-fait' });
    expect(talk.state().run?.snapshot.value).toBe('verifier');
    await talk.mail({ text: 'Alors ?' });
    await talk.decide({ kind: 'intent', intent: 'remboursement' });
    expect([talk.company.effects.length, talk.said()]).toEqual([1, ['confirmation']]);
  });

  it('is looked up instead of repeated where the system tells', async () => {
    const talk = await open({ idempotent: false });
    talk.company.fail(REFUND_CALL, 'lost-answer');
    await talk.mail(REFUND);
    expect([talk.company.effects.length, talk.said()]).toEqual([1, ['confirmation']]);
    expect(talk.company.calls.filter(({ operation }) => operation === REFUND_CALL)).toHaveLength(1);
  });

  it('handles the mails that waited, with the review of the doubt', async () => {
    const talk = await open({ idempotent: false, hasStatus: false });
    talk.company.fail(REFUND_CALL, 'lost-answer');
    await talk.mail(REFUND, { isBusy: true });
    await talk.mail({ text: 'Alors ?' }, { isBusy: true });
    await talk.settle();
    expect([talk.reviews().length, talk.reasons()]).toEqual([1, ['effect-in-doubt', 'unexpected-reply']]);
  });
});

describe('journeys that start each other in a circle', () => {
  it('end with an advisor', async () => {
    const circle = (yaml: string): string =>
      yaml.replace(/verifier: \{ handoff: sav, show: \[commande, order\] \}/, 'verifier: { start: suivi-commande }');
    const talk = await open({ journeys: await demoJourneys(circle) });
    await talk.mail({ text: 'Où en est CMD-2026-00404 ?', asks: { 'suivi-commande': 0.97 } });
    expect([talk.status(), talk.reasons()]).toEqual(['waiting-advisor', ['loop-suspected']]);
    expect(talk.company.calls).toHaveLength(11);
  });
});

describe('what was done before', () => {
  it('is not done again for another case, which an advisor sees by name', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    const other = talk.another();
    await other.mail(REFUND);
    expect(other.reasons()).toEqual(['step-review', 'already-done']);
    expect(other.review().reasons[1]?.detail).toContain('7Q2K-9MXD-4');
    expect([talk.company.effects.length, other.said()]).toEqual([1, []]);
  });
});
