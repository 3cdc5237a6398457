import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { MAX_PIECES } from './boundaries.ts';
import type { Clause } from './clause.ts';
import { clausesOf } from './clauses-of.ts';

const read = (text: string, subject = ''): Clause[] => clausesOf({ subject, text });
const texts = (text: string): string[] => read(text).map((clause) => clause.text);
/** `role: words`, without the courtesies. */
const roles = (text: string): string[] =>
  read(text)
    .filter(({ role }) => role !== 'courtesy')
    .map((clause) => `${clause.role}: ${clause.text}`);

describe('where a mail is cut', () => {
  it.each([
    { name: 'sentences', text: 'Mon colis est perdu. Que faire ?', expected: ['Mon colis est perdu.', 'Que faire ?'] },
    { name: 'lines', text: 'Mon colis est perdu\nrenvoyez-le', expected: ['Mon colis est perdu', 'renvoyez-le'] },
    {
      name: 'no line that a mail program broke',
      text: 'Je vous écris parce que ma commande n’est pas arrivée\nchez moi hier.',
      expected: ['Je vous écris', 'ma commande n’est pas arrivée\nchez moi hier.'],
    },
    {
      name: 'numbered items in a line',
      text: '1) annulez la commande 2) remboursez-moi',
      expected: ['annulez la commande', 'remboursez-moi'],
    },
    { name: 'listed items', text: '- la facture\n- le bon de retour', expected: ['la facture', 'le bon de retour'] },
    {
      name: 'semicolons',
      text: 'Annulez tout ; rendez-moi mon argent',
      expected: ['Annulez tout ;', 'rendez-moi mon argent'],
    },
    {
      name: '"et" between two requests',
      text: 'Je voudrais annuler ma commande et être remboursé.',
      expected: ['Je voudrais annuler ma commande', 'être remboursé.'],
    },
    {
      name: 'no "et" inside one request',
      text: 'Renvoyez-moi la table et les chaises.',
      expected: ['Renvoyez-moi la table et les chaises.'],
    },
    {
      name: '"et aussi"',
      text: 'Où est mon colis et aussi la facture de mai',
      expected: ['Où est mon colis', 'la facture de mai'],
    },
    {
      name: '"par ailleurs", "sinon", "au fait" and a postscript',
      text: 'Remboursez-moi. Par ailleurs, où est la lampe ? Sinon je garde la table. PS : et la facture ?',
      expected: ['Remboursez-moi.', 'où est la lampe ?', 'je garde la table.', 'et la facture ?'],
    },
    {
      name: 'English "and also" and "then"',
      text: 'How do I locate my card and also can I change my PIN, then send me the invoice',
      expected: ['How do I locate my card', 'can I change my PIN', 'send me the invoice'],
    },
    {
      name: 'a question after another with nothing between, as on phones',
      text: 'ou en est ma commande est ce que je peux avoir la facture',
      expected: ['ou en est ma commande', 'est ce que je peux avoir la facture'],
    },
    {
      name: 'no question that belongs to its verb',
      text: 'pouvez vous me dire combien de temps il faut attendre',
      expected: ['pouvez vous me dire combien de temps il faut attendre'],
    },
    {
      name: 'a sentence after another whose full stop was forgotten',
      text: 'Le numéro est absent de la facture Je n’arrive pas à régler',
      expected: ['Le numéro est absent de la facture', 'Je n’arrive pas à régler'],
    },
    {
      name: 'no name with a capital letter',
      text: 'j’ai reçu le colis confié à La Poste hier avec Une Belle Lampe',
      expected: ['j’ai reçu le colis confié à La Poste hier avec Une Belle Lampe'],
    },
    {
      name: '"et" between two things that went wrong',
      text: 'mon téléphone ne s’allume plus et le site affiche une erreur',
      expected: ['mon téléphone ne s’allume plus', 'le site affiche une erreur'],
    },
    {
      name: 'no abbreviation and no amount',
      text: 'M. Durand a payé 49.90 euros.',
      expected: ['M. Durand a payé 49.90 euros.'],
    },
  ])('cuts $name', ({ text, expected }) => {
    expect(texts(text)).toEqual(expected);
  });

  it.each([
    {
      register: 'polite',
      text: 'Madame, Monsieur,\nJe vous saurais gré de me rembourser et de m’adresser la facture.\nVeuillez agréer mes salutations.',
      expected: 2,
    },
    { register: 'curt', text: 'Annulez. Facture svp.', expected: 2 },
    {
      register: 'furious',
      text: 'C’EST UNE HONTE !!! REMBOURSEZ-MOI ET RENDEZ-MOI MON ANCIEN MATELAS !!!',
      expected: 3,
    },
    { register: 'oral', text: 'Bon alors du coup faut annuler, et puis vous pouvez me rembourser ?', expected: 2 },
    { register: 'misspelt', text: 'jai pas recu mon coli, pouvé vous me rembourcé', expected: 2 },
    {
      register: 'belgian',
      text: 'Sauriez-vous me renvoyer le GSM, et sauriez-vous aussi me faire la note ?',
      expected: 2,
    },
    { register: 'swiss', text: 'Je souhaite échanger le natel. Merci aussi de m’établir une quittance.', expected: 2 },
    {
      register: 'quebec',
      text: 'Pouvez-vous canceller ma commande pis me rembourser ? Y a-tu des frais ?',
      expected: 2,
    },
    {
      register: 'maghreb',
      text: 'Salam, prière de me renseigner sur mon colis. Veuillez noter ma nouvelle adresse.',
      expected: 2,
    },
    { register: 'english', text: 'Please cancel my order and send me the receipt.', expected: 2 },
    { register: 'mixed', text: 'Hi, where is my parcel? Et je voudrais la facture please.', expected: 2 },
  ])('finds each thing said in a $register mail', ({ text, expected }) => {
    expect(roles(text)).toHaveLength(expected);
  });

  it('begins with the subject, unless that of an answer', () => {
    expect(read('Où est-il ?', 'Mon colis').map((clause) => clause.in)).toEqual(['subject', 'text']);
    expect(read('Où est-il ?', 'Re: Mon colis').map((clause) => clause.in)).toEqual(['text']);
    expect(read('Où est-il ?', 'Colis [7Q2K-9MXD-4]').map((clause) => clause.in)).toEqual(['text']);
  });
});

