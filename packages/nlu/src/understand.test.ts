import { describe, expect, it } from '@jest/globals';
import { trainClassifier } from './classifier.ts';
import { ambiguousMails, clearMails, foreignMails, threeIntents } from './fixtures/three-intents.ts';
import { type Understanding, understand } from './understand.ts';

const classifier = trainClassifier(threeIntents);
const read = (text: string, subject = '', language = 'fr'): Understanding =>
  understand(classifier, { subject, text, language });
/** What would be answered alone: the intent of the only request, when its probability is above `threshold`. */
function answeredAlone({ requests }: Understanding, threshold = 0.6): string | undefined {
  const top = requests.length === 1 ? requests[0]?.intents[0] : undefined;
  return top !== undefined && top.probability > threshold ? top.intent : undefined;
}
const intentsOf = ({ requests }: Understanding) => requests.map(({ intents }) => intents[0]?.intent);

describe('requests', () => {
  it.each(clearMails)('is sure of "$text"', ({ text, intent }) => {
    expect(answeredAlone(read(text))).toBe(intent);
  });

  it.each(ambiguousMails)('is not sure of "%s"', (text) => {
    expect(answeredAlone(read(text))).toBeUndefined();
  });

  it.each(foreignMails)('answers nothing to "%s"', (text) => {
    expect(answeredAlone(read(text))).toBeUndefined();
  });

  it('takes most foreign mails for out of scope', () => {
    const out = foreignMails.filter((text) => read(text).requests.every(({ outOfScope }) => outOfScope > 0.5));
    expect(out.length).toBeGreaterThanOrEqual(0.85 * foreignMails.length);
  });

  it('finds several requests in different sentences, each with its place', () => {
    const text =
      'Bonjour,\nJe voudrais être remboursé de mon achat. Par ailleurs, pouvez-vous me dire où en est ma commande ?\nMerci';
    const { requests } = read(text);
    expect(requests.map(({ intents }) => intents[0]?.intent)).toEqual(['remboursement', 'suivi-commande']);
    for (const { span, text: said } of requests) expect(text.slice(span.start, span.end)).toBe(said);
    expect(requests[1]?.text).toContain('où en est ma commande');
  });

  it('takes two sentences that ask for the same as one request', () => {
    expect(read('Où est ma commande ? Pouvez-vous me donner le numéro de suivi de mon colis ?').requests).toHaveLength(
      1,
    );
  });

  it.each([
    { text: 'Je ne veux pas de remboursement, je préfère que vous me renvoyiez le colis.', expected: 'renvoi-colis' },
    { text: 'Je ne veux plus de cet article, remboursez-moi.', expected: 'remboursement' },
    { text: 'Renvoyez-moi le colis plutôt qu’un remboursement.', expected: 'renvoi-colis' },
    { text: 'Ne me remboursez pas.', expected: undefined },
    { text: 'Plus besoin de renvoyer le colis.', expected: undefined },
    { text: 'I don’t want a refund.', expected: undefined },
  ])('does not take what is refused for a request: "$text"', ({ text, expected }) => {
    expect(answeredAlone(read(text))).toBe(expected);
  });

  it.each([
    'Dois-je demander un remboursement ou un renvoi du colis ?',
    'Je ne sais pas si je préfère être remboursé.',
    'J’hésite : remboursement de la commande, non ?',
  ])('is not sure when the writer is not: "%s"', (text) => {
    expect(answeredAlone(read(text))).toBeUndefined();
  });

  it('does not take "ou" without its accent for an alternative', () => {
    expect(answeredAlone(read('je voudrais savoir ou en est ma commande svp'))).toBe('suivi-commande');
  });

  it('reads the subject, but not that of an answer', () => {
    const { requests } = read('Voir objet. Merci', 'Remboursement de ma commande');
    expect(requests[0]).toMatchObject({
      span: { in: 'subject', start: 0 },
      intents: [{ intent: 'remboursement' }, {}, {}],
    });
    expect(intentsOf(read('Pouvez-vous me dire où en est ma commande ?', 'Re: Remboursement'))).toEqual([
      'suivi-commande',
    ]);
    expect(intentsOf(read('Où en est ma commande ?', 'Remboursement [7Q2K-9MXD-4]'))).toEqual(['suivi-commande']);
  });

  it.each([
    'Commande CMD-2026-10041',
    'Ma commande n° CMD-2026-10041',
    'CMD-2026-10041',
    'Order CMD-2026-10041',
    'Demande',
  ])('takes the subject « %s » for no request beside one in the text', (subject) => {
    const text = 'Je souhaite obtenir le remboursement de ma commande CMD-2026-10041.';
    expect(intentsOf(read(text, subject))).toEqual(['remboursement']);
  });

  it('sees two requests when subject and text ask for different things', () => {
    expect(intentsOf(read('Pouvez-vous me dire où en est ma commande ?', 'Demande de remboursement'))).toEqual([
      'remboursement',
      'suivi-commande',
    ]);
  });

  it.each([
    '',
    '😀 👍',
    'Bonjour,\n\nMerci beaucoup, bonne journée !\n\nCordialement',
    '…',
    '1 234'.replace(/\d/g, ' '),
  ])('finds no request in "%s"', (text) => {
    expect(read(text).requests).toEqual([]);
  });

  it('understands one word', () => {
    expect(intentsOf(read('Remboursement'))).toEqual(['remboursement']);
  });

  it.each([
    { name: 'a megabyte of one word', text: 'remboursement '.repeat(75_000) },
    { name: 'a megabyte of refusals', text: 'je ne veux pas '.repeat(70_000) },
    { name: 'a megabyte of letters', text: 'a'.repeat(1_000_000) },
    { name: 'a thousand identical lines', text: 'Où est mon colis ?\n'.repeat(1_000) },
    { name: 'alternatives', text: 'ou '.repeat(300_000) },
    { name: 'half characters', text: '\ud800'.repeat(10_000) },
  ])('is done with $name at once', ({ text }) => {
    const before = performance.now();
    const { requests } = read(text, text);
    expect(performance.now() - before).toBeLessThan(3_000);
    for (const { intents, outOfScope } of requests) {
      expect(intents.reduce((sum, { probability }) => sum + probability, outOfScope)).toBeCloseTo(1, 9);
    }
  });
});

describe('data and tone', () => {
  it('finds data in subject and text', () => {
    const { data } = read('Remboursez-moi 49,90 €.', 'Commande cmd 2026-00123');
    expect(data).toEqual([
      { type: 'order-number', value: 'CMD-2026-00123', raw: 'cmd 2026-00123', start: 9, end: 23, in: 'subject' },
      { type: 'money', value: { minor: 4990, currency: 'EUR' }, raw: '49,90 €', start: 15, end: 22, in: 'text' },
    ]);
  });

  it.each([
    { text: 'Où est mon colis ?', tone: 'neutral' },
    { text: 'Mon avocate prendra contact avec vous.', tone: 'threat' },
    { text: 'Sans réponse je saisis la DGCCRF et je vais porter plainte.', tone: 'threat' },
    { text: 'C’est SCANDALEUX, j’en ai marre.', tone: 'upset' },
    { text: 'OÙ EST MON COLIS ENFIN CELA FAIT TROIS SEMAINES', tone: 'upset' },
    { text: 'Toujours rien !!!', tone: 'upset' },
    { text: 'This is unacceptable.', tone: 'upset' },
    { text: 'Merci !! À bientôt', tone: 'neutral' },
  ])('hears "$text" as $tone', ({ text, tone }) => {
    expect(read(text).tone).toBe(tone);
  });
});
