import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { Classification } from '../classification.ts';
import { readMail, textsOf } from '../requests/reading.ts';
import { requestsOf } from '../requests/requests-of.ts';
import { narrowReading, wholeOf } from './narrow-reading.ts';
import { sayingOf } from './testing/known-words.ts';

const say = sayingOf(
  { remboursement: /rembours/i, facture: /facture/i, suivi: /où est|perdu/i, annulation: /annul/i },
  0.95,
);
const sayText = (text: string): Classification => say({ text });
const read = (text: string, subject = '') => readMail({ subject, text, language: 'fr' });
/** As seen by a fast classifier that knows the same words. */
const narrow = (reading: ReturnType<typeof read>, glance = sayText) =>
  narrowReading(reading, { whole: sayText(wholeOf(reading) ?? ''), glance });
const intentsOf = (reading: ReturnType<typeof read>) =>
  requestsOf(reading, sayText).map(({ intents }) => intents[0]?.intent);

const ONE =
  'Bonjour, la lampe est arrivée cassée. Elle ne s’allume pas. Je souhaite être remboursé. Mon numéro est CMD-12.';
const TWO = 'La lampe est cassée, remboursez-moi la lampe. Par ailleurs, pouvez-vous m’envoyer la facture de mai ?';
const THREE =
  'Annulez la commande de la table.\nEnvoyez-moi la facture des chaises de mai.\nPS : où est mon colis de la semaine dernière ?';

describe('a narrowed reading', () => {
  it('asks for the whole and the clause that says it best where a glance sees one request', () => {
    const reading = read(ONE);
    const texts = textsOf(narrow(reading)).map(({ text }) => text);
    expect(textsOf(reading).length).toBeGreaterThan(6);
    expect(texts).toEqual([wholeOf(reading), 'Je souhaite être remboursé.']);
  });

  it.each([
    { name: 'one request', text: ONE, most: 2 },
    { name: 'two requests', text: TWO, most: 5 },
    { name: 'three requests', text: THREE, most: 9 },
  ])('gives the same requests as the whole one, for at most $most texts: $name', ({ text, most }) => {
    const reading = read(text);
    const narrowed = narrow(reading);
    expect(requestsOf(narrowed, sayText).map((request) => request.text)).toEqual(
      requestsOf(reading, sayText).map((request) => request.text),
    );
    expect(intentsOf(narrowed)).toEqual(intentsOf(reading));
    expect(textsOf(narrowed).length).toBeLessThanOrEqual(most);
  });

  it('has no place to cut where the glance is blind, and answers are still those of the whole', () => {
    const blind = narrow(read(TWO), () => ({ intents: [], outOfScope: 1, nearest: [] }));
    expect(blind.blocks).toHaveLength(1);
    const [request] = requestsOf(blind, sayText);
    expect(request?.intents[0]?.probability).toBeLessThan(0.6);
  });

  it('asks for texts of the reading alone, whatever the glance says', () => {
    const random = seededRandom(7);
    for (const text of [
      ONE,
      TWO,
      THREE,
      `${TWO}\n${ONE}\n${THREE}`,
      'Où est mon colis ?',
      'remboursement ou facture',
    ]) {
      const reading = read(text, 'Commande CMD-2026-00123');
      const all = new Set(textsOf(reading).map((one) => one.text));
      for (let round = 0; round < 50; round += 1) {
        const narrowed = narrow(reading, () => {
          const probability = random.next();
          const intent = random.next() < 0.5 ? 'facture' : 'suivi';
          return { intents: [{ intent, probability }], outOfScope: 1 - probability, nearest: [] };
        });
        const texts = textsOf(narrowed).map((one) => one.text);
        expect(texts.filter((one) => !all.has(one))).toEqual([]);
        expect(texts).toContain(wholeOf(reading));
        expect(narrowed.blocks.flat()).toEqual(reading.blocks.flat());
        expect(() => requestsOf(narrowed, sayText)).not.toThrow();
      }
    }
  });

  it.each(['', 'Merci beaucoup !', '😀'])('is as it was where nothing asks ("%s")', (text) => {
    const reading = read(text);
    expect(requestsOf(narrow(reading), sayText)).toEqual(requestsOf(reading, sayText));
  });
});
