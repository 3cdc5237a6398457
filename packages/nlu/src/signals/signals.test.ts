import { describe, expect, it } from '@jest/globals';
import { type SignalName, signalsOf } from './signals.ts';

const hear = (text: string, subject = '') =>
  signalsOf([
    { in: 'subject', text: subject },
    { in: 'text', text },
  ]);
const heardIn = (text: string) => [...new Set(hear(text).evidence.map(({ signal }) => signal))];

describe('signalsOf', () => {
  it.each<{ text: string; expected: SignalName[] }>([
    { text: 'C’est SCANDALEUX, j’en ai marre.', expected: ['upset'] },
    { text: 'Je suis vraiment très déçue de votre service.', expected: ['upset'] },
    { text: 'Vous vous moquez du monde ou quoi', expected: ['upset'] },
    { text: 'Chu tannée d’attendre mon colis.', expected: ['upset'] },
    { text: 'Franchement j’en ai ma claque, une fois.', expected: ['upset'] },
    { text: 'C’est la honte, hchouma.', expected: ['upset'] },
    { text: 'I am furious, worst service ever.', expected: ['upset'] },
    { text: 'Mon avocate prendra contact avec vous.', expected: ['legal'] },
    { text: 'Sans réponse je saisis la DGCCRF.', expected: ['legal'] },
    { text: 'Je vais en parler à Test-Achats.', expected: ['legal'] },
    { text: 'J’irai aux petites créances si ça bouge pas.', expected: ['legal'] },
    { text: 'You will hear from my solicitor.', expected: ['legal'] },
    { text: 'Si c’est comme ça j’irai à la concurrence.', expected: ['leaving'] },
    { text: 'Plus jamais je ne commanderai chez vous.', expected: ['leaving'] },
    { text: 'Merci de clôturer mon compte.', expected: ['leaving'] },
    { text: 'I will take my business elsewhere.', expected: ['leaving'] },
    { text: 'Je vais alerter la presse locale.', expected: ['press'] },
    { text: 'Je publierai tout sur les réseaux sociaux.', expected: ['press'] },
    { text: 'Je suis journaliste au Courrier.', expected: ['press'] },
    { text: 'I will post this on Facebook tonight.', expected: ['press'] },
    { text: 'Mon mari est décédé en septembre.', expected: ['vulnerable'] },
    { text: 'J’ai 82 ans et je ne sais pas faire.', expected: ['vulnerable'] },
    { text: 'Je suis en chimio, je ne peux pas me déplacer.', expected: ['vulnerable'] },
    { text: 'Je suis en fauteuil roulant.', expected: ['vulnerable'] },
    { text: 'Je n’arrive plus à payer, je suis au chômage.', expected: ['vulnerable'] },
    { text: 'J’ai 15 ans et j’ai pris la carte de ma mère.', expected: ['vulnerable'] },
    { text: 'Mon ex me menace, ne donnez pas mon adresse.', expected: ['vulnerable'] },
    { text: 'My husband passed away last month.', expected: ['vulnerable'] },
  ])('hears $expected in "$text"', ({ text, expected }) => {
    expect(heardIn(text)).toEqual(expected);
  });

  it.each([
    'Je ne suis pas en colère, juste surpris.',
    'Aucun souci, merci pour votre réponse rapide !!',
    'Sans vouloir porter plainte, j’aimerais comprendre.',
    'Je n’ai pas l’intention de saisir le médiateur.',
    'I am not angry at all, thanks.',
    'We won’t take legal action.',
    'Je resilie pas, je transfère ma ligne.',
    'Mon fauteuil est mort, le zip aussi.',
    'Le code promo est invalide.',
    'J’ai 35 ans d’expérience.',
    'Combien coûte l’excédent de bagage ?',
    'Un coup de balai ça suffit ?',
    'Des voleurs ont pris le colis.',
    'Nul n’est venu.',
    'Je quitte Genève lundi.',
    'J’ai vu votre publicité sur Facebook.',
    'Enceinte Bluetooth reçue, merci.',
    '',
  ])('hears nothing in "%s"', (text) => {
    expect(heardIn(text)).toEqual([]);
  });

  it('hears what is said beside a denial', () => {
    expect(heardIn('Pas de réponse, je porte plainte.')).toEqual(['legal']);
    expect(heardIn('Je ne suis pas content et je vais voir mon avocat.')).toEqual(['legal']);
    expect(heardIn('Jamais vu ça.')).toEqual(['upset']);
  });

  it.each([
    { text: 'Où est mon colis ?', tone: 'neutral' },
    { text: 'C’est inadmissible.', tone: 'upset' },
    { text: 'C’est inadmissible, je saisis le tribunal.', tone: 'threat' },
    { text: 'J’alerterai la presse.', tone: 'threat' },
    { text: 'Clôturez mon compte svp', tone: 'neutral' },
    { text: 'Mon père est décédé.', tone: 'neutral' },
    { text: 'OÙ EST MON COLIS ENFIN CELA FAIT TROIS SEMAINES', tone: 'upset' },
    { text: 'Toujours rien !!!', tone: 'upset' },
    { text: 'Merci !! À bientôt', tone: 'neutral' },
    { text: 'Vraiment ???', tone: 'neutral' },
  ])('takes "$text" as $tone', ({ text, tone }) => {
    expect(hear(text).tone).toBe(tone);
  });

  it('shows the words that say so, of the subject too', () => {
    const text = 'Bonjour,\nÉcœurée, je suis vraiment ÉCŒURÉE… enfin, exaspérée.';
    const { evidence, upset, legal } = hear(text, 'Mise en demeure');
    expect({ upset, legal }).toEqual({ upset: true, legal: true });
    expect(evidence.map(({ in: where, raw }) => `${where}: ${raw}`)).toContain('subject: Mise en demeure');
    for (const { in: where, start, end, raw } of evidence) {
      expect((where === 'text' ? text : 'Mise en demeure').slice(start, end)).toBe(raw);
    }
  });

  it.each([
    'pas ',
    'la presse ',
    'publier ',
    'je ne suis pas ',
    'fermer mon ',
    '!?',
    'a',
    'mon avocat ',
    '\ud800',
    'A',
  ])('is done with a megabyte of "%s" at once', (piece) => {
    const before = process.cpuUsage();
    const { evidence } = hear(piece.repeat(1_000_000 / piece.length));
    const { user, system } = process.cpuUsage(before);
    expect(evidence.length).toBeLessThanOrEqual(200);
    expect((user + system) / 1_000).toBeLessThan(3_000);
  });
});
