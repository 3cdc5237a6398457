import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import { splitMail } from './new-text.ts';

const split = (text: string, subject = '') => splitMail({ text, subject });

const OUTLOOK_FR =
  'De : Boutique <sav@boutique.example>\nEnvoyé : lundi 16 novembre 2026 17:40\nÀ : c@x.example\nObjet : RE: colis\n\nBonjour';

describe('the quoted mail is taken away', () => {
  it.each([
    { name: 'lines that begin with >', below: '> Est-ce bon ?\n> Merci' },
    {
      name: 'Gmail, French',
      below: 'Le lun. 16 nov. 2026 à 17:40, Boutique <sav@boutique.example> a écrit :\n\n> Bonjour',
    },
    {
      name: 'Gmail, wrapped within the address',
      below: 'Le lun. 16 nov. 2026 à 17:40, La Boutique Claire <\nsav@boutique.example> a écrit :\n\n> Bonjour',
    },
    {
      name: 'Gmail, English',
      below: 'On Mon, Nov 16, 2026 at 5:40 PM Boutique <sav@boutique.example> wrote:\n> Hello',
    },
    {
      name: 'Gmail, German, the name first and wrapped',
      below: 'Die Boutique <sav@boutique.example> schrieb am Mo., 16. Nov.\n2026 um 17:40 Uhr:\n\n> Hallo',
    },
    {
      name: 'Gmail, Spanish',
      below: 'El lun, 16 nov 2026 a las 17:40, B (<sav@boutique.example>) escribió:\n> Hola',
    },
    {
      name: 'Gmail, Italian',
      below: 'Il giorno lun 16 nov 2026 alle ore 17:40 B <sav@boutique.example> ha scritto:\n> Ciao',
    },
    { name: 'Gmail, Dutch', below: 'Op ma 16 nov 2026 om 17:40 schreef B <sav@boutique.example>:\n> Hallo' },
    {
      name: 'Gmail, Portuguese',
      below: 'Em seg., 16 de nov. de 2026 às 17:40, B <sav@boutique.example> escreveu:\n> Olá',
    },
    {
      name: 'Gmail, Russian, without a verb',
      below: 'пн, 16 нояб. 2026 г. в 17:40, B <sav@boutique.example>:\n\n> Привет',
    },
    {
      name: 'Gmail of old, without a verb',
      below: '2026-11-16 17:40 GMT+01:00 Boutique <sav@boutique.example>:\n\n> Bonjour',
    },
    { name: 'Yandex', below: '16.11.2026, 17:40, "Boutique" <sav@boutique.example>:\nBonjour' },
    {
      name: 'Apple Mail',
      below: '> Le 16 nov. 2026 à 17:40, Boutique <sav@boutique.example> a écrit :\n> \n> Bonjour',
    },
    { name: 'Thunderbird, German', below: 'Am 16.11.26 um 17:40 schrieb Boutique:\n> Hallo' },
    { name: 'Thunderbird, Spanish', below: 'El 16/11/26 a las 17:40, Boutique escribió:\n> Hola' },
    {
      name: 'Yahoo, without >',
      below: 'Le lundi 16 novembre 2026 à 17:40:00 UTC+1, B <sav@boutique.example> a écrit :\n\nBonjour',
    },
    {
      name: 'an old Android, with address and verb on lines of their own',
      below: 'On Mon, 16 Nov 2026 at 17:40 Boutique\n\n<\nmailto:Boutique <sav@boutique.example>\n> wrote:\n\nHello',
    },
    { name: 'a name and an address, without a date', below: 'Boutique <sav@boutique.example> wrote:\n\nHello' },
    { name: 'Outlook, French', below: OUTLOOK_FR },
    { name: 'Outlook, with a line above', below: `________________________________\n${OUTLOOK_FR}` },
    {
      name: 'Outlook, English',
      below: 'From: B <sav@boutique.example>\nSent: Monday, November 16, 2026 5:40 PM\nTo: c\nSubject: x\n\nHi',
    },
    {
      name: 'Outlook, German',
      below: 'Von: B <sav@boutique.example>\nGesendet: Montag, 16. November 2026 17:40\nAn: c\nBetreff: x\n\nHallo',
    },
    {
      name: 'Outlook, Italian, for Mac',
      below: 'Da: B <sav@boutique.example>\nData: lunedì, 16 novembre 2026 17:40\nA: c\nOggetto: x\n\nCiao',
    },
    {
      name: 'Outlook, Dutch',
      below: 'Van: B <sav@boutique.example>\nVerzonden: maandag 16 november 2026 17:40\nAan: c\nOnderwerp: x\n\nHallo',
    },
    {
      name: 'Outlook, Portuguese',
      below:
        'De: B <sav@boutique.example>\nEnviado: segunda-feira, 16 de novembro de 2026 17:40\nPara: c\nAssunto: x\n\nOlá',
    },
    {
      name: 'Outlook, bold labels, wrapped',
      below: '  *De :* B [mailto:\n  sav@boutique.example]\n  *Envoyé :* lundi\n  *Objet :* x\n\nBonjour',
    },
    {
      name: 'Orange',
      below: 'envoyé : 16 novembre 2026 à 17:40\nde : B <sav@boutique.example>\nà : c\nobjet : x\n\nBonjour',
    },
    { name: 'La Poste', below: '> Message du 16/11/26 à 17h40\n> De : "B"\n> A : c@x.example\n>\n> Bonjour' },
    {
      name: 'SFR',
      below:
        '====================\n\n Message du : 16/11/2026 17:40\n De : "B" <b@x.example>\n A : c@x.example\n Sujet : x\n\n Bonjour',
    },
    { name: 'Zimbra (Free)', below: '----- Mail original -----\nDe: "B" <sav@boutique.example>\nObjet: x\n\nBonjour' },
    { name: 'Outlook of old', below: '-----Message d’origine-----\nBonjour' },
    {
      name: 'Samsung',
      below: '-------- Originalnachricht --------\nVon: B <b@x.example>\nDatum: 16.11.26 17:40\n\nHallo',
    },
    {
      name: 'headers in one line',
      below:
        ' ----- Mensaje original ----- De: B <b@x.example>Para: c@x.exampleEnviado: lunes, 16 de noviembre de 2026Asunto: x\n\nHola',
    },
    { name: 'a quote that is indented', below: 'On 16/11/2026 17:40, "B" <b@x.example> wrote:\n\n    Hello' },
    { name: 'a quote marked with strokes', below: 'On 16/11/2026 17:40, B wrote:\n\n| Hello\n| World' },
  ])('$name', ({ below }) => {
    const parts = split(`Oui, c’est ça.\n\n${below}`);
    expect(parts.text).toBe('Oui, c’est ça.');
    expect(parts.quoted.length).toBeGreaterThan(5);
    expect(parts.forward).toBeUndefined();
  });

  it.each([
    { name: 'without a blank line above', above: 'J’en ai reçu 2 sur 3.\n' },
    { name: 'below a line with a date', above: 'Acheté le 3 mai 2026 à 10:00\n' },
    { name: 'on the same line', above: 'Oui, merci ' },
  ])('finds the announcement $name', ({ above }) => {
    const { text } = split(`${above}Le 16/11/2026 à 17:40, Boutique a écrit :\n> Bonjour`);
    expect(text).toBe(above.trim());
  });
});

