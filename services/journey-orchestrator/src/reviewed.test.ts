import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';
import { demoJourneys } from './testing/demo-journeys.ts';

const { open, close } = conversations();
afterEach(close);

const REFUND = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const READY = { ...REFUND, photos: ['facture.jpg'] };
const LARGE = { ...READY, text: 'Remboursez-moi la commande CMD-2026-00002.' };
const withoutMoneyAlone = (yaml: string): string => yaml.replace(/^money-alone:.*$/m, '');

describe('a decision', () => {
  it('about a run that has moved on asks again', async () => {
    const talk = await open();
    await talk.mail(LARGE);
    const { runVersion, ...seen } = talk.review();
    await talk.decide({ kind: 'option', option: 'accepter' }, { review: { ...seen, runVersion: runVersion - 1 } });
    expect(talk.reasons()).toEqual(['step-review', 'changed-since']);
    expect(talk.company.effects).toEqual([]);
  });

  it('waits while a call is under way', async () => {
    const talk = await open();
    await talk.mail(READY, { isBusy: true });
    talk.replyFails('SMTP_REFUSED', 'acknowledgement');
    await talk.decide({ kind: 'close', outcome: 'no-action' }, { isBusy: true });
    expect(talk.reasons()).toEqual(['reply-undelivered', 'changed-since']);
    await talk.settle();
    expect([talk.said(), talk.status()]).toEqual([['confirmation'], 'closed']);
  });

  it('that comes after its review fell away is put to the advisor once more', async () => {
    const talk = await open();
    await talk.mail(READY, { isBusy: true });
    talk.replyFails('SMTP_REFUSED', 'acknowledgement');
    const review = talk.review();
    await talk.settle();
    expect(talk.reviews()).toHaveLength(1);
    await talk.decide({ kind: 'close', outcome: 'no-action' }, { review });
    expect(talk.status()).toBe('closed');
    await talk.decide({ kind: 'reply', text: 'Je vous appelle.' }, { review });
    expect([talk.status(), talk.reasons()]).toEqual(['waiting-advisor', ['changed-since']]);
    expect(talk.said()).toEqual(['confirmation']);
  });

  it.each([
    {
      name: 'an intent that no journey answers',
      decision: { kind: 'intent' as const, intent: 'facture' },
      reason: 'no-journey',
    },
    {
      name: 'an option of another review',
      decision: { kind: 'option' as const, option: 'valider' },
      reason: 'changed-since',
    },
    {
      name: 'waiting, when nothing waits',
      decision: { kind: 'option' as const, option: 'attendre' },
      reason: 'changed-since',
    },
  ])('for $name is asked again, and blocks nothing', async ({ decision, reason }) => {
    const talk = await open();
    await talk.mail({ text: 'Bonjour' });
    await talk.decide(decision);
    expect([talk.status(), talk.reasons()]).toEqual(['waiting-advisor', ['out-of-scope', reason]]);
  });

  it('about a review of someone else changes nothing', async () => {
    const talk = await open();
    await talk.mail(LARGE);
    const { length } = talk.events;
    await talk.decide({ kind: 'close', outcome: 'no-action' }, { review: { ...talk.review(), reviewId: 'other' } });
    expect(talk.events).toHaveLength(length);
  });

  it('closes the case, its run and its timers', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail({ text: 'Laissez tomber.' });
    await talk.decide({ kind: 'close', outcome: 'no-action' });
    expect([talk.status(), talk.timers(), talk.state().run]).toEqual(['closed', [], undefined]);
    expect(talk.events.at(-1)?.data).toMatchObject({ change: 'closed', outcome: 'no-action' });
  });

  it('to write oneself ends the step that was to be validated', async () => {
    const talk = await open();
    await talk.mail(LARGE);
    await talk.decide({ kind: 'reply', text: 'Je m’en occupe.', subject: 'Votre demande' });
    expect([talk.status(), talk.said()]).toEqual(['closed', ['Je m’en occupe.']]);
    expect(talk.company.effects).toEqual([]);
  });

  it('to write oneself says who else reads it and which files go along', async () => {
    const talk = await open();
    await talk.mail(LARGE);
    const more = {
      cc: [{ address: 'chef@boutique.example' }],
      bcc: [{ address: 'juriste@boutique.example' }],
      attachments: [
        { name: 'avoir.pdf', type: 'application/pdf', bytes: 9, blob: { scope: 'case' as const, id: 'f', bytes: 9 } },
      ],
    };
    await talk.decide({ kind: 'reply', text: 'Voici votre avoir.', ...more });
    expect(talk.replies().at(-1)).toMatchObject({ ...more, author: { id: 'lea' } });
    expect([talk.status(), talk.state().review]).toEqual(['closed', undefined]);
  });

  it('cannot close a case whose customer gave no address', async () => {
    const talk = await open();
    await talk.mail({ text: 'Où en est CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 }, from: null });
    expect(talk.reasons()).toEqual(['reply-undelivered']);
    await talk.decide({ kind: 'reply', text: 'Bonjour' });
    expect([talk.status(), talk.reasons(), talk.said()]).toEqual(['waiting-advisor', ['reply-undelivered'], []]);
  });
});

describe('money', () => {
  it.each([
    { name: 'a journey that does not let it go alone', edit: withoutMoneyAlone, mode: 'auto' as const },
    { name: 'a mailbox in assist mode', edit: (yaml: string) => yaml, mode: 'assist' as const },
  ])('is validated first in $name, even after an advisor chose the intent', async ({ edit, mode }) => {
    const talk = await open({ mode, journeys: await demoJourneys(edit) });
    await talk.mail({ ...READY, asks: { remboursement: 0.4 } });
    await talk.decide({ kind: 'intent', intent: 'remboursement' });
    expect(talk.review()).toMatchObject({ options: ['valider', 'refuser'], step: 'rembourser', queue: 'sav' });
    expect(talk.review().show).toContainEqual({ name: 'amount', value: { minor: 4_990, currency: 'EUR' } });
    expect(talk.company.effects).toEqual([]);
    await talk.decide({ kind: 'option', option: 'valider' });
    expect([talk.company.effects.length, talk.said()]).toEqual([1, ['confirmation']]);
  });

  it('that an advisor refuses does not move', async () => {
    const talk = await open({ journeys: await demoJourneys(withoutMoneyAlone) });
    await talk.mail(READY);
    await talk.decide({ kind: 'option', option: 'refuser' });
    expect(talk.company.effects).toEqual([]);
    expect(talk.state().run?.snapshot.value).toBe('verifier');
  });

  it('is not validated twice when its step was', async () => {
    const talk = await open({ journeys: await demoJourneys(withoutMoneyAlone) });
    await talk.mail(LARGE);
    await talk.decide({ kind: 'option', option: 'accepter' });
    expect([talk.company.effects.length, talk.status()]).toEqual([1, 'closed']);
  });

  it('is not validated again when the call that was validated failed', async () => {
    const talk = await open({ journeys: await demoJourneys(withoutMoneyAlone) });
    talk.company.fail('comptabilite.refund', ...Array<'unsent'>(6).fill('unsent'));
    await talk.mail(READY);
    await talk.decide({ kind: 'option', option: 'valider' });
    expect(talk.reasons()).toEqual(['connector-failed']);
    await talk.decide({ kind: 'option', option: 'réessayer' });
    expect([talk.company.effects.length, talk.status()]).toEqual([1, 'closed']);
  });

  it('is not validated by trying another call again', async () => {
    const talk = await open({ journeys: await demoJourneys(withoutMoneyAlone) });
    talk.company.fail('boutique.order', ...Array<'unsent'>(6).fill('unsent'));
    await talk.mail(READY);
    await talk.decide({ kind: 'option', option: 'réessayer' });
    expect(talk.review().options).toEqual(['valider', 'refuser']);
  });
});