describe('what part a clause plays', () => {
  it.each([
    {
      text: 'Je ne veux pas de remboursement, juste le renvoi',
      expected: ['refused: Je ne veux pas de remboursement', 'context: le renvoi'],
    },
    {
      text: 'Merci de me rembourser plutôt que de m’envoyer un avoir',
      expected: ['ask: Merci de me rembourser', 'refused: plutôt que de m’envoyer un avoir'],
    },
    { text: 'Ne me remboursez pas.', expected: ['refused: Ne me remboursez pas.'] },
    {
      text: 'Renvoyez-moi la lampe plutôt qu’un avoir',
      expected: ['ask: Renvoyez-moi la lampe', 'refused: plutôt qu’un avoir'],
    },
    {
      text: 'I have not received my card, not the new one',
      expected: ['context: I have not received my card', 'refused: not the new one'],
    },
    { text: 'I don’t want a refund.', expected: ['refused: I don’t want a refund.'] },
    { text: 'Je ne veux plus être abonné.', expected: ['ask: Je ne veux plus être abonné.'] },
    { text: 'La poste n’en veut pas.', expected: ['context: La poste n’en veut pas.'] },
    {
      text: 'Je ne veux pas que mon abonnement se renouvelle.',
      expected: ['ask: Je ne veux pas que mon abonnement se renouvelle.'],
    },
    {
      text: 'Je ne veux pas que vous me remboursiez.',
      expected: ['refused: Je ne veux pas que vous me remboursiez.'],
    },
  ])('sees what is refused in "$text"', ({ text, expected }) => {
    expect(roles(text)).toEqual(expected);
  });

  it.each([
    'vous m’avez déjà remboursé l’an dernier',
    'j’avais demandé une facture, bien reçue merci',
    'Votre collègue m’a déjà répondu.',
    'C’est réglé depuis hier.',
    'La dernière fois vous m’aviez fait un geste.',
    'It has been resolved.',
  ])('takes "%s" for settled', (text) => {
    expect(roles(text).map((role) => role.split(':')[0])).toEqual(['past']);
  });

  it.each([
    'La lampe que j’ai achetée l’an dernier est en panne.',
    'Vous m’avez déjà répondu et toujours rien.',
    'J’avais demandé une facture.',
    'Vous m’avez envoyé le mauvais produit',
    'Vous m’avez livré une lampe cassée',
    'You have already sent me the wrong one',
  ])('does not take "%s" for settled', (text) => {
    expect(roles(text).map((role) => role.split(':')[0])).not.toContain('past');
  });

  it.each([
    { text: 'si jamais il était perdu, je demanderais un remboursement', expected: ['conditional', 'conditional'] },
    { text: 'S’il n’arrive pas demain, remboursez-moi.', expected: ['conditional', 'conditional'] },
    { text: 'Je demanderai un remboursement s’il est perdu.', expected: ['conditional'] },
    { text: 'If I lost my phone, can I still use the app?', expected: ['context', 'ask'] },
    { text: 'S’il vous en reste un, je voudrais l’échanger.', expected: ['context', 'ask'] },
    { text: 'Pourriez-vous me rembourser si possible ?', expected: ['ask'] },
    { text: 'J’aimerais être remboursée.', expected: ['ask'] },
  ])('weighs the condition in "$text"', ({ text, expected }) => {
    expect(roles(text).map((role) => role.split(':')[0])).toEqual(expected);
  });

  it.each([
    { text: 'Bonjour, je veux être remboursé. Merci d’avance', expected: ['ask: je veux être remboursé.'] },
    {
      text: 'Bonjour,\nOù est ma commande ?\nCordialement,\nJean Dupont\n06 12 34 56 78',
      expected: ['ask: Où est ma commande ?'],
    },
    { text: 'Merci de me rembourser.', expected: ['ask: Merci de me rembourser.'] },
    { text: 'Merci de m’en dire plus.', expected: ['ask: Merci de m’en dire plus.'] },
    { text: 'Merci, où en est ma commande ?', expected: ['ask: où en est ma commande ?'] },
    { text: 'Dear Sir or Madam, where is my order? Kind regards', expected: ['ask: where is my order?'] },
    { text: 'Merci de votre réponse rapide.', expected: [] },
    { text: 'Recevez, Madame, mes salutations distinguées.', expected: [] },
  ])('tells courtesies apart in "$text"', ({ text, expected }) => {
    expect(roles(text)).toEqual(expected);
  });

  it('takes a reason and a fact for context', () => {
    expect(roles('Remboursez-moi car le colis est arrivé cassé. La boîte était ouverte.')).toEqual([
      'ask: Remboursez-moi',
      'context: le colis est arrivé cassé.',
      'context: La boîte était ouverte.',
    ]);
  });

  it.each([
    '> Je veux un remboursement.',
    'Le 3 mars, Claire a écrit :\nJe veux un remboursement.',
    'Vous m’avez répondu : « nous vous remboursons sous huit jours »',
  ])('takes "%s" for quoted', (text) => {
    expect(read(text).at(-1)?.role).toBe('quoted');
  });
});