describe('answers between quoted lines', () => {
  it('are all new text, in order', () => {
    const body = 'Le 16/11/2026 à 17:40, B a écrit :\n> Le numéro ?\nCMD-2026-12345\n> La taille ?\nM\n';
    expect(split(body)).toEqual({
      text: 'CMD-2026-12345\nM',
      quoted: 'Le 16/11/2026 à 17:40, B a écrit :\n> Le numéro ?\n> La taille ?',
      signature: '',
    });
  });

  it('are new text below the quote too', () => {
    expect(split('On 16/11/2026 07:10, B wrote:\n> Which size?\n\nSize 40, please.').text).toBe('Size 40, please.');
  });
});

describe('what a customer may write is kept', () => {
  it.each([
    { text: 'Le 12 mai votre collègue m’a écrit :\nvous serez remboursé.' },
    { text: 'Le vendeur a écrit :\nremboursement sous 8 jours' },
    { text: 'Le 12 mai à 14:30 le vendeur a écrit :\n« nous vous rappelons »' },
    { text: 'De : Paris\nÀ : Lyon\nDate : 12 mai\nDeux personnes.' },
    { text: 'Date : 12/11\nMontant : 12 €' },
    { text: 'Nom : Léa\nDe : lea@x.example\nSujet : retour\nMessage : Je souhaite un retour.' },
    { text: 'De : lea@x.example\nDate : 12/11/2026\nSujet : retour\nMessage : Je souhaite un retour.' },
    { text: 'Envoyé par courrier recommandé le 3, sans réponse.' },
    { text: 'Envoyé depuis trois semaines, le colis n’arrive pas.' },
    { text: '- un\n-- deux\n--- trois' },
    { text: 'Arrivée :\n--- Chambre 12 ---\nun lit' },
    { text: 'Prix\n-----\n12 €\n-----\nMerci de confirmer.' },
    { text: 'Voici le message du transporteur :\nColis retourné.' },
    { text: '>>> Offre spéciale <<<\nest-ce vrai ?' },
    { text: 'Mes horaires :\n2026-11-16 17:40\n16.11.2026 17:40\nmerci' },
    { text: 'Cordialement,\nLéa Durand' },
    { text: 'Bonjour.\n\nCordialement,\n\nLéa\nPS : ma commande est la 4471, tél. 06 00 00 00 00' },
    { text: 'Couleurs :\n-Rouge\n-Bleu' },
  ])('$text', ({ text }) => {
    expect(split(text)).toEqual({ text, quoted: '', signature: '' });
  });
});

