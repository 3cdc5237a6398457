import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';
import { demoJourneys } from './testing/demo-journeys.ts';

const { open, close } = conversations();
afterEach(close);

const REFUND = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const LARGE = { ...REFUND, text: 'Remboursez-moi la commande CMD-2026-00002.', photos: ['facture.jpg'] };
const PHOTO = { text: 'Voici la photo.', photos: ['vase.jpg'] };

describe('an answer to a waiting step', () => {
  it.each([
    { name: 'an upset customer', mail: { ...PHOTO, tone: 'upset' as const }, reasons: ['customer-upset'] },
    { name: 'a sender who is not proven', mail: { ...PHOTO, proof: 'none' as const }, reasons: ['unproven-sender'] },
    { name: 'another person', mail: { ...PHOTO, from: 'paul@client.example' }, reasons: ['unproven-sender'] },
    {
      name: 'someone who names another case',
      mail: { ...PHOTO, claims: ['5M6J-XXKK-5'] },
      reasons: ['unproven-sender'],
    },
    {
      name: 'a mail that was not read whole',
      mail: { ...PHOTO, problems: [{ code: 'attachment', detail: 'illisible' }] },
      reasons: ['unreadable-mail'],
    },
    {
      name: 'someone whose photo is a virus',
      mail: {
        text: 'Voici la photo.',
        attachments: [{ name: 'vase.jpg', type: 'image/jpeg', bytes: 1, danger: 'Eicar' }],
      },
      reasons: ['unexpected-reply'],
    },
    { name: 'something else', mail: { text: 'Et ma commande CMD-2026-00002 ?' }, reasons: ['unexpected-reply'] },
  ])('goes to an advisor when it is from $name', async ({ mail, reasons }) => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail(mail);
    expect(talk.reasons()).toEqual(reasons);
    expect(talk.status()).toBe('waiting-advisor');
    expect(talk.company.effects).toEqual([]);
  });

  it('is taken as it is when the advisor says "continuer"', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail({ ...PHOTO, tone: 'upset' });
    await talk.mail({ text: 'Alors ?' });
    expect([...talk.reasons()].sort()).toEqual(['customer-upset', 'unexpected-reply']);
    await talk.decide({ kind: 'option', option: 'continuer' });
    expect(talk.said()).toEqual(['demande-justificatif', 'confirmation']);
    expect(talk.company.effects).toHaveLength(1);
  });

  it('is left aside when the advisor says "attendre"; the run waits on, for its own customer', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail({ ...PHOTO, from: 'paul@client.example' });
    await talk.decide({ kind: 'option', option: 'attendre' });
    expect(talk.status()).toBe('waiting-customer');
    await talk.wait(3);
    expect(talk.said()).toEqual(['demande-justificatif', 'relance']);
    expect(talk.replies().map(({ to }) => to.address)).toEqual(['claire@client.example', 'claire@client.example']);
    await talk.mail({ text: 'Je cherche.' });
    expect(talk.reasons()).toEqual(['unexpected-reply']);
  });

  it('may be answered by the advisor, while the run waits on', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail({ text: 'Quelle photo voulez-vous ?' });
    await talk.decide({ kind: 'reply', text: 'Celle de la facture.' });
    expect(talk.said()).toEqual(['demande-justificatif', 'Celle de la facture.']);
    expect(talk.replies()[1]).toMatchObject({ author: { id: 'lea', name: 'Léa' } });
    expect(talk.status()).toBe('waiting-customer');
    await talk.mail(PHOTO);
    expect(talk.said().at(-1)).toBe('confirmation');
  });

  it('keeps what was gathered when the advisor begins again', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail({ ...PHOTO, tone: 'upset' });
    await talk.decide({ kind: 'intent', intent: 'remboursement' });
    expect(talk.said()).toEqual(['demande-justificatif', 'confirmation']);
  });

  it('never begins again with an order that the customer has put in doubt', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail({ ...PHOTO, text: 'En fait, c’est la commande CMD-2026-00002.', tone: 'upset' });
    await talk.decide({ kind: 'intent', intent: 'remboursement' });
    expect(talk.said().at(-1)).toBe('demande-numero-commande');
    expect(talk.company.effects).toEqual([]);
  });

  it('is decided by an advisor when it comes twice', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail({ text: 'Bonjour ?' });
    const [first] = talk.reviews();
    await talk.mail({ text: 'Vous êtes là ?' });
    expect(talk.review().supersedes).toEqual([first?.reviewId]);
    expect(talk.review().options).toEqual(['attendre']);
  });
});

