import { describe, expect, it } from '@jest/globals';
import type { Classification } from '../classification.ts';
import { readMail } from './reading.ts';
import { requestsOf } from './requests-of.ts';
import type { IntentRelations } from './split.ts';

/** A classifier that knows words: each that stands in a text takes an equal part of 0.95. */
const known: readonly (readonly [RegExp, string])[] = [
  [/rembours|refund|mon argent/i, 'remboursement'],
  [/renvo[iy]|resend/i, 'renvoi-colis'],
  [/où est|où en est|ou est|perdu|where is/i, 'suivi-commande'],
  [/annul|cancel/i, 'annulation-commande'],
  [/facture|invoice/i, 'facture'],
];
function classify(text: string): Classification {
  const found = known.filter(([words]) => words.test(text)).map(([, intent]) => intent);
  const intents = known.map(([, intent]) => ({
    intent,
    probability: found.includes(intent) ? 0.95 / found.length : 0.01,
  }));
  intents.sort((a, b) => b.probability - a.probability);
  const sum = intents.reduce((total, { probability }) => total + probability, 0);
  return { intents, outOfScope: 1 - sum, nearest: [] };
}
const read = (text: string, { subject = '', relations = {} }: { subject?: string; relations?: IntentRelations } = {}) =>
  requestsOf(readMail({ subject, text, language: 'fr' }), classify, relations);
const intentsOf = (requests: ReturnType<typeof read>) => requests.map(({ intents }) => intents[0]?.intent);
const sureness = (requests: ReturnType<typeof read>) => requests[0]?.intents[0]?.probability ?? 0;

describe('several requests', () => {
  it('is one where the second half only refers back to the first', () => {
    expect(intentsOf(read('J’attends le remboursement de la lampe. Où est-il passé ?'))).toEqual(['remboursement']);
    expect(intentsOf(read('J’attends le remboursement de la lampe. Où est-il passé, mon colis ?'))).toHaveLength(2);
  });

  it.each([
    {
      text: 'Remboursez-moi la lampe. Par ailleurs, pouvez-vous m’envoyer la facture ?',
      expected: ['remboursement', 'facture'],
    },
    {
      text: '1) Annulez ma commande de chaises 2) envoyez-moi la facture du bureau',
      expected: ['annulation-commande', 'facture'],
    },
    {
      text: 'bjr ou est ma commande de lundi est ce que je peux avoir la facture merci',
      expected: ['suivi-commande', 'facture'],
    },
    { text: 'Where is my parcel? Also, can you send me the invoice for May?', expected: ['suivi-commande', 'facture'] },
    {
      text: 'Annulez la commande de la table.\nEnvoyez-moi la facture des chaises.\nPS : où est mon colis de la semaine dernière ?',
      expected: ['annulation-commande', 'facture', 'suivi-commande'],
    },
  ])('are told apart in "$text"', ({ text, expected }) => {
    expect(intentsOf(read(text))).toEqual(expected);
  });

  it('stand each at its own place', () => {
    const text = 'Bonjour,\nRemboursez-moi la lampe. Par ailleurs, où est mon colis de mardi ?\nMerci';
    const requests = read(text);
    expect(requests.map((request) => request.text)).toEqual([
      'Remboursez-moi la lampe.',
      'où est mon colis de mardi ?',
    ]);
    for (const { span, text: said } of requests) expect(text.slice(span.start, span.end)).toBe(said);
  });

  it('may stand in subject and text', () => {
    const requests = read('Pouvez-vous me dire où est ma commande ?', {
      subject: 'Demande de remboursement du bureau',
    });
    expect(requests.map(({ span }) => span.in)).toEqual(['subject', 'text']);
  });
});

describe('one request', () => {
  it.each([
    { name: 'said twice', text: 'Où est ma commande ? Dites-moi où est mon colis !', expected: ['suivi-commande'] },
    {
      name: 'beside what is refused',
      text: 'Je ne veux pas de remboursement, renvoyez-moi le colis.',
      expected: ['renvoi-colis'],
    },
    {
      name: 'instead of another',
      text: 'Renvoyez-moi le colis plutôt que de me rembourser.',
      expected: ['renvoi-colis'],
    },
    {
      name: 'beside what is settled',
      text: 'Votre collègue m’a déjà remboursé la table. Où est la lampe ?',
      expected: ['suivi-commande'],
    },
    {
      name: 'beside what holds only if',
      text: 'Où est mon colis ? Si jamais il était en panne, je demanderais la facture.',
      expected: ['suivi-commande'],
    },
    {
      name: 'beside a quote',
      text: 'Où est mon colis ?\n> Nous annulons la commande et vous remboursons.',
      expected: ['suivi-commande'],
    },
    {
      name: 'after an idle subject',
      text: 'Où est mon colis ?',
      subject: 'Commande facture 2026-10041',
      expected: ['suivi-commande'],
    },
    {
      name: 'that says "the same" of another order',
      text: 'Où est ma commande de lundi ? Pareil pour celle de mardi.',
      expected: ['suivi-commande'],
    },
  ])('is seen $name', ({ text, subject, expected }) => {
    expect(intentsOf(read(text, subject === undefined ? {} : { subject }))).toEqual(expected);
  });

  it('is what the fact explains, once that is known', () => {
    const text = 'Le colis que vous m’aviez expédié est perdu.\nPouvez-vous me rembourser ?';
    const explains = (reason: string, request: string) => reason === 'suivi-commande' && request === 'remboursement';
    expect(intentsOf(read(text))).toHaveLength(2);
    const explained = read(text, { relations: { explains } });
    expect(intentsOf(explained)).toEqual(['remboursement']);
    const reason = 'Le colis que vous m’aviez expédié est perdu.';
    expect(explained[0]?.explainedBy).toEqual([
      { span: { in: 'text', start: 0, end: reason.length }, text: reason, intent: 'suivi-commande' },
    ]);
    expect(read(text, { relations: { explains, areCompatible: () => true } })).toHaveLength(2);
  });

  it.each([
    '',
    'Bonjour,\n\nMerci beaucoup !\n\nCordialement',
    '😀',
    '…',
    'J’avais demandé la facture, bien reçue merci',
  ])('is not found in "%s"', (text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('doubt', () => {
  const sure = sureness(read('Remboursez-moi la table.'));
  it.each([
    'Remboursez-moi ou renvoyez le colis, je ne sais pas.',
    'Je ne sais pas si je préfère être remboursé.',
    'Annulez la commande… ou plutôt non, gardez-la',
    'Ne me remboursez pas.',
    'S’il n’arrive pas demain, remboursez-moi.',
  ])('lowers what is said in "%s"', (text) => {
    expect(sure).toBeGreaterThan(0.9);
    for (const { intents } of read(text)) expect(intents[0]?.probability).toBeLessThan(0.5);
    expect(read(text)).not.toEqual([]);
  });

  it('is not seen in "ou" without its accent', () => {
    expect(sureness(read('je voudrais savoir ou est ma commande svp'))).toBeGreaterThan(0.9);
  });
});
