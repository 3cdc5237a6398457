import { describe, expect, it } from '@jest/globals';
import { htmlToText } from '../html-to-text.ts';
import { splitText } from './split-text.ts';

const OUTLOOK =
  'De : Boutique <sav@boutique.example>\nEnvoyé : lundi 16 novembre 2026 17:40\nÀ : c@x.example\nObjet : RE: colis\n\nBonjour';

describe('splitText', () => {
  it.each([
    { name: 'lines that begin with >', body: 'Oui.\n\n> Est-ce bon ?\n> Merci' },
    {
      name: 'Gmail, French',
      body: 'Oui.\n\nLe lun. 16 nov. 2026 à 17:40, Boutique <sav@boutique.example> a écrit :\n\n> Bonjour',
    },
    {
      name: 'Gmail, wrapped',
      body: 'Oui.\n\nLe lun. 16 nov. 2026 à 17:40, La Boutique Claire <\nsav@boutique.example> a écrit :\n\n> Bonjour',
    },
    {
      name: 'Gmail, English',
      body: 'Oui.\n\nOn Mon, Nov 16, 2026 at 5:40 PM Boutique <sav@boutique.example> wrote:\n> Hello',
    },
    {
      name: 'Apple, English',
      body: 'Oui.\n\nOn 16 Nov 2026, at 17:40, Boutique <sav@boutique.example> wrote:\n\n> Hello',
    },
    { name: 'Thunderbird, German', body: 'Oui.\n\nAm 16.11.26 um 17:40 schrieb Boutique:\n> Hallo' },
    {
      name: 'Gmail, Spanish',
      body: 'Oui.\n\nEl lun, 16 nov 2026 a las 17:40, B (<sav@boutique.example>) escribió:\n> Hola',
    },
    {
      name: 'Gmail, Italian',
      body: 'Oui.\n\nIl giorno lun 16 nov 2026 alle ore 17:40 B <sav@boutique.example> ha scritto:\n> Ciao',
    },
    { name: 'Gmail, Dutch', body: 'Oui.\n\nOp ma 16 nov 2026 om 17:40 schreef B <sav@boutique.example>:\n> Hallo' },
    {
      name: 'Gmail, Portuguese',
      body: 'Oui.\n\nEm seg., 16 de nov. de 2026 às 17:40, B <sav@boutique.example> escreveu:\n> Olá',
    },
    {
      name: 'Yahoo, without >',
      body: 'Oui.\n\nLe lundi 16 novembre 2026 à 17:40:00 UTC+1, B <sav@boutique.example> a écrit :\n\nBonjour',
    },
    { name: 'Outlook, French', body: `Oui.\n\n${OUTLOOK}` },
    { name: 'Outlook, with a line above', body: `Oui.\n\n________________________________\n${OUTLOOK}` },
    {
      name: 'Outlook, English',
      body: 'Oui.\n\nFrom: B <sav@boutique.example>\nSent: Monday, November 16, 2026 5:40 PM\nTo: c\nSubject: x\n\nHi',
    },
    {
      name: 'Outlook, bold labels',
      body: 'Oui.\n\n*De :* B <sav@boutique.example>\n*Envoyé :* lundi\n*Objet :* x\n\nBonjour',
    },
    {
      name: 'Orange',
      body: 'Oui.\n\nenvoyé : 16 novembre 2026 à 17:40\nde : B <sav@boutique.example>\nà : c\nobjet : x\n\nBonjour',
    },
    { name: 'Zimbra', body: 'Oui.\n\n----- Mail original -----\nDe: "B" <sav@boutique.example>\nObjet: x\n\nBonjour' },
    { name: 'old Outlook', body: "Oui.\n\n-----Message d'origine-----\nBonjour" },
    { name: 'a forwarded mail', body: 'Oui.\n\n---------- Forwarded message ---------\nBonjour' },
  ])('takes the quote away: $name', ({ body }) => {
    const parts = splitText(body);
    expect(parts.text).toBe('Oui.');
    expect(parts.quoted.length).toBeGreaterThan(5);
  });

  it('keeps answers between quoted lines, in order', () => {
    const body = 'Le 16/11/2026 à 17:40, B a écrit :\n> Le numéro ?\nCMD-2026-12345\n> La taille ?\nM\n';
    expect(splitText(body)).toEqual({
      text: 'CMD-2026-12345\nM',
      quoted: 'Le 16/11/2026 à 17:40, B a écrit :\n> Le numéro ?\n> La taille ?',
      signature: '',
    });
  });

  it.each([
    { text: 'Le 12 mai votre collègue m’a écrit :\nvous serez remboursé.' },
    { text: 'Le vendeur a écrit :\nremboursement sous 8 jours' },
    { text: 'De : Paris\nÀ : Lyon\nDate : 12 mai\nDeux personnes.' },
    { text: 'Date : 12/11\nMontant : 12 €' },
    { text: 'Envoyé par courrier recommandé le 3, sans réponse.' },
    { text: 'Envoyé depuis trois semaines, le colis n’arrive pas.' },
    { text: '- un\n-- deux\n--- trois' },
  ])('keeps what a customer may write: $text', ({ text }) => {
    expect(splitText(text)).toEqual({ text, quoted: '', signature: '' });
  });

  it.each([
    { name: 'dashes', signature: '-- \nLéa\nParis' },
    { name: 'iPhone', signature: 'Envoyé de mon iPhone' },
    { name: 'Orange', signature: 'Envoyé depuis l’application Mail Orange' },
    { name: 'Yahoo', signature: 'Envoyé depuis Yahoo Mail pour Android' },
    { name: 'Outlook', signature: 'Télécharger Outlook pour Android' },
    { name: 'Windows', signature: 'Sent from Mail for Windows' },
    { name: 'German', signature: 'Von meinem iPhone gesendet' },
    { name: 'a disclaimer', signature: 'Ce message et toutes les pièces jointes sont confidentiels.\nMerci.' },
    { name: 'both', signature: '--\nLéa\n\nEnvoyé de mon iPhone' },
  ])('parts the signature off: $name', ({ signature }) => {
    expect(splitText(`Bonjour.\n\n${signature}\n\n> citation`)).toEqual({
      text: 'Bonjour.',
      signature,
      quoted: '> citation',
    });
  });
});

