/** What a decision would lead to is told before it is taken, by the very handlers that carry it out. */
import { fakeClock } from '@facteur/primitives/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Intended, openPreview, type Preview } from './preview.ts';
import { type Conversation, conversations } from './testing/conversation.ts';
import { demoJourneys } from './testing/demo-journeys.ts';
import { environmentOf } from './testing/environment-of.ts';

const { open, close } = conversations();
afterEach(close);

const NUMBER = '7Q2K-9MXD-4';
const LEA = { id: 'lea', name: 'Léa' };
const LARGE = {
  text: 'Remboursez-moi la commande CMD-2026-00002.',
  asks: { remboursement: 0.97 },
  photos: ['facture.jpg'],
};
const UNSURE = { text: 'Où en est la commande CMD-2026-00003 ?', asks: { 'suivi-commande': 0.4 } };

async function previewOf(talk: Conversation, intended: Intended): Promise<Preview> {
  const journeys = await demoJourneys();
  const state = talk.state();
  return openPreview({
    env: environmentOf({ journeys, connector: talk.company }),
    runner: { read: async () => ({ key: NUMBER, state, version: 1, inbox: [] }) as never },
    connector: talk.company,
    clock: fakeClock(),
  })(NUMBER, intended, LEA);
}

describe('a preview', () => {
  it('tells the mail that an option would send and the money that would move, and moves none', async () => {
    const talk = await open();
    await talk.mail(LARGE);
    const told = await previewOf(talk, { decision: { kind: 'option', option: 'accepter' } });
    expect(told).toMatchObject({ status: 'closed', reviews: [] });
    expect(told.effects).toMatchObject([{ operation: 'comptabilite.refund', input: { order: 'CMD-2026-00002' } }]);
    expect(told.replies[0]?.text).toContain('189,00');
    expect(talk.company.effects).toEqual([]);
    expect(talk.state().review).toBeDefined();
  });

  it.each<{ name: string; intended: Intended }>([
    { name: 'accepting', intended: { decision: { kind: 'option', option: 'accepter' } } },
    { name: 'refusing', intended: { decision: { kind: 'option', option: 'refuser' } } },
  ])('of $name says what then happens', async ({ intended }) => {
    const talk = await open();
    await talk.mail(LARGE);
    const { replies, effects, status } = await previewOf(talk, intended);
    await talk.decide(intended.decision);
    expect(replies.flatMap(({ templates }) => templates)).toEqual(talk.said());
    expect(effects.map(({ operation }) => operation)).toEqual(talk.company.effects.map(({ operation }) => operation));
    expect(status).toBe(talk.status());
  });

  it('of a journey that is not begun asks the systems what they know', async () => {
    const talk = await open();
    await talk.mail(UNSURE);
    const told = await previewOf(talk, { decision: { kind: 'intent', intent: 'suivi-commande' } });
    expect(told.replies[0]?.text).toContain('CMD-2026-00003');
    await talk.decide({ kind: 'intent', intent: 'suivi-commande' });
    expect(told.replies.flatMap(({ templates }) => templates)).toEqual(talk.said());
  });

  it('takes an advisor’s corrections into account', async () => {
    const talk = await open();
    await talk.mail({ text: 'Où en est ma commande ?', asks: { 'suivi-commande': 0.4 } });
    const intended: Intended = { decision: { kind: 'intent', intent: 'suivi-commande' } };
    expect((await previewOf(talk, intended)).replies[0]?.purpose).toBe('question');
    const told = await previewOf(talk, { ...intended, data: { commande: 'CMD-2026-00003' } });
    expect(told.replies[0]).toMatchObject({ purpose: 'answer' });
  });

  it('says where it cannot be told further', async () => {
    const talk = await open();
    await talk.mail(UNSURE);
    talk.company.fail('boutique.order', 'unsent');
    const told = await previewOf(talk, { decision: { kind: 'intent', intent: 'suivi-commande' } });
    expect(told.unknown).toMatch(/^boutique\.order ne répond pas/);
    expect(told.replies).toEqual([]);
  });

  it('is refused where nothing waits for a decision', async () => {
    const talk = await open();
    await talk.mail({ ...LARGE, text: 'Remboursez-moi la commande CMD-2026-00001.' });
    await expect(previewOf(talk, { decision: { kind: 'option', option: 'accepter' } })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});
