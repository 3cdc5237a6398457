import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';

const { open, close } = conversations();
afterEach(close);

const CALL = {
  text: 'Où en est la commande CMD-2026-00003 ?',
  channel: 'phone',
  proof: 'none',
  notedBy: { id: 'lea', name: 'Léa' },
} as const;

describe('a telephone call that an advisor noted', () => {
  it('is never answered alone, however clear it is', async () => {
    const talk = await open();
    await talk.mail({ ...CALL, asks: { 'suivi-commande': 0.99 } });
    expect(talk.review().reasons).toContainEqual({ code: 'advisor-asked', detail: 'appel noté par Léa' });
    expect([talk.said(), talk.company.calls]).toEqual([[], []]);
  });

  it.each([
    { name: 'gives what a journey waits for', more: { photos: ['facture.jpg'] } },
    { name: 'renounces', more: { text: 'Laissez tomber.', wishes: { withdraws: true } } },
    { name: 'says thanks', more: { text: 'Merci.', wishes: { thanks: true } } },
  ])('goes to a person even when it $name', async ({ more }) => {
    const talk = await open();
    await talk.mail({ text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } });
    await talk.mail({ ...CALL, text: '', ...more });
    expect(talk.reasons()).toContain('advisor-asked');
    expect(talk.said()).toEqual(['demande-justificatif']);
  });

  it('leaves the thread of the mails: what follows answers the customer’s last one', async () => {
    const talk = await open();
    await talk.mail({ text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } });
    const asked = talk.replies()[0];
    await talk.mail({ ...CALL, subject: 'Appel', photos: ['facture.jpg'] });
    await talk.decide({ kind: 'option', option: 'continuer' });
    expect(talk.replies().at(-1)).toMatchObject({ subject: asked?.subject, inReplyTo: asked?.inReplyTo });
  });

  it('is answered where the customer wrote from, when it gives no address', async () => {
    const talk = await open();
    await talk.mail({ text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } });
    await talk.mail({ ...CALL, from: null });
    await talk.decide({ kind: 'reply', text: 'Comme dit au téléphone.' });
    expect(talk.replies().at(-1)).toMatchObject({ to: { address: 'claire@client.example' } });
  });
});

it('What an expert outside answers is no customer’s mail', async () => {
  const talk = await open();
  await talk.mail({ text: 'Merci de patienter.', side: 'abcdefghijkl' });
  expect([talk.events, talk.status()]).toEqual([[], 'open']);
});
