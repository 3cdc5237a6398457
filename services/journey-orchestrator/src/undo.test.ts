import { afterEach, describe, expect, it } from '@jest/globals';
import { conversations } from './testing/conversation.ts';
import { demoJourneys } from './testing/demo-journeys.ts';

const { open, close } = conversations();
afterEach(close);

const LOST = { text: 'Le colis CMD-2026-00003 est perdu, renvoyez-le.', asks: { 'renvoi-colis': 0.97 } };
/** An advisor looks at what was sent again before the customer is told. */
const looked = await demoJourneys((yaml, name) =>
  name === 'renvoi-colis'
    ? yaml.replace(
        '  - confirmer:',
        '  - regarder: { review: { queue: logistique, options: { bien: confirmer } } }\n  - confirmer:',
      )
    : yaml,
);

async function reshipped() {
  const talk = await open({ journeys: looked });
  await talk.mail(LOST);
  await talk.decide({ kind: 'option', option: 'accepter' });
  return talk;
}

describe('a run that is abandoned after acting', () => {
  it('is taken back on an advisor’s word, once, and the case is closed', async () => {
    const talk = await reshipped();
    expect(talk.review().options).toEqual(['bien', 'annuler-les-effets']);
    await talk.decide({ kind: 'option', option: 'annuler-les-effets' });
    expect(talk.company.effects.map(({ operation }) => operation)).toEqual([
      'boutique.reship',
      'boutique.cancelReship',
    ]);
    expect(talk.company.effects[1]?.input).toEqual({ shipment: expect.any(String) });
    expect(talk.status()).toBe('closed');
    expect(talk.events.at(-1)?.data).toMatchObject({ outcome: 'undone' });
    expect(talk.said()).toEqual([]);
  });

  it('goes on as before when the advisor does not want that', async () => {
    const talk = await reshipped();
    await talk.decide({ kind: 'option', option: 'bien' });
    expect(talk.said()).toEqual(['confirmation-renvoi']);
    expect(talk.company.effects).toHaveLength(1);
  });

  it('is shown to an advisor when it cannot be taken back', async () => {
    const talk = await reshipped();
    talk.company.fail('boutique.cancelReship', ...Array(6).fill('lost-request'));
    await talk.decide({ kind: 'option', option: 'annuler-les-effets' });
    expect(talk.status()).toBe('waiting-advisor');
    expect(talk.company.effects).toHaveLength(1);
  });

  it('offers nothing to take back where nothing was done', async () => {
    const talk = await open({ journeys: looked });
    await talk.mail(LOST);
    expect(talk.review().options).not.toContain('annuler-les-effets');
  });
});