describe('the signature is parted off', () => {
  it.each([
    { name: 'dashes', signature: '-- \nLéa\nParis' },
    { name: 'iPhone', signature: 'Envoyé de mon iPhone' },
    { name: 'Orange', signature: 'Envoyé depuis l’application Mail Orange' },
    { name: 'Yahoo', signature: 'Envoyé depuis Yahoo Mail pour Android' },
    { name: 'Outlook', signature: 'Télécharger Outlook pour Android' },
    { name: 'Outlook with a link', signature: 'Envoyé à partir de Outlook pour iOS<https://aka.example/x?y=1>' },
    { name: 'an unknown program with a link', signature: 'Sent from FooMail<https://foo.example/r?b=2>' },
    { name: 'Windows', signature: 'Sent from Mail for Windows' },
    { name: 'Proton', signature: 'Envoyé avec la messagerie sécurisée Proton Mail.' },
    { name: 'any phone', signature: 'Sent from my Zork 4G' },
    { name: 'German', signature: 'Von meinem iPhone gesendet' },
    { name: 'Spanish', signature: 'Enviado desde mi iPhone' },
    { name: 'Italian', signature: 'Inviato da iPhone' },
    { name: 'Dutch', signature: 'Verstuurd vanaf mijn iPad' },
    { name: 'Portuguese', signature: 'Enviado do meu Galaxy' },
    {
      name: 'a French notice',
      signature:
        'Ce message et toutes les pièces jointes sont confidentiels et établis à l’intention exclusive de leurs destinataires.',
    },
    {
      name: 'an English notice',
      signature:
        'This e-mail and its attachments are confidential and intended solely for the addressee. Unauthorised use is prohibited.',
    },
    {
      name: 'a German notice',
      signature: 'Diese E-Mail enthält vertrauliche Informationen und ist nur für den Empfänger bestimmt.',
    },
    { name: 'both', signature: '--\nLéa\n\nEnvoyé de mon iPhone' },
    { name: 'a closing with contacts', signature: 'Bien à vous,\n\nLéa Durand\n+33 6 00 00 00 00\nwww.durand.example' },
    {
      name: 'a mailing list’s footer',
      signature: '_______________________________________________\nclients mailing list\nclients@x.example',
    },
    { name: 'a row of signs', signature: '***\n=====' },
  ])('$name', ({ signature }) => {
    expect(split(`Bonjour.\n\n${signature}\n\n> citation`)).toEqual({
      text: 'Bonjour.',
      signature,
      quoted: '> citation',
    });
  });

  it('keeps the closing above a name and firm that a mail program put below it', () => {
    const parts = split('Bonjour.\n\nCordialement,\n\nLéa Durand\nCabinet Durand');
    expect(parts).toEqual({ text: 'Bonjour.\n\nCordialement,', signature: 'Léa Durand\nCabinet Durand', quoted: '' });
  });
});

