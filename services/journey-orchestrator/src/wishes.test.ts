import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';

const { open, close } = conversations();
afterEach(close);

const REFUND = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const PHOTO = { text: 'Voici la photo.', photos: ['vase.jpg'] };
const THANKS = { text: 'Merci beaucoup !', wishes: { thanks: true } };
const NEVER_MIND = { text: 'Laissez tomber, c’est réglé.', wishes: { withdraws: true } };

describe('a customer who says thanks', () => {
  it('does not reopen a closed case, and is answered nothing', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail(PHOTO);
    await talk.mail(THANKS);
    expect(talk.status()).toBe('closed');
    expect(talk.said()).toEqual(['demande-justificatif', 'confirmation']);
    expect(talk.events.at(-1)?.data).toMatchObject({ change: 'suppressed', outcome: 'thanks', status: 'closed' });
  });

  it('leaves a journey waiting for what it asked', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail(THANKS);
    expect(talk.status()).toBe('waiting-customer');
    await talk.mail({ ...PHOTO, wishes: { thanks: true } });
    expect(talk.said()).toEqual(['demande-justificatif', 'confirmation']);
  });

  it('closes a case that holds nothing else', async () => {
    const talk = await open();
    await talk.mail(THANKS);
    expect([talk.status(), talk.said()]).toEqual(['closed', []]);
  });

  it('leaves an open review as it is', async () => {
    const talk = await open();
    await talk.mail({ text: 'Bonjour' });
    const asked = talk.review().reviewId;
    await talk.mail(THANKS);
    expect([talk.status(), talk.review().reviewId]).toEqual(['waiting-advisor', asked]);
  });

  it.each([
    { name: 'with anger', more: { tone: 'upset' as const } },
    { name: 'and sends a file that nobody asked for', more: { photos: ['contrat.pdf'] } },
    { name: 'in a mail that was not read whole', more: { problems: [{ code: 'attachment', detail: 'illisible' }] } },
  ])('$name is looked at by an advisor', async ({ more }) => {
    const talk = await open();
    await talk.mail({ ...THANKS, ...more });
    expect(talk.status()).toBe('waiting-advisor');
  });
});

describe('a customer who takes the request back', () => {
  it('ends a journey that has moved nothing, and is told so', async () => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail(NEVER_MIND);
    expect(talk.status()).toBe('closed');
    expect(talk.said().at(-1)).toMatch(/^Bonjour,\n\nC’est noté/);
    expect(talk.events.at(-1)?.data).toMatchObject({ outcome: 'withdrawn' });
    await talk.wait(30);
    expect(talk.said()).toHaveLength(2);
    expect(talk.company.effects).toEqual([]);
  });

  it.each([
    { name: 'someone else wrote it', mail: { ...NEVER_MIND, from: 'paul@client.example' } },
    { name: 'it also gives what was asked', mail: { ...PHOTO, ...NEVER_MIND, photos: ['vase.jpg'] } },
    { name: 'it asks for something too', mail: { ...NEVER_MIND, asks: { 'suivi-commande': 0.99 } } },
  ])('is looked at by an advisor when $name', async ({ mail }) => {
    const talk = await open();
    await talk.mail(REFUND);
    await talk.mail(mail);
    expect(talk.status()).toBe('waiting-advisor');
    expect(talk.company.effects).toEqual([]);
  });

  it('gets nothing done by a first mail, however clear it seems', async () => {
    const talk = await open();
    const text = 'Annulez ma demande de remboursement de CMD-2026-00001.';
    await talk.mail({ text, asks: { remboursement: 0.99 }, wishes: { withdraws: true } });
    expect(talk.reasons()).toEqual(['low-confidence']);
  });
});

describe('a customer who wants a person', () => {
  it('gets one at the first mail and in the middle of a journey', async () => {
    const talk = await open();
    await talk.mail({ ...REFUND, wishes: { human: true } });
    expect(talk.reasons()).toEqual(['advisor-asked']);
    const other = talk.another();
    await other.mail(REFUND);
    await other.mail({ ...PHOTO, wishes: { human: true } });
    expect(other.reasons()).toEqual(['advisor-asked']);
    await other.decide({ kind: 'option', option: 'continuer' });
    expect(other.said()).toEqual(['demande-justificatif', 'confirmation']);
  });
});