describe('places', () => {
  const pieces = [
    'Bonjour,',
    'Où est mon colis ?',
    'et aussi',
    'je veux',
    '😀',
    '\n',
    ' ',
    '1)',
    '…',
    'ŒUVRE',
    'l’été',
    '\ud800',
    '> cité',
    'merci',
    'si jamais',
    'п',
    '退款',
    ', mais',
    'car',
    '- ',
    '«',
    '»',
    '\r\n',
    'ﬁ',
    'İ',
  ];

  it('slice exactly, in order, without overlap, whatever is written', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 500; round += 1) {
      const text = Array.from(
        { length: 1 + Math.floor(random.next() * 25) },
        () => pieces[Math.floor(random.next() * pieces.length)],
      ).join(random.next() < 0.5 ? ' ' : '');
      let last = 0;
      for (const clause of read(text)) {
        expect(text.slice(clause.start, clause.end)).toBe(clause.text);
        expect(clause.start).toBeGreaterThanOrEqual(last);
        expect(clause.end).toBeGreaterThan(clause.start);
        last = clause.end;
      }
    }
  });

  it.each(['', '😀 👍', '…', ' \n\t ', '!!!', '—'])('has no clause in "%s"', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('keeps other scripts', () => {
    expect(texts('Где моя посылка? 我要退款')).toEqual(['Где моя посылка?', '我要退款']);
  });

  it.each([
    { name: 'a thousand identical lines', text: 'Où est mon colis ?\n'.repeat(1_000) },
    { name: 'a megabyte without a full stop', text: 'a b'.repeat(350_000) },
    { name: 'a megabyte of "et"', text: 'et '.repeat(350_000) },
    { name: 'a megabyte of conditions', text: 'si jamais, '.repeat(95_000) },
    { name: 'a megabyte of full stops', text: `${'.'.repeat(1_000_000)}x` },
    { name: 'a megabyte of blanks', text: `a${' '.repeat(1_000_000)}b` },
    { name: 'a megabyte of line ends', text: '\n'.repeat(1_000_000) },
    { name: 'a megabyte of opened quotes', text: 'dit « '.repeat(170_000) },
    { name: 'a megabyte of letters', text: 'é'.repeat(1_000_000) },
  ])('is done with $name at once', ({ text }) => {
    const before = performance.now();
    expect(read(text, text).length).toBeLessThanOrEqual(6 * MAX_PIECES);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