describe('a forwarded mail', () => {
  const inner = { from: 'lea@x.example', subject: 'Colis 4471' };
  it.each([
    {
      name: 'Gmail',
      body: '---------- Forwarded message ---------\nDe : Léa <lea@X.example>\nDate: lun. 16 nov. 2026 à 17:40\nSubject: Colis 4471\nTo: <sav@b.example>\n\nBonjour',
    },
    {
      name: 'Apple Mail',
      body: 'Début du message réexpédié :\n\n> De: Léa <lea@x.example>\n> Objet: Colis 4471\n> Date: 16 novembre 2026 à 17:40\n> À: sav@b.example\n> \n> Bonjour\n\nÀ traiter',
    },
    {
      name: 'Apple Mail, all quoted',
      body: '> Anfang der weitergeleiteten Nachricht:\n> \n> Von: Léa <lea@x.example>\n> Betreff: Colis 4471\n> Datum: 16. November 2026\n> \n> Hallo',
    },
    {
      name: 'Thunderbird',
      body: '-------- Message transféré --------\nSujet : \tColis 4471\nDate : \tMon, 16 Nov 2026 17:40:00 +0100\nDe : \tLéa <lea@x.example>\nPour : \tsav@b.example\n\nBonjour',
    },
    {
      name: 'Yahoo, in one line',
      body: '   ----- Messaggio inoltrato ----- Da: Léa <lea@x.example>A: "sav@b.example" <sav@b.example>Inviato: lunedì 16 novembre 2026 17:40:50 CETOggetto: Colis 4471\n\nCiao',
    },
    {
      name: 'Outlook',
      subject: 'TR: Colis 4471',
      body: 'De : Léa <lea@x.example>\nEnvoyé : lundi 16 novembre 2026 17:40\nÀ : sav@b.example\nObjet : Colis 4471\n\nBonjour',
    },
    {
      name: 'Outlook, Spanish',
      subject: 'RV: Colis 4471',
      body: 'De: Léa <lea@x.example>\nEnviado: lunes\nPara: sav@b.example\nAsunto: Colis 4471\n\nHola',
    },
    {
      name: 'an announcement as answers have',
      subject: 'FW: Colis 4471',
      body: 'On 16/11/2026 17:40, "Léa" <lea@x.example> wrote:\n\n    Hello',
    },
  ])('is recognised, with its sender and subject: $name', ({ body, subject = '' }) => {
    const parts = split(`Pour vous.\n\n${body}`, subject);
    expect(parts.text).toBe('Pour vous.');
    expect(parts.forward).toEqual(inner);
  });

  it('gives the name where no address is shown', () => {
    const body =
      '-------- Message transféré --------\nDe : Léa Durand\nDate : 16/11/2026 17:40\nObjet : Colis\n\nBonjour';
    expect(split(body).forward).toEqual({ from: 'Léa Durand', subject: 'Colis' });
  });

  it('is none when somebody answers a forwarded mail', () => {
    const body =
      'Merci.\n\nLe 16/11/2026 à 17:40, B <b@x.example> a écrit :\n> ---------- Forwarded message ---------\n> From: Léa <lea@x.example>\n> Subject: Colis';
    expect(split(body, 'Re: Fwd: Colis')).toMatchObject({ text: 'Merci.' });
    expect(split(body, 'Re: Fwd: Colis').forward).toBeUndefined();
  });

  it('may be attached', () => {
    expect(splitMail({ text: 'Voir la pièce jointe.', attached: inner }).forward).toEqual(inner);
  });
});