const LONG = 1_000_000;
/** So many times shorter is the text that the long one is compared with: what grows with the square would take its square. */
const SHORTER = 8;
/** Shorter times than that are not told apart: a collection of garbage may take as much. */
const LEAST_MS = 20;

/** Processor time, which other work on the machine does not lengthen; the best of three. */
function bestMs(work: () => void): number {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.max(LEAST_MS, Math.min(...times));
}

/** How many times longer `work` takes for a million characters of `unit` than for an eighth of them. */
function growth(unit: string, work: (text: string) => void): number {
  const times = [LONG / SHORTER, LONG].map((length) => bestMs(() => work(unit.repeat(length / unit.length))));
  return (times[1] ?? 0) / (times[0] ?? 1);
}

describe('hostile texts', () => {
  const unit = [
    '\n',
    'On ',
    'On \n',
    '>',
    '>\n',
    'Le 1:\n',
    'a <',
    '<a@b> :\n',
    'De : a@b\n',
    '-- \n',
    '--',
    '_',
    'Envoyé de mon ',
    ' \u00a0',
  ];
  it.each(unit.map((text) => ({ text })))(
    'reads a million characters of $text in a time that grows with their number',
    ({ text }) => expect(growth(text, splitText)).toBeLessThan(3 * SHORTER),
  );

  it.each([
    { text: '<' },
    { text: '<a ' },
    { text: '<style>' },
    { text: '<!--' },
    { text: '<b>x' },
    { text: '&' },
    { text: '<blockquote>a' },
  ])('reads a million characters of the HTML $text in a time that grows with their number', ({ text }) => {
    expect(growth(text, htmlToText)).toBeLessThan(3 * SHORTER);
  });
});
