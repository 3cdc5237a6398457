import { renderTemplate } from '@facteur/journeys';
import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';
import { demoJourneys } from './testing/demo-journeys.ts';

const { open, close } = conversations();
afterEach(close);

const TRACK = { text: 'Où en est ma commande CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 } };
const REFUND = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const LARGE = { ...REFUND, text: 'Remboursez-moi la commande CMD-2026-00002.', photos: ['facture.jpg'] };
const PHOTO = { text: 'Voici la photo.', photos: ['vase.jpg'] };

describe('a conversation', () => {
  it('tells where an order is, alone', async () => {
    const talk = await open();
    await talk.mail(TRACK);
    expect(talk.said()).toEqual(['expediee']);
    expect(talk.status()).toBe('closed');
    expect(talk.reviews()).toEqual([]);
    expect(talk.replies()[0]).toMatchObject({ to: { address: 'claire@client.example' }, purpose: 'answer' });
  });

  it('asks for the document, then refunds alone and once', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    expect(talk.said()).toEqual(['demande-justificatif']);
    expect(talk.status()).toBe('waiting-customer');
    await talk.mail(PHOTO);
    expect(talk.said()).toEqual(['demande-justificatif', 'confirmation']);
    expect(talk.status()).toBe('closed');
    expect(talk.timers()).toEqual([]);
    expect(talk.company.effects).toMatchObject([
      { operation: 'comptabilite.refund', input: { order: 'CMD-2026-00001' } },
    ]);
  });

  it.each([
    { option: 'accepter', said: 'confirmation', refunds: 1, outcome: 'resolved' },
    { option: 'refuser', said: 'refus', refunds: 0, outcome: 'refused' },
  ])('has a large refund validated: $option', async ({ option, said, refunds, outcome }) => {
    const talk = await open();
    await talk.mail(LARGE);
    expect(talk.review()).toMatchObject({
      queue: 'comptabilite',
      reasons: [{ code: 'step-review' }],
      acts: { accepter: 'money', refuser: 'nothing' },
      withinMs: 14_400_000,
    });
    expect(talk.review().show.map(({ name }) => name)).toContain('customer.balance');
    expect(talk.company.effects).toEqual([]);
    await talk.decide({ kind: 'option', option });
    expect(talk.said()).toEqual([said]);
    expect(talk.company.effects).toHaveLength(refunds);
    expect(talk.events.at(-1)?.data).toMatchObject({ change: 'closed', status: 'closed', outcome });
  });

  it('reships what is in stock once an advisor has seen the balance', async () => {
    const talk = await open();
    await talk.mail({ text: 'Mon colis CMD-2026-00003 est perdu, renvoyez-le-moi.', asks: { 'renvoi-colis': 0.97 } });
    const shown = Object.fromEntries(talk.review().show.map(({ name, value }) => [name, value]));
    expect(shown).toMatchObject({ stock: { available: 3 }, 'customer.balance': { minor: -1_250, currency: 'EUR' } });
    await talk.decide({ kind: 'option', option: 'accepter' });
    expect(talk.said()).toEqual(['confirmation-renvoi']);
    expect(talk.company.effects).toMatchObject([{ operation: 'boutique.reship' }]);
  });

  it('goes on in another journey, for the same person, when the stock is empty', async () => {
    const talk = await open();
    talk.company.stock.set('VASE', 0);
    await talk.mail({ text: 'Mon colis CMD-2026-00003 est perdu, renvoyez-le-moi.', asks: { 'renvoi-colis': 0.97 } });
    expect(talk.state().run).toMatchObject({
      journey: 'remboursement',
      sender: { address: 'claire@client.example', proven: true },
    });
    expect(talk.said()).toEqual(['demande-justificatif']);
  });

  it('discloses nothing of an order that is not the sender’s, and names why', async () => {
    const talk = await open();
    await talk.mail({ ...TRACK, from: 'mallory@client.example' });
    expect(talk.said()).toEqual([]);
    expect(talk.reasons()).toEqual(['step-review', 'unproven-sender']);
    expect(JSON.stringify(talk.review())).not.toContain('18900');
  });

  it('answers nothing to a machine, and closes', async () => {
    const talk = await open();
    await talk.mail({ ...TRACK, kind: 'auto-reply' });
    expect([talk.status(), talk.said(), talk.reviews()]).toEqual(['closed', [], []]);
  });

  it('answers a German in French', async () => {
    const talk = await open();
    await talk.mail({ ...TRACK, language: 'de' });
    const [reply] = talk.replies();
    if (reply?.content.kind !== 'journey') throw new Error('no reply from a journey');
    const { hash, templates, data } = reply.content;
    const journey = (await demoJourneys()).find((each) => each.hash === hash);
    expect(reply.language).toBe('de');
    expect(journey && renderTemplate(journey, templates[0] ?? '', reply.language, data).markdown).toContain(
      'Bonne nouvelle',
    );
  });

  it.each([
    { name: 'a request that is not sure', mail: { ...REFUND, asks: { remboursement: 0.4 } }, mode: 'auto' as const },
    { name: 'any request in assist mode', mail: REFUND, mode: 'assist' as const },
  ])('begins what an advisor chooses for $name', async ({ mail, mode }) => {
    const talk = await open({ mode });
    await talk.mail(mail);
    expect(talk.status()).toBe('waiting-advisor');
    await talk.decide({ kind: 'intent', intent: 'remboursement' });
    expect(talk.said()).toEqual(['demande-justificatif']);
    expect(talk.events.at(-1)?.data).toMatchObject({ explanation: 'décidé par Léa', intent: 'remboursement' });
  });

  it('puts the data of an advisor before those of the mail', async () => {
    const talk = await open();
    await talk.mail({ ...TRACK, text: 'Où en est ma commande CMD-2026-00009 ?', asks: { 'suivi-commande': 0.4 } });
    await talk.decide({ kind: 'intent', intent: 'suivi-commande' }, { data: { commande: 'CMD-2026-00003' } });
    expect(talk.said()).toEqual(['expediee']);
  });

  it('reopens when the customer writes again', async () => {
    const talk = await open();
    await talk.mail(TRACK);
    await talk.mail({ text: 'Merci !' });
    expect(talk.events.at(-1)?.data).toMatchObject({
      change: 'reopened',
      status: 'waiting-advisor',
      reasons: ['out-of-scope'],
    });
  });
});

describe('what a case keeps of its run', () => {
  it('is enough to look again at any earlier moment: what was learned, and what calls gave', async () => {
    const talk = await open();
    await talk.mail({ text: 'Où est CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 } });
    const kept = talk.events.flatMap(({ data }) => {
      const { change, data: about } = data as { change?: string; data?: object };
      return change === undefined || about === undefined ? [] : [about];
    });
    expect(kept[0]).toMatchObject({ learned: { commande: 'CMD-2026-00003' } });
    expect(kept[1]).toMatchObject({
      learned: { order: { number: 'CMD-2026-00003' } },
      called: { operation: 'boutique.order', input: { number: 'CMD-2026-00003' }, output: expect.anything() },
    });
  });
});