describe('a mail while an advisor looks', () => {
  it('replaces the review, with its choices, deadline and what it shows', async () => {
    const talk = await open();
    await talk.mail(LARGE);
    const before = talk.review();
    await talk.mail({ text: 'Alors ?' });
    const { reviewId, runVersion, reasons, supersedes, mailId, requests, ...same } = talk.review();
    expect(before).toMatchObject(same);
    expect(reviewId).not.toBe(before.reviewId);
    expect(runVersion).toBeGreaterThan(before.runVersion);
    expect(reasons.map(({ code }) => code)).toEqual(['unexpected-reply', 'step-review'].reverse());
    expect(supersedes).toEqual([before.reviewId]);
    await talk.decide({ kind: 'option', option: 'accepter' }, { review: before });
    expect(talk.company.effects).toEqual([]);
    await talk.decide({ kind: 'option', option: 'accepter' });
    expect(talk.company.effects).toHaveLength(1);
  });

  it('never lets a clear mail hide one that waits for an advisor', async () => {
    const talk = await open();
    await talk.mail({ text: 'C’est une honte, CMD-2026-00003 !', tone: 'threat' });
    await talk.mail({ text: 'Où en est ma commande ?', asks: { 'suivi-commande': 0.97 } });
    expect(talk.said()).toEqual([]);
    expect(talk.reasons()).toEqual(['unexpected-reply', 'customer-upset', 'out-of-scope']);
    await talk.decide({ kind: 'intent', intent: 'suivi-commande' });
    expect(talk.said()).toEqual(['expediee']);
  });
});

describe('a mail while a call is under way', () => {
  it('waits for its end, and is then handled', async () => {
    const talk = await open();
    await talk.mail({ ...REFUND, photos: ['facture.jpg'] }, { isBusy: true });
    await talk.mail(
      { text: 'Où en est ma commande CMD-2026-00003 ?', asks: { 'suivi-commande': 0.97 } },
      { isBusy: true },
    );
    await talk.mail({ text: 'Et merci !' }, { isBusy: true });
    expect(talk.state().queued).toHaveLength(2);
    await talk.settle();
    expect(talk.state().queued).toEqual([]);
    expect(talk.said()).toEqual(['confirmation', 'expediee']);
    expect(talk.reasons()).toEqual(['out-of-scope']);
  });

  it('joins the review that the call led to, which is asked once', async () => {
    const talk = await open();
    await talk.mail(LARGE, { isBusy: true });
    await talk.mail({ text: 'Alors ?' }, { isBusy: true });
    await talk.settle();
    expect(talk.reviews()).toHaveLength(1);
    expect(talk.reasons()).toEqual(['step-review', 'unexpected-reply']);
    expect(talk.review().options).toEqual(['accepter', 'refuser']);
    await talk.decide({ kind: 'option', option: 'refuser' });
    expect(talk.status()).toBe('closed');
  });
});

describe('a stranger', () => {
  it('who names a case gets nothing, and joins nothing', async () => {
    const talk = await open();
    await talk.mail({ ...REFUND, from: 'mallory@client.example', claims: ['5M6J-XXKK-5'] });
    expect(talk.reasons()).toEqual(['unproven-sender']);
    expect([talk.said(), talk.company.calls]).toEqual([[], []]);
  });

  it('stays a stranger to the systems, even where the journey answers anyone', async () => {
    const anyone = (yaml: string): string => yaml.replace('sender: authenticated', 'sender: anyone');
    const talk = await open({ journeys: await demoJourneys(anyone) });
    await talk.mail({ text: 'CMD-2026-00003', asks: { 'suivi-commande': 0.4 }, proof: 'none' });
    await talk.decide({ kind: 'intent', intent: 'suivi-commande' });
    expect([talk.said(), talk.reasons()]).toEqual([[], ['step-review', 'unproven-sender']]);
  });

  it('is believed only by an advisor who was told', async () => {
    const talk = await open();
    await talk.mail({ text: 'CMD-2026-00003', proof: 'none' });
    expect(talk.reasons()).toEqual(['out-of-scope']);
    await talk.decide({ kind: 'intent', intent: 'suivi-commande' });
    expect(talk.reasons()).toEqual(['out-of-scope', 'unproven-sender']);
    expect(talk.company.calls).toEqual([]);
    await talk.decide({ kind: 'intent', intent: 'suivi-commande' });
    expect(talk.said()).toEqual(['expediee']);
  });
});
