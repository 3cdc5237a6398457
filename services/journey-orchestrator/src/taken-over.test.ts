import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';

const { open, close } = conversations();
afterEach(close);

const ASK = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const PHOTO = { text: 'Voici la photo.', photos: ['vase.jpg'] };

/** The bot has asked for the document. */
async function asked() {
  const talk = await open();
  await talk.mail(ASK);
  return talk;
}

describe('a case that an advisor has taken over', () => {
  it('waits for that advisor, who reads why', async () => {
    const talk = await asked();
    talk.act('take-over');
    expect(talk.review()).toMatchObject({
      reasons: [{ code: 'advisor-asked', detail: 'Léa a pris la main' }],
      journey: 'remboursement',
    });
    expect(talk.status()).toBe('waiting-advisor');
  });

  it('is left alone by the bot: no answer to a mail, no refund, no reminder', async () => {
    const talk = await asked();
    talk.act('take-over');
    await talk.mail(PHOTO);
    await talk.wait(10);
    expect(talk.said()).toEqual(['demande-justificatif']);
    expect(talk.company.effects).toEqual([]);
    expect(talk.reasons()).toContain('advisor-asked');
  });

  it('goes on where it stood once it is handed back, reminders included', async () => {
    const talk = await asked();
    talk.act('take-over');
    talk.act('hand-back');
    expect(talk.status()).toBe('waiting-customer');
    await talk.mail(PHOTO);
    expect(talk.said()).toEqual(['demande-justificatif', 'confirmation']);
    expect(talk.company.effects).toHaveLength(1);
  });

  it('keeps what an advisor must decide when it is handed back', async () => {
    const talk = await asked();
    talk.act('take-over');
    await talk.mail({ text: 'Et où est mon autre colis ?', asks: { 'suivi-commande': 0.97 } });
    talk.act('hand-back');
    expect(talk.status()).toBe('waiting-advisor');
  });

  it('carries out what the advisor decides, and says on whose word', async () => {
    const talk = await asked();
    talk.act('take-over');
    await talk.mail(PHOTO);
    await talk.decide({ kind: 'option', option: 'continuer' });
    expect(talk.company.effects).toHaveLength(1);
    expect(talk.replies().at(-1)).toMatchObject({ author: { id: 'bot' }, onWordOf: { id: 'lea', name: 'Léa' } });
  });

  it('that is closed stays closed', async () => {
    const talk = await asked();
    await talk.mail(PHOTO);
    talk.act('take-over');
    expect(talk.status()).toBe('closed');
    expect(talk.reviews()).toEqual([]);
  });

  it('whose call is on its way waits for the answer first', async () => {
    const talk = await open();
    await talk.mail({ ...ASK, ...PHOTO, text: ASK.text }, { isBusy: true });
    talk.act('take-over');
    expect(talk.reviews()).toEqual([]);
    await talk.settle();
    expect(talk.company.effects.length).toBeLessThanOrEqual(1);
  });
});

it('A bot’s mail that no advisor decided about is on nobody’s word', async () => {
  const talk = await asked();
  expect(talk.replies()[0]).not.toHaveProperty('onWordOf');
});
