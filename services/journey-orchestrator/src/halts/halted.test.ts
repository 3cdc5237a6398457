/** What the bot leaves alone while a person has stopped it. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from '../testing/conversation.ts';
import type { Halt, HaltScope } from './halts.ts';

const { open, close } = conversations();
afterEach(close);

const ASK = { text: 'Remboursez-moi la commande CMD-2026-00001.', asks: { remboursement: 0.97 } };
const PHOTO = { text: 'Voici la photo.', photos: ['vase.jpg'] };
const stop = (scope: HaltScope): Halt => ({
  ...scope,
  by: 'Karim',
  since: '2026-11-22T10:00:00Z',
  reason: 'prix faux',
});
const ALL = stop({ scope: 'all' });

describe('while the bot is stopped', () => {
  it.each([
    { scope: { scope: 'all' } as const, said: 'robot arrêté partout par Karim : prix faux' },
    {
      scope: { scope: 'journey', name: 'remboursement' } as const,
      said: 'robot arrêté pour le parcours remboursement par Karim : prix faux',
    },
    {
      scope: { scope: 'mailbox', name: 'sav@boutique.example' } as const,
      said: 'robot arrêté pour la boîte sav@boutique.example par Karim : prix faux',
    },
  ])('a new mail goes to an advisor, who reads why ($scope.scope)', async ({ scope, said }) => {
    const talk = await open({ halts: [stop(scope)] });
    await talk.mail(ASK);
    expect(talk.review().reasons).toEqual([{ code: 'assist-mode', detail: said }]);
    expect(talk.said()).toEqual([]);
  });

  it.each([
    { scope: 'journey', name: 'suivi-commande' } as const,
    { scope: 'mailbox', name: 'autre@boutique.example' } as const,
  ])('what is not concerned goes on ($name)', async (scope) => {
    const talk = await open({ halts: [stop(scope)] });
    await talk.mail(ASK);
    expect(talk.said()).toEqual(['demande-justificatif']);
  });

  it('an answer to a journey under way waits for an advisor, who lets the journey go on', async () => {
    const halts: Halt[] = [];
    const talk = await open({ halts });
    await talk.mail(ASK);
    halts.push(ALL);
    await talk.mail(PHOTO);
    expect(talk.reasons()).toEqual(['assist-mode']);
    expect(talk.company.effects).toEqual([]);
    halts.pop();
    await talk.decide({ kind: 'option', option: 'continuer' });
    expect(talk.company.effects).toHaveLength(1);
  });

  it('nothing is paid or sent without a person, even where the journey goes on by a person’s word', async () => {
    const talk = await open({ halts: [ALL] });
    await talk.mail({ ...ASK, ...PHOTO, text: ASK.text });
    await talk.decide({ kind: 'intent', intent: 'remboursement' });
    expect(talk.company.effects).toEqual([]);
    expect(talk.review().options).toEqual(['valider', 'refuser']);
    await talk.decide({ kind: 'option', option: 'valider' });
    expect(talk.company.effects).toHaveLength(1);
  });

  it('no reminder leaves; it does once the bot is let go again', async () => {
    const halts: Halt[] = [];
    const talk = await open({ halts });
    await talk.mail(ASK);
    halts.push(ALL);
    await talk.wait(4);
    expect(talk.said()).toEqual(['demande-justificatif']);
    halts.pop();
    await talk.wait(1);
    expect(talk.said()).toEqual(['demande-justificatif', 'relance']);
  });
});