describe('format=flowed', () => {
  it.each([
    { name: 'joins what was broken', text: 'Bonjour, je n’ai \nrien reçu.', expected: 'Bonjour, je n’ai rien reçu.' },
    { name: 'keeps the depth of quotes apart', text: '> Merci \nOui, merci.', expected: 'Oui, merci.' },
    {
      name: 'takes the stuffed blank away',
      text: ' From Paris\n > pas une citation',
      expected: 'From Paris\n> pas une citation',
    },
    { name: 'never joins a signature', text: 'Oui \n-- \nLéa', expected: 'Oui' },
  ])('$name', ({ text, expected }) => {
    expect(splitMail({ text, isFlowed: true }).text).toBe(expected);
  });

  it('deletes the blank where the mail says so', () => {
    expect(splitMail({ text: '注文 \n番号', isFlowed: true, deletesSpace: true }).text).toBe('注文番号');
  });
});

describe('HTML beside the text', () => {
  const html =
    '<p>Oui.</p><div class="gmail_quote"><div class="gmail_attr">el B &lt;b@x.example&gt;</div><blockquote type="cite">Hola</blockquote></div>';

  it('is read when only it marks the quote', () => {
    expect(splitMail({ text: 'Oui.\n\nel B <b@x.example>\nHola', html }).text).toBe('Oui.');
  });

  it('is left aside when the text is clear', () => {
    expect(splitMail({ text: 'Oui, du texte.\n\n> Hola', html }).text).toBe('Oui, du texte.');
  });

  it('is all there is when the text is empty', () => {
    expect(splitMail({ text: ' \n', html })).toMatchObject({ text: 'Oui.', quoted: 'el B <b@x.example>\n> Hola' });
  });
});

describe('whatever the text', () => {
  const PIECES = [
    'Bonjour,',
    'Où est mon colis ?',
    '> cité',
    '>> cité deux fois',
    '',
    'Le 16/11/2026 à 17:40, B <b@x.example> a écrit :',
    'On Mon, 16 Nov 2026 at 17:40 B <',
    'b@x.example> wrote:',
    '-----Message d’origine-----',
    'De : B <b@x.example>',
    'Date : 16/11/2026',
    'Objet : Colis',
    '________________',
    '-- ',
    'Cordialement,',
    'Léa Durand',
    '+33 6 00 00 00 00',
    'Envoyé de mon iPhone',
    '-Léa',
    '=====',
    'Début du message réexpédié :',
    '<',
    ' > wrote:',
  ];

  it('every line is in one of the parts', () => {
    const random = seededRandom(11);
    for (let i = 0; i < 2000; i++) {
      const lines = Array.from({ length: 12 }, () => PIECES[Math.floor(random.next() * PIECES.length)] ?? '');
      const { text, quoted, signature } = split(lines.join('\n'), random.next() < 0.5 ? 'Fwd: x' : 'Re: x');
      const kept = `${text}\n${quoted}\n${signature}`.split('\n').map((line) => line.trim());
      const given = lines.map((line) => line.trim()).filter((line) => line !== '');
      expect(kept.filter((line) => line !== '').sort()).toEqual(given.sort());
    }
  });
});
