import { describe, expect, it } from '@jest/globals';
import { readData, shippedDataFolder } from '../read-data.ts';
import { openKnowledge } from './search.ts';

const { articles } = await readData(shippedDataFolder, '2026-11-20');
const knowledge = openKnowledge(articles);
const titled = (id: string) => articles.find((article) => article.id === id)?.title;

describe('the knowledge base', () => {
  it.each([
    { question: 'Bonjour, sous combien de jours livrez-vous en Suisse ?', language: 'fr', expected: 'livraison' },
    { question: 'les frais de port svp', language: 'fr', expected: 'livraison' },
    { question: 'Est ce que je peu payé par chèque ?', language: 'fr', expected: 'paiement' },
    { question: 'Je voudrais recevoir votre catalogue.', language: 'fr', expected: 'catalogue' },
    { question: 'Peut-on venir avec notre chien ?', language: 'fr', expected: 'hotel-animaux' },
    { question: 'A QUELLE HEURE EST SERVI LE PETIT DEJEUNER', language: 'fr', expected: 'hotel-petit-dejeuner' },
    { question: 'Où puis-je garer ma voiture ?', language: 'fr', expected: 'hotel-parking' },
    { question: 'Do you ship to Belgium?', language: 'en', expected: 'delivery' },
    { question: 'Is breakfast included in my booking?', language: 'en', expected: 'hotel-breakfast' },
  ])('answers “$question”', ({ question, language, expected }) => {
    const answer = knowledge.search(question, language);
    expect(answer).toMatchObject({ ok: true, output: { title: titled(expected) } });
    expect(answer.ok && Number(answer.output.score)).toBeLessThanOrEqual(1);
  });

  it.each([
    { question: 'Votre colis est arrivé cassé, je veux parler à un responsable.', language: 'fr' },
    { question: 'Proposez-vous un stage de troisième pour mon fils ?', language: 'fr' },
    { question: 'Quelle est la capitale de la Mongolie ?', language: 'fr' },
    { question: 'bonjour', language: 'fr' },
    { question: '', language: 'fr' },
    { question: 'Avez-vous un parking ?', language: 'de' },
  ])('has no answer to “$question” in $language', ({ question, language }) => {
    expect(knowledge.search(question, language)).toMatchObject({ ok: false, code: 'not-found' });
  });

  it('looks in every language when none is named', () => {
    expect(knowledge.search('Do you have a car park?', undefined)).toMatchObject({
      output: { title: 'Parking at the hotel' },
    });
  });

  it('knows nothing where a company has no articles', () => {
    expect(openKnowledge([]).search('Avez-vous un parking ?', 'fr')).toMatchObject({ code: 'not-found' });
  });
});
