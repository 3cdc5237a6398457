import type { Journey } from '@facteur/journeys';
import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';
import { demoJourneys } from './testing/demo-journeys.ts';

const { open, close } = conversations();
afterEach(close);

const LOST = { text: 'Le colis CMD-2026-00003 est perdu, renvoyez-le.', asks: { 'renvoi-colis': 0.97 } };
const edited = (from: string | RegExp, to: string) =>
  demoJourneys((yaml, name) => (name === 'renvoi-colis' ? yaml.replace(from, to) : yaml));
const hashIn = (journeys: readonly Journey[]) => journeys.find(({ name }) => name === 'renvoi-colis')?.hash ?? '';
const command = (to: readonly Journey[], more: { steps?: Record<string, string>; isPreview?: boolean } = {}) => {
  return { journey: 'renvoi-colis', to: hashIn(to), steps: {}, isPreview: false, ...more };
};

describe('a case under way', () => {
  it('keeps its version until somebody migrates it, and a preview changes nothing', async () => {
    const talk = await open();
    const next = await edited('queue: logistique', 'queue: entrepot');
    await talk.mail(LOST);
    const before = talk.state();
    expect(talk.migrate(command(next, { isPreview: true }), next)).toMatchObject({
      verdict: 'entered',
      state: 'valider',
    });
    expect(talk.state()).toEqual(before);
  });

  it('shows its advisor the review of the new version, and goes on there, once', async () => {
    const talk = await open();
    const next = await edited('queue: logistique', 'queue: entrepot');
    await talk.mail(LOST);
    const old = talk.review();
    talk.migrate(command(next), next);
    expect(talk.review()).toMatchObject({ queue: 'entrepot', supersedes: [old.reviewId] });
    await talk.decide({ kind: 'option', option: 'accepter' }, { review: old });
    expect(talk.company.effects).toEqual([]);
    await talk.decide({ kind: 'option', option: 'accepter' });
    expect(talk.company.effects).toHaveLength(1);
    expect(talk.state().run).toBeUndefined();
    expect(talk.status()).toBe('closed');
  });

  it('is not disturbed where its step is as it was: the open review stays, with its deadline', async () => {
    const talk = await open();
    const next = await edited(
      'refus: { reply: refus-motive, close: refused }',
      'refus: { reply: refus-motive, close: no }',
    );
    await talk.mail(LOST);
    const { reviewId } = talk.review();
    expect(talk.migrate(command(next), next).verdict).toBe('kept');
    expect(talk.review().reviewId).toBe(reviewId);
    await talk.decide({ kind: 'option', option: 'refuser' });
    expect(talk.events.at(-1)?.data).toMatchObject({ outcome: 'no' });
  });

  it('is asked again, with reminders of the new version alone, where that asks for something else', async () => {
    const talk = await open();
    const next = await edited('ask: demande-motif\n    remind: [3d, 7d]', 'ask: demande-motif\n    remind: [5d]');
    await talk.mail({ ...LOST, text: 'Renvoyez-moi la commande CMD-2026-00003' });
    talk.migrate(command(next), next);
    expect(talk.said()).toEqual(['demande-motif', 'demande-motif']);
    await talk.wait(4);
    expect(talk.said()).toHaveLength(2);
    await talk.wait(2);
    expect(talk.said().at(-1)).toBe('relance');
  });

  it('stays while a system has to answer, and where its step is gone until that is said', async () => {
    const talk = await open();
    const next = await edited(/valider\b/g, 'feu-vert');
    await talk.mail(LOST, { isBusy: true });
    expect(talk.migrate(command(next), next)).toMatchObject({
      verdict: 'impossible',
      why: expect.stringContaining('système'),
    });
    await talk.settle();
    expect(talk.migrate(command(next), next).verdict).toBe('impossible');
    const mapped = talk.migrate(command(next, { steps: { valider: 'feu-vert' } }), next);
    expect(mapped).toMatchObject({ verdict: 'entered', state: 'valider', stateThen: 'feu-vert' });
    await talk.decide({ kind: 'option', option: 'accepter' });
    expect(talk.said()).toEqual(['confirmation-renvoi']);
  });
});
